import type { PatientRows, PatientSource } from './patient-rows.ts'

/** Patients drawn ahead, in order of arrival: slot and order of arrival are the same. */
export interface PatientTable extends PatientRows {
  /** Patients in the table; columns may be longer. */
  readonly count: number
}

/** Hands out a table's patients. The table is only read, so that several machines can meet the same patients. */
export class TableSource implements PatientSource {
  rows!: PatientTable
  nextMinutes = Number.POSITIVE_INFINITY
  private next = 0

  /** Starts with the first patient of this table. */
  begin(table: PatientTable): void {
    this.rows = table
    this.next = 0
    this.nextMinutes = table.count > 0 ? table.arrivalMinutes[0]! : Number.POSITIVE_INFINITY
  }

  take(): number {
    const slot = this.next++
    this.nextMinutes = this.next < this.rows.count ? this.rows.arrivalMinutes[this.next]! : Number.POSITIVE_INFINITY
    return slot
  }

  giveBack(): void {
    // A table keeps everybody.
  }

  redraw(): void {
    throw new Error('a table of patients is only read; draw anew from a stream')
  }
}
