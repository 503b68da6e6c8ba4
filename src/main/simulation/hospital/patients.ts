import { acuityLevels } from '../../../shared/scenario.ts'
import { type ArrivalList, casualtyAcuityMix, drawArrivals } from '../population/arrivals.ts'
import { durationAt } from '../population/duration.ts'
import { KeyedRandom, purposes, type RandomKey } from '../population/random.ts'
import type { PatientTable as PatientRowsTable } from '../population/table-source.ts'
import { cumulative, type HospitalModel } from './hospital-model.ts'

/**
 * The patients of one replication, in order of arrival: everything about them is drawn here, before any policy acts, so that several
 * simulations can share one table. Acuity is counted from 0 (most urgent). Arrays may be longer than `count`.
 */
export interface PatientTable extends PatientRowsTable {
  readonly group: Uint8Array
  readonly classWhenWorse: Uint8Array
  readonly patienceMinutes: Float64Array
  readonly worsensAfterMinutes: Float64Array
  /** Need at arrival. */
  readonly trueAcuity: Uint8Array
  /** What triage said at arrival. */
  readonly assignedAcuity: Uint8Array
  readonly clinicianMinutes: Float64Array
  /** Minutes in the care space after the clinician has finished. */
  readonly afterClinicianMinutes: Float64Array
  readonly boardingMinutes: Float64Array
  readonly admitted: Uint8Array
}

class Table implements PatientTable {
  count = 0
  capacity = 0
  stream = new Uint8Array(0)
  number: Int32Array = new Int32Array(0)
  sequence = new Int32Array(0)
  entryStep = new Int32Array(0)
  arrivalMinutes: Float64Array = new Float64Array(0)
  group = new Uint8Array(0)
  trueAcuity = new Uint8Array(0)
  assignedAcuity = new Uint8Array(0)
  classAtArrival = new Uint8Array(0)
  classWhenWorse = new Uint8Array(0)
  patienceMinutes = new Float64Array(0)
  worsensAfterMinutes = new Float64Array(0)
  clinicianMinutes = new Float64Array(0)
  afterClinicianMinutes = new Float64Array(0)
  boardingMinutes = new Float64Array(0)
  admitted = new Uint8Array(0)
  durations: Float64Array[] = []
  codes: Uint8Array[] = []
  readonly random: KeyedRandom
  readonly arrivals: ArrivalList = {
    count: 0,
    minutes: new Float64Array(0),
    numbers: new Int32Array(0),
    hour: new Uint8Array(0),
    sinceIncident: new Float64Array(0),
  }

  constructor(key: RandomKey) {
    this.random = new KeyedRandom(key)
  }

  reserve(): void {
    const size = this.arrivals.minutes.length
    this.count = this.arrivals.count
    this.arrivalMinutes = this.arrivals.minutes
    if (this.group.length >= size) return
    this.group = new Uint8Array(size)
    this.trueAcuity = new Uint8Array(size)
    this.assignedAcuity = new Uint8Array(size)
    this.capacity = size
    this.stream = new Uint8Array(size)
    this.number = this.arrivals.numbers
    this.sequence = Int32Array.from({ length: size }, (_, patient) => patient)
    this.entryStep = new Int32Array(size)
    this.classAtArrival = new Uint8Array(size)
    this.classWhenWorse = new Uint8Array(size)
    this.patienceMinutes = new Float64Array(size)
    this.worsensAfterMinutes = new Float64Array(size)
    this.clinicianMinutes = new Float64Array(size)
    this.afterClinicianMinutes = new Float64Array(size)
    this.boardingMinutes = new Float64Array(size)
    this.admitted = new Uint8Array(size)
    this.durations = [
      this.clinicianMinutes,
      this.afterClinicianMinutes,
      this.boardingMinutes,
      this.patienceMinutes,
      this.worsensAfterMinutes,
    ]
    this.codes = [this.admitted, this.classWhenWorse]
  }
}

