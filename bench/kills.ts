import { preset } from '../test/presets.ts'
import { killRounds } from '../test/process/fixtures/kill-rounds.ts'
import type { BenchRow } from './support/best-rate.ts'

const wantedKills = 100

/** A hundred training workers killed at random moments after they had saved, resumed, and compared to one that was left alone. */
export async function run(): Promise<BenchRow[]> {
  // Moments are to differ from run to run of the benchmark.
  const { kills, resumes, earlyKills, newBeginnings, equal, checkpointsBefore } = await killRounds(
    preset('urban'),
    wantedKills,
    Math.random,
  )
  const before = Object.entries(checkpointsBefore).map(([count, times]) => `${times} after ${count}`)
  return [
    { name: 'kills', value: kills, unit: 'workers', note: `that had saved; checkpoints before: ${before.join(', ')}` },
    { name: 'resumes', value: resumes, unit: 'runs', note: 'made the iterations after the last one saved, and no others' },
    { name: 'early-kills', value: earlyKills, unit: 'workers', note: 'before the first checkpoint; not among the kills above' },
    { name: 'new-beginnings', value: newBeginnings, unit: 'runs', note: 'of these, made all iterations anew' },
    { name: 'equal-checkpoints', value: equal, unit: 'runs', note: `of all ${kills + earlyKills}` },
  ]
}
