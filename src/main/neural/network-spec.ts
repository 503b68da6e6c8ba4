import type { NetworkSpec } from './engine.ts'

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
  if (spec.layers.length === 0) throw new Error('A network needs at least one layer.')
  for (const layer of spec.layers)
    if (!whole(layer.units)) throw new Error(`A layer needs a whole number of units of 1 or more, not ${layer.units}.`)
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
