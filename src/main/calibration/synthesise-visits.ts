import { type VisitsOptions, visitsHeader } from '../../shared/calibration.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { minutesPerDay } from '../../shared/time.ts'
import { compileScenario } from '../simulation/hospital/hospital-model.ts'
import { drawPatients } from '../simulation/hospital/patients.ts'
import { builtInRule } from '../simulation/hospital/rules.ts'
import { runPolicy } from '../simulation/hospital/run-policy.ts'
import { Simulation } from '../simulation/hospital/simulation.ts'
import { warmUpDaysBefore } from './comparison/warm-up-days.ts'
import { weekdayOf } from './visits/visit-times.ts'

const millisecondsPerMinute = 60_000
/** Everybody who comes in the last days is followed to the end, at most this long. */
const followedDays = 30

/**
 * Visits as a hospital would export them, from a simulation of the scenario under strict acuity: CSV with the header `visitsHeader`, times
 * as local wall times to the second. Triage is what staff assigned at arrival. Who left unseen has no start of care.
 */
export function synthesiseVisits({ scenario, days, seed, startDate }: VisitsOptions & { scenario: Scenario }): string {
  const model = compileScenario(scenario)
  const firstDay = Date.parse(`${startDate}T00:00:00Z`)
  const fromMinutes = warmUpDaysBefore(weekdayOf(firstDay / millisecondsPerMinute)) * minutesPerDay
  const untilMinutes = fromMinutes + days * minutesPerDay
  const horizonMinutes = untilMinutes + followedDays * minutesPerDay
  const patients = drawPatients(model, { seed, use: 'development', replication: 0 }, horizonMinutes)
  const simulation = new Simulation(model)
  const policy = builtInRule('acuity', model)
  simulation.start(patients)
  let first = 0
  while (first < patients.count && patients.arrivalMinutes[first]! < fromMinutes) first++
  let end = first
  while (end < patients.count && patients.arrivalMinutes[end]! < untilMinutes) end++
  let followed = untilMinutes
  const somebodyThere = () => {
    for (let patient = first; patient < end; patient++) if (simulation.stepOf[patient]! >= 0) return true
    return false
  }
  runPolicy(simulation, policy, followed)
  while (followed < horizonMinutes && somebodyThere()) {
    followed += minutesPerDay
    runPolicy(simulation, policy, followed)
  }
  const time = (minutes: number) =>
    minutes <= followed ? new Date(firstDay + Math.round((minutes - fromMinutes) * 60) * 1000).toISOString().slice(0, 19) : ''
  const rows = [visitsHeader]
  for (let patient = first; patient < end; patient++) {
    const left = simulation.leftMinutes[patient]! <= followed
    const departed = simulation.departureMinutes[patient]! <= followed
    const disposition = left ? 'left' : !departed ? '' : patients.admitted[patient] === 1 ? 'admitted' : 'discharged'
    rows.push(
      [
        time(patients.arrivalMinutes[patient]!),
        patients.assignedAcuity[patient]! + 1,
        time(simulation.startMinutes[patient]!),
        time(simulation.departureMinutes[patient]!),
        scenario.groups[patients.group[patient]!]!.id,
        disposition,
      ].join(','),
    )
  }
  return `${rows.join('\n')}\n`
}
