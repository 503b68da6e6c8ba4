import type { PatientRows } from './patient-rows.ts'

/** Columns that grow. */
export class PatientColumns implements PatientRows {
  capacity = 0
  arrivalMinutes = new Float64Array(0)
  stream = new Uint8Array(0)
  number = new Int32Array(0)
  sequence = new Int32Array(0)
  entryStep = new Int32Array(0)
  readonly durations: Float64Array[]
  readonly codes: Uint8Array[]

  constructor(durationColumns: number, codeColumns: number) {
    this.durations = Array.from({ length: durationColumns }, () => new Float64Array(0))
    this.codes = Array.from({ length: codeColumns }, () => new Uint8Array(0))
  }

  get classAtArrival(): Uint8Array {
    return this.codes[0]!
  }

  /** Makes room for twice as many patients, keeping those already there. */
  grow(): void {
    const capacity = Math.max(256, 2 * this.capacity)
    const longer = <T extends Float64Array | Int32Array | Uint8Array>(column: T, empty: T): T => {
      empty.set(column)
      return empty
    }
    this.capacity = capacity
    this.arrivalMinutes = longer(this.arrivalMinutes, new Float64Array(capacity))
    this.stream = longer(this.stream, new Uint8Array(capacity))
    this.number = longer(this.number, new Int32Array(capacity))
    this.sequence = longer(this.sequence, new Int32Array(capacity))
    this.entryStep = longer(this.entryStep, new Int32Array(capacity))
    this.durations.forEach((column, index) => {
      this.durations[index] = longer(column, new Float64Array(capacity))
    })
    this.codes.forEach((column, index) => {
      this.codes[index] = longer(column, new Uint8Array(capacity))
    })
  }
}
