import type { PatientColumns } from './patient-columns.ts'
import { PatientDrawer } from './patient-drawer.ts'
import type { PatientSource } from './patient-rows.ts'
import type { PopulationPlan } from './population-plan.ts'
import type { RandomKey } from './random.ts'
import { blockSize } from './sample-block.ts'

/**
 * Patients drawn as they come, a few ahead of time, into slots that are used again: memory does not grow with the length of a run.
 */
export class StreamSource implements PatientSource {
  readonly rows: PatientColumns
  nextMinutes = Number.POSITIVE_INFINITY
  private readonly drawer: PatientDrawer
  /** Slots of those drawn ahead, and which of them comes next. */
  private readonly ahead = new Int32Array(blockSize)
  private aheadCount = 0
  private next = 0
  /** Slots given back, and the first that was never used. */
  private free = new Int32Array(0)
  private freeCount = 0
  private unused = 0

  constructor(plan: PopulationPlan) {
    this.drawer = new PatientDrawer(plan)
    this.rows = this.drawer.columns
  }

  /**
   * Starts a replication. Nobody arrives from `horizonMinutes` on. `arrivalTimes` replaces the times of a stream (minutes, in order; null: as
   * the model says).
   */
  begin(key: RandomKey, horizonMinutes = Number.POSITIVE_INFINITY, arrivalTimes?: readonly (Float64Array | null)[]): void {
    this.drawer.begin(key, horizonMinutes, arrivalTimes)
    this.freeCount = 0
    this.unused = 0
    this.drawAhead()
  }

  take(): number {
    const slot = this.ahead[this.next++]!
    if (this.next < this.aheadCount) this.nextMinutes = this.rows.arrivalMinutes[this.ahead[this.next]!]!
    else this.drawAhead()
    return slot
  }

  giveBack(slot: number): void {
    this.free[this.freeCount++] = slot
  }

  redraw(slot: number, list: number, visit: number, classIndex: number): void {
    this.drawer.redraw(slot, list, visit, classIndex)
  }

  private drawAhead(): void {
    const { ahead, rows } = this
    for (let at = 0; at < blockSize; at++) ahead[at] = this.freeCount > 0 ? this.free[--this.freeCount]! : this.newSlot()
    this.aheadCount = this.drawer.draw(ahead, blockSize)
    for (let at = blockSize - 1; at >= this.aheadCount; at--) this.giveBack(ahead[at]!)
    this.next = 0
    this.nextMinutes = this.aheadCount > 0 ? rows.arrivalMinutes[ahead[0]!]! : Number.POSITIVE_INFINITY
  }

  private newSlot(): number {
    const { rows } = this
    if (this.unused === rows.capacity) {
      rows.grow()
      const longer = new Int32Array(rows.capacity)
      longer.set(this.free)
      this.free = longer
    }
    return this.unused++
  }
}
