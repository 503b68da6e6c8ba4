import { acuityLevels } from '../../../shared/scenario.ts'
import type { RandomKey } from '../population/random.ts'
import { TableDrawer, type PatientTable as TableOfRows } from '../population/table-source.ts'
import { attributeNames } from './hospital-document.ts'
import type { HospitalModel } from './hospital-model.ts'

/**
 * The patients of one replication, in order of arrival: everything about them is drawn here, before any policy acts, so that several
 * simulations can share one table. Acuity is counted from 0 (most urgent). Arrays may be longer than `count`.
 */
export interface PatientTable extends TableOfRows {
  readonly group: Uint8Array
  /** Need at arrival. */
  readonly trueAcuity: Uint8Array
  /** What triage said at arrival. */
  readonly assignedAcuity: Uint8Array
  readonly clinicianMinutes: Float64Array
  /** Minutes in the care space after the clinician has finished. */
  readonly afterClinicianMinutes: Float64Array
  readonly boardingMinutes: Float64Array
  /** 1 or 0. */
  readonly admitted: Uint8Array
}

class Table implements PatientTable {
  readonly drawer: TableDrawer
  count = 0
  capacity!: number
  arrivalMinutes!: Float64Array
  stream!: Uint8Array
  number!: Int32Array
  sequence!: Int32Array
  classAtArrival!: Uint8Array
  entryStep!: Int32Array
  durations!: readonly Float64Array[]
  codes!: readonly Uint8Array[]
  group!: Uint8Array
  trueAcuity!: Uint8Array
  clinicianMinutes!: Float64Array
  afterClinicianMinutes!: Float64Array
  boardingMinutes!: Float64Array
  private assigned: Uint8Array | null = null
  private isAdmitted: Uint8Array | null = null

  constructor({ population }: HospitalModel) {
    this.drawer = new TableDrawer(population)
  }

  draw(key: RandomKey, horizonMinutes: number): void {
    this.count = this.drawer.draw(key, horizonMinutes)
    const { columns } = this.drawer
    this.capacity = columns.capacity
    this.arrivalMinutes = columns.arrivalMinutes
    this.stream = columns.stream
    this.number = columns.number
    this.sequence = columns.sequence
    this.classAtArrival = columns.classAtArrival
    this.entryStep = columns.entryStep
    this.durations = columns.durations
    this.codes = columns.codes
    this.group = this.labels(attributeNames.group)
    this.trueAcuity = this.labels(attributeNames.trueAcuity)
    this.clinicianMinutes = this.minutes(attributeNames.clinicianMinutes)
    this.afterClinicianMinutes = this.minutes(attributeNames.afterClinicianMinutes)
    this.boardingMinutes = this.minutes(attributeNames.boardingMinutes)
    this.assigned = null
    this.isAdmitted = null
  }

  // Seldom asked for, and the document counts these labels the other way round.
  get assignedAcuity(): Uint8Array {
    this.assigned ??= this.classAtArrival.map((classIndex) => classIndex % acuityLevels)
    return this.assigned
  }

  get admitted(): Uint8Array {
    this.isAdmitted ??= this.labels(attributeNames.admitted).map((label) => 1 - label)
    return this.isAdmitted
  }

  private labels(attribute: string): Uint8Array {
    return this.codes[this.drawer.plan.codeColumnOf.get(attribute)!]!
  }

  private minutes(attribute: string): Float64Array {
    return this.durations[this.drawer.plan.durationColumnOf.get(attribute)!]!
  }
}

/**
 * Draws the patients that arrive in [0, `horizonMinutes`). `reuse` takes a table that this function made before and that nobody needs any
 * more: its arrays are filled again.
 */
export function drawPatients(model: HospitalModel, key: RandomKey, horizonMinutes: number, reuse?: PatientTable): PatientTable {
  const table = reuse instanceof Table && reuse.drawer.plan === model.population ? reuse : new Table(model)
  table.draw(key, horizonMinutes)
  return table
}
