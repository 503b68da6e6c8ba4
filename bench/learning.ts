import { readFileSync } from 'node:fs'
import { createHospitalEnvironment } from '../src/main/environments/hospital/hospital-environment.ts'
import { PpoTrainer } from '../src/main/learning/ppo.ts'
import { planTraining } from '../src/main/learning/training-plan.ts'
import { createEngine } from '../src/main/training/network-engine.ts'
import { parseScenarioText } from '../src/shared/scenario.ts'

const iterations = 5

/** Decisions a second of processor time, from patients to gradient steps, on the urban hospital; best iteration. */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const file = new URL('../resources/scenarios/urban.json', import.meta.url)
  const parsed = parseScenarioText(readFileSync(file, 'utf8'))
  if (!parsed.ok) throw new Error('The urban scenario does not read.')
  const rows: { name: string; value: number; unit: string }[] = []
  for (const decisions of [120_000, 400_000]) {
    const options = planTraining({ seed: 1, decisions, fairnessWeight: 0.5 })
    const environment = createHospitalEnvironment({ scenario: parsed.scenario, seed: 1, count: options.environments })
    const engine = createEngine()
    const trainer = await PpoTrainer.create({ environment, engine, options })
    let best = Number.POSITIVE_INFINITY
    for (let iteration = 0; iteration < iterations; iteration++) {
      const before = process.cpuUsage()
      await trainer.iterate()
      const used = process.cpuUsage(before)
      best = Math.min(best, (used.user + used.system) / 1e6)
    }
    const value = trainer.decisions / iterations / best
    trainer.dispose()
    engine.dispose()
    rows.push({ name: `training-${decisions}-decisions`, value, unit: 'decisions/s' })
  }
  return rows
}