/**
 * Draws the patients that arrive in [0, `horizonMinutes`). `reuse` takes a table that this function made before and that nobody needs any
 * more: its arrays are filled again.
 */
export function drawPatients(model: HospitalModel, key: RandomKey, horizonMinutes: number, reuse?: PatientTable): PatientTable {
  const table = reuse instanceof Table ? reuse : new Table(key)
  const { random, arrivals } = table
  random.rekey(key)
  drawArrivals(model, random, horizonMinutes, arrivals)
  table.reserve()
  const { groups, groupByHour, acuityByGroup } = model
  const surge = model.scenario.arrivals.surge
  const casualtyGroups = surge === null ? groupByHour : Float64Array.from(cumulative(surge.groupShares))
  for (let patient = 0; patient < table.count; patient++) {
    const number = arrivals.numbers[patient]!
    const sinceIncident = arrivals.sinceIncident[patient]!
    random.draw(number, purposes.groupAndAcuity)
    let group: number
    let acuity: number
    if (surge !== null && sinceIncident >= 0) {
      group = position(casualtyGroups, 0, random.first)
      const mix = casualtyAcuityMix(surge.acuityMix, surge.leastInjuredFirst, sinceIncident)
      acuity = position(Float64Array.from(cumulative(mix)), 0, random.second)
    } else {
      group = position(groupByHour, arrivals.hour[patient]! * groups, random.first)
      acuity = position(acuityByGroup, group * acuityLevels, random.second)
    }
    drawAttributes(model, table, patient, number, group, acuity)
  }
  return table
}

function drawAttributes(
  model: HospitalModel,
  table: Table,
  patient: number,
  number: number,
  group: number,
  acuity: number,
): void {
  const { random } = table
  const row = group * acuityLevels + acuity
  random.draw(number, purposes.triageAndAdmission)
  const under = model.underTriage[row]!
  const assigned = random.first < under ? acuity + 1 : random.first >= 1 - model.overTriage[row]! ? acuity - 1 : acuity
  const isAdmitted = random.second < model.admissionProbability[row]!
  table.group[patient] = group
  table.trueAcuity[patient] = acuity
  table.assignedAcuity[patient] = assigned
  table.admitted[patient] = isAdmitted ? 1 : 0
  table.classAtArrival[patient] = group * acuityLevels + assigned

  random.draw(number, purposes.careTimes)
  const spaceMinutes = durationAt(model.spaceMinutes, row, random.first)
  const clinicianMinutes = durationAt(model.clinicianMinutes, row, random.second)
  table.clinicianMinutes[patient] = clinicianMinutes
  table.afterClinicianMinutes[patient] = Math.max(0, spaceMinutes - clinicianMinutes)

  random.draw(number, purposes.boardingAndPatience)
  table.boardingMinutes[patient] = isAdmitted
    ? Math.min(durationAt(model.boardingMinutes, row, random.first), model.scenario.admission.boardingCapMinutes)
    : 0
  table.patienceMinutes[patient] = durationAt(model.patienceMinutes, row, random.second)

  // A patient gets worse by one level at most once; staff who notice never make a patient less urgent by it.
  const worseningMean = model.worseningMeanMinutes[acuity]!
  let worse = assigned
  let after = Number.POSITIVE_INFINITY
  if (worseningMean < Number.POSITIVE_INFINITY) {
    random.draw(number, purposes.deterioration)
    after = -worseningMean * Math.log(random.first)
    if (random.second < model.worseningNoticed[group]!) worse = Math.min(assigned, acuity - 1)
  }
  table.worsensAfterMinutes[patient] = after
  table.classWhenWorse[patient] = group * acuityLevels + worse
}

/** Position of a uniform number among running sums that start at `base`. */
function position(sums: Float64Array, base: number, uniform: number): number {
  let at = base
  while (uniform >= sums[at]!) at++
  return at - base
}
