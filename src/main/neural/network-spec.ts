import type { NetworkSpec, SharedInputs } from './engine.ts'

/** Where a layer stands in the flat list of parameters. */
export interface LayerShape {
  readonly inputs: number
  readonly units: number
  readonly weightsAt: number
  readonly biasesAt: number
}

/** The layers' places in the flat parameter list: each layer's weights (inputs x units, row-major), then its biases. */
export function layerShapes(spec: NetworkSpec): LayerShape[] {
  let inputs = spec.inputs
  let at = 0
  return spec.layers.map(({ units }) => {
    const shape = { inputs, units, weightsAt: at, biasesAt: at + inputs * units }
    at = shape.biasesAt + units
    inputs = units
    return shape
  })
}

export function parameterCount(spec: NetworkSpec): number {
  const last = layerShapes(spec).at(-1)
  return last === undefined ? 0 : last.biasesAt + last.units
}

/** Throws where a network of this spec cannot exist. */
export function checkSpec(spec: NetworkSpec): void {
  const whole = (value: number) => Number.isInteger(value) && value >= 1
  if (!whole(spec.inputs)) throw new Error(`A network needs a whole number of inputs of 1 or more, not ${spec.inputs}.`)
  if (!whole(ownInputs(spec)) || ownInputs(spec) > spec.inputs)
    throw new Error(`Of ${spec.inputs} inputs rows cannot have ${spec.sharedInputs} in common: at least one is a row's own.`)
  if (spec.layers.length === 0) throw new Error('A network needs at least one layer.')
  for (const layer of spec.layers)
    if (!whole(layer.units)) throw new Error(`A layer needs a whole number of units of 1 or more, not ${layer.units}.`)
}

/** Inputs that each row has for itself. */
export const ownInputs = (spec: NetworkSpec): number => spec.inputs - (spec.sharedInputs ?? 0)

/** Throws where rows come without what they have in common, in blocks that are not all of them, or with something that this network does not take. */
export function checkShared(spec: NetworkSpec, rows: number, shared: SharedInputs | undefined): void {
  if ((shared === undefined) !== (ownInputs(spec) === spec.inputs))
    throw new Error(`This network takes ${spec.sharedInputs ?? 0} inputs that rows have in common.`)
  if (shared === undefined) return
  const { blocks, rowStart } = shared
  if (blocks > rows || rowStart[blocks] !== rows)
    throw new Error(`${blocks} blocks that end at row ${rowStart[blocks]} were given for ${rows} rows.`)
}

/** Rows x inputs: each row's own, and then those of its block. */
export function wholeRows(spec: NetworkSpec, input: Float32Array, rows: number, shared?: SharedInputs): Float32Array {
  checkShared(spec, rows, shared)
  if (shared === undefined) return input.subarray(0, rows * spec.inputs)
  const own = ownInputs(spec)
  const common = spec.inputs - own
  const whole = new Float32Array(rows * spec.inputs)
  for (let block = 0; block < shared.blocks; block++)
    for (let row = shared.rowStart[block]!; row < shared.rowStart[block + 1]!; row++) {
      whole.set(input.subarray(row * own, (row + 1) * own), row * spec.inputs)
      whole.set(shared.values.subarray(block * common, (block + 1) * common), row * spec.inputs + own)
    }
  return whole
}

/** Throws where a list is not as long as the network's parameters. */
export function checkLength(parameterCount: number, given: number): void {
  if (given !== parameterCount) throw new Error(`The network has ${parameterCount} parameters, but was given ${given}.`)
}

/** Multiplications and additions of one row, forward and in training; the first layer's inputs need no gradient. */
export function floatingPointOperations(spec: NetworkSpec): { forward: number; training: number } {
  const products = layerShapes(spec).map(({ inputs, units }) => 2 * inputs * units)
  const forward = products.reduce((sum, count) => sum + count, 0)
  return { forward, training: 3 * forward - (products[0] ?? 0) }
}
