import type { PatientColumns } from './patient-columns.ts'
import { PatientDrawer } from './patient-drawer.ts'
import type { PatientRows, PatientSource } from './patient-rows.ts'
import type { PopulationPlan } from './population-plan.ts'
import type { RandomKey } from './random.ts'
import { blockSize } from './sample-block.ts'

/** Patients drawn ahead, in order of arrival: slot and order of arrival are the same. */
export interface PatientTable extends PatientRows {
  /** Patients in the table; columns may be longer. */
  readonly count: number
}

/** Draws whole tables, each over the one before. */
export class TableDrawer {
  readonly columns: PatientColumns
  readonly plan: PopulationPlan
  private readonly drawer: PatientDrawer
  private readonly slots = new Int32Array(blockSize)

  constructor(plan: PopulationPlan) {
    this.plan = plan
    this.drawer = new PatientDrawer(plan)
    this.columns = this.drawer.columns
  }

  /** Fills `columns` with everybody who arrives in [0, `horizonMinutes`), which must be finite where arrivals have no end. Gives how many. */
  draw(key: RandomKey, horizonMinutes: number): number {
    const { columns, slots, drawer } = this
    drawer.begin(key, horizonMinutes)
    for (let from = 0; ; from += blockSize) {
      if (columns.capacity < from + blockSize) columns.grow()
      for (let at = 0; at < blockSize; at++) slots[at] = from + at
      const drawn = drawer.draw(slots, blockSize)
      if (drawn < blockSize) return from + drawn
    }
  }
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
