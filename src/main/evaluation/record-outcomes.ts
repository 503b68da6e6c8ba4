import { acuityLevels } from '../../shared/scenario.ts'
import { hoursPerDay, minutesPerHour } from '../../shared/time.ts'
import { type WaitingCost, waitMinutesOf } from '../simulation/hospital/cost.ts'
import type { Simulation } from '../simulation/hospital/simulation.ts'
import { quantileOfSorted } from '../statistics/quantile.ts'
import { cellColumn, classColumn, hourColumn, type OutcomeTable, waitP90Column } from './outcome-table.ts'

/** Limits of the CMS measure "Emergency Care Access & Timeliness" (ECAT), in minutes. */
const accessLimits = { space: 60, boarding: 240, stay: 480 }

/**
 * Adds up one finished replication: all patients who arrived in [`fromMinutes`, `untilMinutes`), by group and by true acuity at
 * arrival. Nobody is dropped: the wait of those who left ends with their leaving, of those who still wait with the window.
 * On target: care began within the target of the true acuity at arrival. Who left unseen missed it; who still waits missed it
 * if it is over, and is otherwise not judged. Access (ECAT): a visit fails with more than 60 minutes to a care space (or to leaving),
 * with leaving unseen, more than 240 minutes of boarding, or a stay of more than 480; visits under way at the end are judged where they have
 * failed already. Nobody here is kept for observation, whom the measure leaves out.
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
  const [accessJudgedAt, accessFailedAt] = [first('accessJudged'), first('accessFailed')]
  const [lateSpaceAt, longBoardingAt, longStayAt] = [first('lateSpace'), first('longBoarding'), first('longStay')]
  const { model, patients, startMinutes, leftMinutes, departureMinutes } = simulation
  const { arrivalMinutes, group, trueAcuity, assignedAcuity, count } = patients
  const [classPatientsAt, classWaitAt] = [classColumn(groups, 'patients', 0), classColumn(groups, 'waitMinutes', 0)]
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
    const gone = departureMinutes[patient]! <= untilMinutes
    const lateSpace = wait > accessLimits.space
    const longBoarding = boardedMinutes(simulation, patient, untilMinutes) > accessLimits.boarding
    const longStay = (gone ? departureMinutes[patient]! : untilMinutes) - arrival > accessLimits.stay
    const failed = lateSpace || left || longBoarding || longStay
    if (gone || failed) row[accessJudgedAt + cell]!++
    if (failed) row[accessFailedAt + cell]!++
    if (lateSpace) row[lateSpaceAt + cell]!++
    if (longBoarding) row[longBoardingAt + cell]!++
    if (longStay) row[longStayAt + cell]!++
    const hour = hourColumn(groups, Math.floor(arrival / minutesPerHour) % hoursPerDay)
    row[hour]!++
    row[hour + hoursPerDay]! += wait
    const classIndex = group[patient]! * acuityLevels + assignedAcuity[patient]!
    row[classPatientsAt + classIndex]!++
    row[classWaitAt + classIndex]! += wait
    waits[recorded++] = wait
  }
  if (recorded === 0) return
  const ascending = waits.subarray(0, recorded).sort()
  row[waitP90Column(groups)] = quantileOfSorted(ascending, 0.9)
  row[waitP90Column(groups) + 1] = 1
}

/** Minutes that an admitted patient has boarded by `untilMinutes`; 0 for the others and before. */
function boardedMinutes({ patients, startMinutes }: Simulation, patient: number, untilMinutes: number): number {
  if (patients.admitted[patient] === 0) return 0
  const from = startMinutes[patient]! + patients.clinicianMinutes[patient]! + patients.afterClinicianMinutes[patient]!
  return from <= untilMinutes ? Math.min(untilMinutes - from, patients.boardingMinutes[patient]!) : 0
}
