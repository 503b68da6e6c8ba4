// The kernels of dense networks, as the engine calls them. Addresses and strides are bytes, all numbers are single precision.
export { slope } from './activation'
export { adam, norm } from './adam'
export { addColumnProducts, addList, addProducts, addRows } from './gradient'
export { addToBlocks, gather, pack, packTransposed, repeat, spread } from './layout'
export { multiply, multiplyColumn } from './multiply'

export const relaxed: bool = isDefined(RELAXED)

/** The first address that the kernels do not need for themselves. */
export const free: usize = __heap_base
