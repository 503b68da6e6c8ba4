import { EngineFailure } from '../engine-failure.ts'

/**
 * What the compiled kernels offer; `assembly/` says what each does. Addresses and strides are bytes in `memory`, all numbers are
 * single precision.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory
  /** Whether this is the build that leaves the rounding of a * b + c to the processor. */
  readonly relaxed: { readonly value: number }
  /** The first address that the kernels do not need for themselves. */
  readonly free: { readonly value: number }
  multiply(
    x: number,
    xStride: number,
    rows: number,
    panels: number,
    depth: number,
    start: number,
    startStride: number,
    y: number,
    yStride: number,
    columns: number,
    activation: number,
    output: number,
  ): void
  multiplyColumn(
    x: number,
    xStride: number,
    rows: number,
    weights: number,
    depth: number,
    start: number,
    y: number,
    activation: number,
  ): void
  slope(gradient: number, output: number, count: number, activation: number): void
  addProducts(
    x: number,
    xStride: number,
    inputs: number,
    dy: number,
    dyStride: number,
    units: number,
    rows: number,
    sums: number,
  ): void
  addColumnProducts(x: number, xStride: number, inputs: number, dy: number, rows: number, sums: number): void
  addRows(dy: number, dyStride: number, units: number, rows: number, sums: number): void
  addList(dy: number, rows: number, sum: number): void
  spread(from: number, columns: number, rows: number, to: number, stride: number): void
  gather(from: number, stride: number, columns: number, rows: number, to: number): void
  repeat(from: number, fromStride: number, blockOf: number, columns: number, rows: number, to: number, stride: number): void
  addToBlocks(from: number, stride: number, blockOf: number, columns: number, rows: number, to: number, toStride: number): void
  pack(matrix: number, rows: number, columns: number, panels: number): void
  packTransposed(matrix: number, rows: number, columns: number, panels: number): void
  norm(list: number, count: number): number
  adam(
    parameters: number,
    gradients: number,
    firstMoments: number,
    secondMoments: number,
    count: number,
    scale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    size: number,
    correction: number,
    epsilon: number,
  ): void
}

/** The numbers that `assembly/lanes.ts` gives the activations. */
export const activationNumbers = { linear: 0, tanh: 1, relu: 2 } as const

/** Throws a sentence where the bytes are no kernels, or this processor or Node has no 128-bit SIMD. */
export function compileKernels(bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new EngineFailure(`The network kernels cannot be used on this machine: ${why}`, { cause: error })
  }
}

/** Bytes of a page, in which memory is counted. */
export const pageBytes = 65_536

/**
 * Kernels with a memory of their own, of so many pages. It is never made larger: that would detach its buffer, and from then on the JavaScript
 * engine looks at every access to a typed array, of this or any other buffer of the process, whether it is still there, which costs a simulation
 * a twentieth of its time. Throws where this machine gives no such memory.
 */
export function startKernels(module: WebAssembly.Module, pages: number): Kernels {
  const memory = new WebAssembly.Memory({ initial: pages })
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
}
