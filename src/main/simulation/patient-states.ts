import type { PatientRows } from './population/patient-rows.ts'

const nobody = -1

/** Where each patient is and what has happened so far, one entry a slot. */
export class PatientStates {
  /** NaN until it has happened. `startMinutes` is the first request that was granted. */
  startMinutes = new Float64Array(0)
  leftMinutes = new Float64Array(0)
  worsenedMinutes = new Float64Array(0)
  departureMinutes = new Float64Array(0)
  /** The present class, and the place in the program: -1 before arrival and after the end. */
  classOf = new Int32Array(0)
  stepOf = new Int32Array(0)
  /** While waiting: for which request, since when by the order of the line, and since when this time. */
  requestOf = new Int32Array(0)
  joinedMinutes = new Float64Array(0)
  sinceMinutes = new Float64Array(0)
  /** Neighbours in line. */
  following = new Int32Array(0)
  preceding = new Int32Array(0)
  /** How often columns were drawn anew. */
  redraws = new Int32Array(0)
  /** 1 for those whose care is broken off, and the minutes of it that are left. */
  interrupted = new Uint8Array(0)
  remainingMinutes = new Float64Array(0)

  /** Nobody has arrived. */
  reset(capacity: number): void {
    this.grow(capacity)
    this.clear(0, capacity)
  }

  private clear(from: number, to: number): void {
    for (const minutes of [this.startMinutes, this.leftMinutes, this.worsenedMinutes, this.departureMinutes])
      minutes.fill(Number.NaN, from, to)
    this.stepOf.fill(nobody, from, to)
    this.requestOf.fill(nobody, from, to)
    this.redraws.fill(0, from, to)
    this.interrupted.fill(0, from, to)
  }

  /** Makes room for so many slots. */
  grow(capacity: number): void {
    const before = this.stepOf.length
    if (before >= capacity) return
    const floats = (old: Float64Array) => {
      const longer = new Float64Array(capacity)
      longer.set(old)
      return longer
    }
    const integers = (old: Int32Array) => {
      const longer = new Int32Array(capacity)
      longer.set(old)
      return longer
    }
    this.startMinutes = floats(this.startMinutes)
    this.leftMinutes = floats(this.leftMinutes)
    this.worsenedMinutes = floats(this.worsenedMinutes)
    this.departureMinutes = floats(this.departureMinutes)
    this.joinedMinutes = floats(this.joinedMinutes)
    this.sinceMinutes = floats(this.sinceMinutes)
    this.remainingMinutes = floats(this.remainingMinutes)
    this.classOf = integers(this.classOf)
    this.stepOf = integers(this.stepOf)
    this.requestOf = integers(this.requestOf)
    this.following = integers(this.following)
    this.preceding = integers(this.preceding)
    this.redraws = integers(this.redraws)
    const interrupted = new Uint8Array(capacity)
    interrupted.set(this.interrupted)
    this.interrupted = interrupted
    this.clear(before, capacity)
  }

  /** A patient arrives in this slot. */
  enter(patient: number, rows: PatientRows): void {
    this.classOf[patient] = rows.classAtArrival[patient]!
    // A slot that nobody has left is as new.
    if (!Number.isNaN(this.departureMinutes[patient]!)) this.clear(patient, patient + 1)
  }
}
