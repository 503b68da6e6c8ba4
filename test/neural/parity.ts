import type { Activation, Network, NetworkSpec, NeuralEngine, SharedInputs } from '../../src/main/neural/engine.ts'
import { Generator } from '../../src/main/neural/generator.ts'
import { ownInputs } from '../../src/main/neural/network-spec.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'

export const layer = (units: number, activation: Activation, gain = 1) => ({ units, activation, gain })

/** Odd sizes, so that nothing fits a block of kernels; each activation inside, and at the end. */
const specs: Record<string, NetworkSpec> = {
  relu: { inputs: 33, layers: [layer(23, 'relu'), layer(17, 'relu'), layer(5, 'linear')] },
  tanh: { inputs: 33, layers: [layer(23, 'tanh'), layer(17, 'tanh'), layer(5, 'linear')] },
  linear: { inputs: 7, layers: [layer(3, 'linear')] },
  'relu at the end': { inputs: 6, layers: [layer(9, 'tanh'), layer(4, 'relu')] },
  'tanh at the end': { inputs: 6, layers: [layer(9, 'relu'), layer(4, 'tanh')] },
  'inputs in common': { inputs: 33, sharedInputs: 22, layers: [layer(23, 'tanh'), layer(5, 'linear')] },
}

const scorer: NetworkSpec = { inputs: 55, layers: [layer(64, 'tanh'), layer(64, 'relu'), layer(1, 'linear', 0.1)] }

const adam = { learningRate: 3e-3, epsilon: 1e-5, beta1: 0.9, beta2: 0.999 }

export interface Parity {
  /** Relative Euclidean distance of the gradients from the reference's, by kind of network. */
  gradients: Record<string, number>
  outputs: Record<string, number>
  /** The same of the parameters after so many updates from the same start on the same batches. */
  parameters: number
  /** How far those updates went, as a share of the start: parity of what does not move says nothing. */
  moved: number
}

/** How far an engine is from the reference engine. */
export async function parityWithReference(engine: NeuralEngine, updates: number): Promise<Parity> {
  const reference = new ReferenceEngine()
  const gradients: Record<string, number> = {}
  const outputs: Record<string, number> = {}
  const rows = 50
  for (const [name, spec] of Object.entries(specs)) {
    const { input, shared } = inputsOf(spec, rows, 1)
    const pull = numbers(rows * spec.layers.at(-1)!.units, 2)
    const ours = await engine.createNetwork(spec, 3)
    const theirs = reference.createNetwork(spec, 3)
    outputs[name] = distance(
      (await ours.forward(input, rows, shared)).subarray(0, pull.length),
      theirs.forward(input, rows, shared).subarray(0, pull.length),
    )
    await ours.backward(pull, rows)
    theirs.backward(pull, rows)
    gradients[name] = distance(await ours.readGradients(), theirs.readGradients())
    ours.dispose()
  }

  const ours = await engine.createNetwork(scorer, 5)
  const theirs = reference.createNetwork(scorer, 5)
  const start = theirs.readParameters()
  for (let update = 0; update < updates; update++) for (const network of [ours, theirs]) await train(network, update, [96])
  const end = theirs.readParameters()
  const parameters = distance(await ours.readParameters(), end)
  ours.dispose()
  return { gradients, outputs, parameters, moved: distance(start, end) }
}

/** One update of a network of one output towards targets that depend on `update` alone, the minibatch in chunks of so many rows. */
export async function train(network: Network, update: number, chunks: readonly number[]): Promise<void> {
  const { inputs } = network.spec
  const total = chunks.reduce((sum, rows) => sum + rows, 0)
  const input = numbers(total * inputs, 100 + update)
  const target = numbers(total, 1000 + update)
  await network.zeroGradients()
  let first = 0
  for (const rows of chunks) {
    const output = await network.forward(input.subarray(first * inputs, (first + rows) * inputs), rows)
    const pull = Float32Array.from({ length: rows }, (_, row) => output[row]! - target[first + row]!)
    await network.backward(pull, rows)
    first += rows
  }
  await network.adamStep({ ...adam, gradientScale: Math.min(1 / total, 0.5 / (await network.gradientNorm())) })
}

/** Standard normal inputs; what rows have in common, blocks of one to nine rows have. */
export function inputsOf(spec: NetworkSpec, rows: number, seed: number): { input: Float32Array; shared?: SharedInputs } {
  const own = ownInputs(spec)
  const input = numbers(rows * own, seed)
  if (own === spec.inputs) return { input }
  const starts = [0]
  for (let size = 1 + (seed % 9); starts.at(-1)! < rows; size = 1 + ((3 * size + seed) % 9))
    starts.push(Math.min(rows, starts.at(-1)! + size))
  const blocks = starts.length - 1
  const values = numbers(blocks * (spec.inputs - own), seed + 1)
  return { input, shared: { blocks, rowStart: Int32Array.from(starts), values } }
}

/** Standard normal numbers. */
export function numbers(count: number, seed: number): Float32Array {
  const generator = new Generator(seed, 7)
  return Float32Array.from({ length: count }, () => generator.normal())
}

/** Euclidean, relative to the length of what was expected. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let difference = 0
  let size = 0
  for (let at = 0; at < expected.length; at++) {
    difference += (actual[at]! - expected[at]!) ** 2
    size += expected[at]! ** 2
  }
  return Math.sqrt(difference / size)
}
