import { readFileSync } from 'node:fs'
import { parseScenarioText } from '../src/shared/scenario.ts'
import { killRounds } from '../test/process/fixtures/kill-rounds.ts'
import type { BenchRow } from './support/best-rate.ts'

const wantedKills = 100

/** A hundred training workers killed at random moments, resumed, and compared to one that was left alone. */
export async function run(): Promise<BenchRow[]> {
  const parsed = parseScenarioText(readFileSync(new URL('../resources/scenarios/urban.json', import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error('The urban scenario does not read.')
  // Moments are to differ from run to run of the benchmark.
  const { kills, resumed, equal, checkpointsBefore } = await killRounds(parsed.scenario, wantedKills, Math.random)
  const before = Object.entries(checkpointsBefore).map(([count, times]) => `${times} after ${count}`)
  return [
    { name: 'kills', value: kills, unit: 'workers', note: `checkpoints before: ${before.join(', ')}` },
    { name: 'resumes', value: resumed, unit: 'runs' },
    { name: 'equal-checkpoints', value: equal, unit: 'runs' },
  ]
}
