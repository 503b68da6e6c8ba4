import { fileURLToPath } from 'node:url'
import { preset } from '../test/presets.ts'
import type { BenchRow } from './support/best-rate.ts'
import { simdTrainRates } from './support/network-rates.ts'
import { cartPoleRate, environmentRate, fourAgentsSpeedup, hospitalRate } from './support/training-rates.ts'

const builtWorker = fileURLToPath(new URL('../out/main/fairward-worker.js', import.meta.url))

/**
 * Speed of learning on one core, in processor time, best of many: the networks, cart-pole with others' settings, the urban hospital without and with learning;
 * and what two cores bring. Beside them what others reach on a machine like this one (two AMD EPYC cores, measured under some load, so to be read with 40 % to either side).
 */
export async function run(): Promise<BenchRow[]> {
  const scenario = preset('urban')
  const rows: BenchRow[] = simdTrainRates()
  const add = (name: string, value: number, unit: string, note: string) => rows.push({ name, value, unit, note })
  add(
    'cart-pole-zoo-steps',
    await cartPoleRate('rl-zoo'),
    'steps/s',
    'Stable-Baselines3 with these settings: 6,000; under load 3,000 to 4,200',
  )
  add('cart-pole-cleanrl-steps', await cartPoleRate('cleanrl'), 'steps/s', 'CleanRL ppo.py without video: 9,800')
  add('hospital-environment-decisions', environmentRate(scenario), 'decisions/s', 'urban, with reference run and observation')
  const standard = 800_000
  add(
    'hospital-training-decisions',
    await hospitalRate(scenario, standard, 'simd'),
    'decisions/s',
    'urban, settings of a standard training: 55-64-64-1 and 164-64-64-4, two epochs',
  )
  add(
    'hospital-training-decisions-relaxed',
    await hospitalRate(scenario, standard, 'simd-relaxed'),
    'decisions/s',
    'the same on simd-relaxed',
  )
  add(
    'hospital-training-decisions-short',
    await hospitalRate(scenario, 120_000, 'simd'),
    'decisions/s',
    'urban, settings of 120,000 decisions',
  )
  add(
    'four-agents-speedup',
    await fourAgentsSpeedup(scenario, builtWorker),
    'times',
    'of 480,000 decisions each: two workers at a time against one, wall time; needs two idle cores',
  )
  return rows
}
