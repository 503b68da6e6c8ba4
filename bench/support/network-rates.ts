import { createCategorical } from '../../src/main/learning/categorical.ts'
import { policyLoss } from '../../src/main/learning/losses.ts'
import type { Activation, CpuEngine, NetworkSpec } from '../../src/main/neural/engine.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { type BenchRow, bestRate } from './best-rate.ts'

/** A stack with hidden layers of these sizes and a linear one at the end. */
export const stack = (inputs: number, hidden: readonly number[], outputs: number, activation: Activation): NetworkSpec => ({
  inputs,
  layers: [
    ...hidden.map((units) => ({ units, activation, gain: Math.SQRT2 })),
    { units: outputs, activation: 'linear', gain: 0.1 },
  ],
})

/** Enough for the best to come; a slow engine has longer rounds, which vary less. */
const rounds = (engine: CpuEngine): number => (engine.name === 'reference' ? 20 : 120)

/** Writes the gradient of a loss by the outputs. */
type Loss = (output: Float32Array, gradient: Float32Array, rows: number) => void

/**
 * Rows a second of processor time, best round: forward, backward, clipping and one step of Adam for every `batch` rows. Without a loss the
 * gradient by the outputs is given.
 */
export function trainRate(engine: CpuEngine, spec: NetworkSpec, batch: number, loss?: Loss): number {
  const network = engine.createNetwork(spec, 1)
  const outputs = spec.layers.at(-1)!.units
  const chunks = inChunks(engine, spec, batch)
  const rate = bestRate(rounds(engine), () => {
    let done = 0
    while (done < 4096) {
      network.zeroGradients()
      for (const { rows, input, gradient } of chunks) {
        const output = network.forward(input, rows)
        loss?.(output, gradient, rows)
        network.backward(gradient.length === rows * outputs ? gradient : gradient.subarray(0, rows * outputs), rows)
      }
      const gradientScale = Math.min(1 / batch, 0.5 / network.gradientNorm())
      network.adamStep({ learningRate: 1e-4, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale })
      done += batch
    }
    return done
  })
  network.dispose()
  return rate
}

/** Rows a second of processor time, best round: forward alone, `batch` rows at a time. */
export function forwardRate(engine: CpuEngine, spec: NetworkSpec, batch: number): number {
  const network = engine.createNetwork(spec, 1)
  const chunks = inChunks(engine, spec, batch)
  const rate = bestRate(rounds(engine), () => {
    let done = 0
    while (done < 4096) {
      for (const { rows, input } of chunks) network.forward(input, rows)
      done += batch
    }
    return done
  })
  network.dispose()
  return rate
}

function inChunks(engine: CpuEngine, spec: NetworkSpec, batch: number) {
  const outputs = spec.layers.at(-1)!.units
  const size = Math.min(batch, engine.preferredRows)
  return Array.from({ length: Math.ceil(batch / size) }, (_, index) => {
    const rows = Math.min(size, batch - index * size)
    return {
      rows,
      input: Float32Array.from({ length: rows * spec.inputs }, (_, at) => Math.sin(index + 1.7 * at)),
      gradient: Float32Array.from({ length: rows * outputs }, (_, at) => Math.cos(index + 2.3 * at)),
    }
  })
}

/** The clipped surrogate of PPO over `actions` actions, all allowed, with advantages and old probabilities as they come. */
export function surrogate(rows: number, actions: number): Loss {
  const distribution = createCategorical(actions)
  const list = (value: (at: number) => number) => Float64Array.from({ length: rows }, (_, at) => value(at))
  const batch = {
    rowStart: Int32Array.from({ length: rows + 1 }, (_, at) => at * actions),
    prior: new Float32Array(rows * actions),
    chosen: Int32Array.from({ length: rows }, (_, at) => at % actions),
    oldLogProbability: list(() => -Math.log(actions)),
    advantage: list((at) => Math.sin(at)),
    weight: list(() => 1),
    loss: list(() => 0),
  }
  return (output, gradient, decisions) => {
    policyLoss(output, { ...batch, decisions }, { clip: 0.2, entropyBonus: 0.01 }, distribution, gradient)
  }
}

/** The speed that the kernels are held to: 64-128-128-17, batches of 2,048, both builds. */
export function simdTrainRates(): BenchRow[] {
  const [simd, relaxed] = [createEngine('simd'), createEngine('simd-relaxed')]
  const rate = (engine: CpuEngine, activation: Activation) => trainRate(engine, stack(64, [128, 128], 17, activation), 2048)
  const note = '64-128-128-17, batches of 2,048'
  return [
    { name: 'simd-train-rows', value: rate(simd, 'relu'), unit: 'rows/s', note },
    { name: 'simd-train-rows-tanh', value: rate(simd, 'tanh'), unit: 'rows/s', note },
    { name: 'simd-relaxed-train-rows', value: rate(relaxed, 'relu'), unit: 'rows/s', note },
    { name: 'simd-relaxed-train-rows-tanh', value: rate(relaxed, 'tanh'), unit: 'rows/s', note },
  ]
}
