import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { compileScenario } from '../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../src/main/simulation/hospital/simulation.ts'
import { parseScenarioText } from '../src/shared/scenario.ts'

const replications = 400
const rounds = 5

/** Speed of the hospital simulation on one core, CPU time, best of several rounds: urban with strict acuity, patients drawn anew. */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const parsed = parseScenarioText(readFileSync(resolve(import.meta.dirname, '../resources/scenarios/urban.json'), 'utf8'))
  if (!parsed.ok) throw new Error('resources/scenarios/urban.json is not a scenario')
  const model = compileScenario(parsed.scenario)
  const rule = builtInRule('acuity', model)
  const simulation = new Simulation(model)
  const minutes = (parsed.scenario.run.warmUpHours + 24 * parsed.scenario.run.days) * 60
  let patients: PatientTable | undefined
  let best = { seconds: Number.POSITIVE_INFINITY, events: 1, patients: 0 }
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    const counts = { events: 0, patients: 0 }
    for (let replication = 0; replication < replications; replication++) {
      patients = drawPatients(model, { seed: round, use: 'development', replication }, minutes, patients)
      simulation.start(patients)
      runPolicy(simulation, rule, minutes)
      counts.events += simulation.eventsExecuted
      counts.patients += patients.count
    }
    const { user, system } = process.cpuUsage(start)
    const seconds = (user + system) / 1e6
    if (seconds / counts.events < best.seconds / best.events) best = { seconds, ...counts }
  }
  return [
    { name: 'urban-replications', value: replications / best.seconds, unit: 'replications/s' },
    { name: 'urban-events', value: best.events / best.seconds, unit: 'events/s' },
    { name: 'urban-patients', value: best.patients / best.seconds, unit: 'patients/s' },
  ]
}
