import { hoursPerDay, minutesPerHour } from '../../../shared/time.ts'
import { copyState } from '../copy-state.ts'
import { PathwayMachine } from '../pathway-machine.ts'
import { TableSource } from '../population/table-source.ts'
import { careSpace, clinician, type HospitalModel } from './hospital-model.ts'
import type { PatientTable } from './patients.ts'

/**
 * One replication of a hospital. It runs to the next decision (somebody waits, a care space and a clinician are free); the caller says which
 * class (group x assigned acuity) starts care. One object can run many replications one after another.
 */
export class Simulation extends PathwayMachine {
  readonly model: HospitalModel
  patients!: PatientTable
  private readonly table = new TableSource()

  constructor(model: HospitalModel) {
    super(model.pathway, { controlled: true })
    this.model = model
  }

  /** An empty hospital at minute 0: midnight, Monday. The table is only read and may be shared. */
  start(patients: PatientTable): void {
    this.patients = patients
    this.table.begin(patients)
    this.begin(this.table)
  }

  /** Stands where another simulation of the same model does, with its patients and without a recorder, and goes on as that one would. */
  standAs(other: Simulation): void {
    const { recorder } = other
    this.recorder = null
    other.recorder = null
    this.start(other.patients)
    copyState(other, this)
    other.recorder = recorder
  }

  /** People waiting, by class. */
  get waitingByClass(): Int32Array {
    return this.lines.waitingInLine
  }

  /** The first in line of this class starts care. Throws where nobody of the class waits. */
  startCare(classIndex: number): void {
    this.startFirst(0, classIndex)
  }

  get occupiedSpaces(): number {
    return this.busy[careSpace]!
  }

  get busyClinicians(): number {
    return this.busy[clinician]!
  }

  /** 0 while more are at work than on duty: whose shift has ended finishes with the patient. */
  get freeClinicians(): number {
    return Math.max(0, this.capacity[clinician]! - this.busy[clinician]!)
  }

  get freeSpaces(): number {
    return this.capacity[careSpace]! - this.busy[careSpace]!
  }

  /** Admitted patients who hold a care space until a ward bed or a transfer is found. */
  get boarding(): number {
    return this.countAtStep[this.model.boardingPlace]!
  }

  cliniciansOnDuty(atMinutes: number): number {
    return this.model.scenario.resources.cliniciansByHour[Math.floor(atMinutes / minutesPerHour) % hoursPerDay]!
  }

  /** Need now, counted from 0: one level more urgent than at arrival once the patient has got worse. */
  currentTrueAcuity(patient: number): number {
    return this.patients.trueAcuity[patient]! - (Number.isNaN(this.worsenedMinutes[patient]!) ? 0 : 1)
  }

  /** Where a patient is: not there (before arrival, after the end), waiting, in care, or boarding. */
  areaOf(patient: number): 'absent' | 'waiting' | 'care' | 'boarding' {
    const step = this.stepOf[patient]!
    if (step < 0) return 'absent'
    if (step === 0) return 'waiting'
    return step === this.model.boardingPlace ? 'boarding' : 'care'
  }

  /** Classes with somebody waiting. */
  get nonEmptyClasses(): number {
    return this.lines.nonEmpty
  }

  /** The only class with somebody waiting, -1 where there are several or none. */
  get onlyClass(): number {
    return this.lines.nonEmpty === 1 ? this.lines.nextNonEmpty(0) : -1
  }

  /** The first class from this one on with somebody waiting, -1 where there is none. */
  nextClass(from: number): number {
    return this.lines.nextNonEmpty(from)
  }
}
