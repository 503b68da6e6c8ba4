import type { NetworkSpec } from '../src/main/neural/engine.ts'
import { floatingPointOperations } from '../src/main/neural/network-spec.ts'
import { ReferenceEngine } from '../src/main/neural/reference/reference-engine.ts'

const spec: NetworkSpec = {
  inputs: 55,
  layers: [
    { units: 64, activation: 'tanh', gain: Math.SQRT2 },
    { units: 64, activation: 'tanh', gain: Math.SQRT2 },
    { units: 1, activation: 'linear', gain: 0.01 },
  ],
}
const batchRows = 2000

/** Speed of the networks on one core, best of many: the hospital scorer on batches of 2,000 rows. */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const engine = new ReferenceEngine()
  const network = engine.createNetwork(spec, 1)
  const input = Float32Array.from({ length: batchRows * spec.inputs }, (_, at) => Math.sin(at))
  const outputGradient = Float32Array.from({ length: batchRows }, (_, at) => Math.cos(at))
  const chunks = Array.from({ length: Math.ceil(batchRows / engine.preferredRows) }, (_, index) => {
    const from = index * engine.preferredRows
    const rows = Math.min(engine.preferredRows, batchRows - from)
    return {
      rows,
      input: input.subarray(from * spec.inputs, (from + rows) * spec.inputs),
      gradient: outputGradient.subarray(from, from + rows),
    }
  })
  const train = () => {
    network.zeroGradients()
    for (const chunk of chunks) {
      network.forward(chunk.input, chunk.rows)
      network.backward(chunk.gradient, chunk.rows)
    }
    network.adamStep({ learningRate: 1e-4, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale: 1 / batchRows })
  }
  const forward = () => {
    for (const chunk of chunks) network.forward(chunk.input, chunk.rows)
  }
  const operations = floatingPointOperations(spec)
  const trainSeconds = bestSeconds(train)
  const forwardSeconds = bestSeconds(forward)
  const rows = [
    { name: 'reference-train-gflops', value: (operations.training * batchRows) / trainSeconds / 1e9, unit: 'GF/s' },
    { name: 'reference-train-rows', value: batchRows / trainSeconds, unit: 'rows/s' },
    { name: 'reference-forward-gflops', value: (operations.forward * batchRows) / forwardSeconds / 1e9, unit: 'GF/s' },
    { name: 'reference-forward-rows', value: batchRows / forwardSeconds, unit: 'rows/s' },
  ]
  network.dispose()
  engine.dispose()
  return rows
}

function bestSeconds(work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 60; repeat++) {
    const start = performance.now()
    work()
    best = Math.min(best, (performance.now() - start) / 1000)
  }
  return best
}
