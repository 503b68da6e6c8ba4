import { preset } from '../test/presets.ts'
import { killRounds } from '../test/process/fixtures/kill-rounds.ts'
import type { BenchRow } from './support/best-rate.ts'

const wantedKills = 100

/** A hundred training workers killed at random moments, resumed, and compared to one that was left alone. */
export async function run(): Promise<BenchRow[]> {
  // Moments are to differ from run to run of the benchmark.
  const { kills, resumed, equal, checkpointsBefore } = await killRounds(preset('urban'), wantedKills, Math.random)
  const before = Object.entries(checkpointsBefore).map(([count, times]) => `${times} after ${count}`)
  return [
    { name: 'kills', value: kills, unit: 'workers', note: `checkpoints before: ${before.join(', ')}` },
    { name: 'resumes', value: resumed, unit: 'runs' },
    { name: 'equal-checkpoints', value: equal, unit: 'runs' },
  ]
}
