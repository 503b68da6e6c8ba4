import { hoursPerDay } from '../../shared/scenario.ts'
import { type WaitingCost, waitMinutesOf } from '../simulation/hospital/cost.ts'
import type { Simulation } from '../simulation/hospital/simulation.ts'
import { quantileOfSorted } from '../statistics/quantile.ts'
import { cellColumn, hourColumn, type OutcomeTable, waitP90Column } from './outcome-table.ts'

const minutesPerHour = 60

/**
 * Adds up one finished replication: all patients who arrived in [`fromMinutes`, `untilMinutes`), by group and by true acuity at
 * arrival. Nobody is dropped: the wait of those who left ends with their leaving, of those who still wait with the window.
 * On target: care began within the target of the true acuity at arrival. Who left unseen missed it; who still waits missed it
 * if it is over, and is otherwise not judged.
 */
export function recordOutcomes(
  table: OutcomeTable,
  replication: number,
  simulation: Simulation,
  cost: WaitingCost,
  fromMinutes: number,
  untilMinutes: number,
): void {
  const { groups, columns } = table
  const row = table.rows.subarray(replication * columns, (replication + 1) * columns)
  const first = (measure: Parameters<typeof cellColumn>[1]) => cellColumn(groups, measure, 0, 0)
  const [patientsAt, waitAt, judgedAt] = [first('patients'), first('waitMinutes'), first('judged')]
  const [onTargetAt, leftAt, costAt] = [first('onTarget'), first('leftUnseen'), first('cost')]
  const { model, patients, startMinutes, leftMinutes } = simulation
  const { arrivalMinutes, group, trueAcuity, count } = patients
  const waits = new Float64Array(count)
  let recorded = 0
  row.fill(0)
  for (let patient = 0; patient < count; patient++) {
    const arrival = arrivalMinutes[patient]!
    if (arrival < fromMinutes || arrival >= untilMinutes) continue
    const acuity = trueAcuity[patient]!
    const cell = cellColumn(groups, 'patients', group[patient]!, acuity)
    const started = startMinutes[patient]! <= untilMinutes
    const left = leftMinutes[patient]! <= untilMinutes
    const wait = waitMinutesOf(simulation, patient, untilMinutes)
    const withinTarget = wait <= model.targetMinutes[acuity]!
    row[patientsAt + cell]!++
    row[waitAt + cell]! += wait
    if (started || left || !withinTarget) row[judgedAt + cell]!++
    if (started && withinTarget) row[onTargetAt + cell]!++
    if (left) row[leftAt + cell]!++
    row[costAt + cell]! += cost.ofPatient(simulation, patient, untilMinutes)
    const hour = hourColumn(groups, Math.floor(arrival / minutesPerHour) % hoursPerDay)
    row[hour]!++
    row[hour + hoursPerDay]! += wait
    waits[recorded++] = wait
  }
  if (recorded === 0) return
  const ascending = waits.subarray(0, recorded).sort()
  row[waitP90Column(groups)] = quantileOfSorted(ascending, 0.9)
  row[waitP90Column(groups) + 1] = 1
}
