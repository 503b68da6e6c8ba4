import type { CpuEngine, NetworkSpec } from '../src/main/neural/engine.ts'
import { floatingPointOperations } from '../src/main/neural/network-spec.ts'
import { createEngine } from '../src/main/training/network-engine.ts'
import type { BenchRow } from './support/best-rate.ts'
import { forwardRate, simdTrainRates, stack, surrogate, trainRate } from './support/network-rates.ts'

const large = stack(64, [128, 128], 17, 'relu')
const scorers: Record<string, NetworkSpec> = {
  '55-64-64-1': stack(55, [64, 64], 1, 'tanh'),
  '55-16-1': stack(55, [16], 1, 'tanh'),
  '55-1': stack(55, [], 1, 'tanh'),
}
const cartPole = stack(4, [64, 64], 2, 'tanh')

/** Speed of networks on one core, in processor time, best of many: training, acting, small batches, and the engines beside each other. */
export async function run(): Promise<BenchRow[]> {
  const simd = createEngine('simd')
  const engines: CpuEngine[] = [simd, createEngine('simd-relaxed'), createEngine('reference')]
  const rows: BenchRow[] = simdTrainRates()
  const add = (name: string, value: number, unit: string, note?: string) =>
    rows.push({ name, value, unit, ...(note === undefined ? {} : { note }) })
  const operations = floatingPointOperations(large)
  for (const engine of engines) {
    const [train, forward] = [trainRate(engine, large, 2048), forwardRate(engine, large, 2048)]
    if (engine.name === 'reference') add('reference-train-rows', train, 'rows/s', '64-128-128-17, relu')
    add(`${engine.name}-forward-rows`, forward, 'rows/s', '64-128-128-17, relu')
    add(`${engine.name}-train-gflops`, (operations.training * train) / 1e9, 'GF/s')
    add(`${engine.name}-forward-gflops`, (operations.forward * forward) / 1e9, 'GF/s')
  }
  const loss = surrogate(simd.preferredRows, 16)
  add(
    'simd-surrogate-train-rows',
    trainRate(simd, stack(64, [128, 128], 16, 'relu'), 2048, loss),
    'rows/s',
    'with the loss of PPO',
  )
  for (const engine of [simd, createEngine('reference')])
    for (const [name, spec] of Object.entries(scorers))
      add(`${engine.name}-scorer-${name}-train-rows`, trainRate(engine, spec, 2000), 'rows/s')
  add('simd-cart-pole-train-rows', trainRate(simd, cartPole, 256), 'rows/s', '4-64-64-2, batches of 256')
  for (const count of [1, 8, 64]) {
    add(`simd-act-${count}-microseconds`, (1e6 * count) / forwardRate(simd, large, count), 'us', '64-128-128-17, relu')
    add(`simd-cart-pole-act-${count}-microseconds`, (1e6 * count) / forwardRate(simd, cartPole, count), 'us', '4-64-64-2, tanh')
  }
  return rows
}
