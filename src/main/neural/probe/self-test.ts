import type { NetworkSpec, NeuralEngine } from '../engine.ts'
import { EngineFailure } from '../engine-failure.ts'
import { Generator } from '../generator.ts'
import { ReferenceEngine } from '../reference/reference-engine.ts'

const spec: NetworkSpec = {
  inputs: 7,
  layers: [
    { units: 9, activation: 'relu', gain: Math.SQRT2 },
    { units: 8, activation: 'tanh', gain: 1 },
    { units: 3, activation: 'linear', gain: 1 },
  ],
}
const rows = 21
const updates = 3
const adam = { learningRate: 0.01, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale: 1 / rows }
/** Of single precision on any device; what computes wrong is far beyond. */
const tolerance = 1e-3

/**
 * Computes a few updates of a small network and holds each step against the reference engine, for a library that loads may still compute
 * wrong. Throws EngineFailure with what is wrong.
 */
export async function testEngine(engine: NeuralEngine): Promise<void> {
  const reference = new ReferenceEngine().createNetwork(spec, 1)
  const network = await engine.createNetwork(spec, 1)
  try {
    const generator = new Generator(1, 0)
    const normal = (count: number) => Float32Array.from({ length: count }, () => generator.normal())
    const outputs = rows * spec.layers.at(-1)!.units
    for (let update = 0; update < updates; update++) {
      const [input, pull] = [normal(rows * spec.inputs), normal(outputs)]
      const theirs = reference.forward(input, rows).slice(0, outputs)
      check(engine, 'outputs', (await network.forward(input, rows)).slice(0, outputs), theirs)
      reference.zeroGradients()
      reference.backward(pull, rows)
      await network.zeroGradients()
      await network.backward(pull, rows)
      check(engine, 'gradients', await network.readGradients(), reference.readGradients())
      reference.adamStep(adam)
      await network.adamStep(adam)
    }
    check(engine, 'trained parameters', await network.readParameters(), reference.readParameters())
  } finally {
    network.dispose()
  }
}

function check({ name }: NeuralEngine, what: string, actual: Float32Array, expected: Float32Array): void {
  let difference = 0
  let size = 0
  for (let at = 0; at < expected.length; at++) {
    difference += (actual[at]! - expected[at]!) ** 2
    size += expected[at]! ** 2
  }
  const share = Math.sqrt(difference / size)
  if (share <= tolerance) return
  const how = Number.isFinite(share) ? `differ by ${(100 * share).toPrecision(2)} % from what they should be` : 'are not numbers'
  throw new EngineFailure(`The engine ${name} loads but computes wrong: its ${what} ${how}. It is not used.`)
}
