import type { DistributionTable } from './distribution-table.ts'
import { type KeyedRandom, purposes, purposesOfStream } from './random.ts'

/** What every stream of arrivals has, whatever its process. Times in minutes. */
export interface StreamLimits {
  /** Position among the document's streams. */
  readonly stream: number
  /** Nobody arrives before, or from then on. */
  readonly fromMinutes: number
  readonly untilMinutes: number
  /** At most so many arrivals; batches count once. */
  readonly limit: number
  /** How many come together; null: one. */
  readonly batch: DistributionTable | null
}

/** One stream of arrivals in one replication: always stands at the next patient who comes. */
export abstract class ArrivalStream {
  /** Infinity: nobody more comes. */
  nextMinutes = Number.POSITIVE_INFINITY
  /** Names the next patient's draws: the number of the arrival, or of the patient where they come in batches. */
  nextNumber = 0
  /** The last arrival: its number, from which its draws come. */
  protected arrival = -1
  protected readonly fromMinutes: number
  protected untilMinutes: number
  protected random!: KeyedRandom
  private readonly limits: StreamLimits
  private arrivals = 0
  private patients = 0
  /** Patients of the present batch who are still to come. */
  private inBatch = 0

  constructor(limits: StreamLimits) {
    this.limits = limits
    this.fromMinutes = limits.fromMinutes
    this.untilMinutes = limits.untilMinutes
  }

  /** Starts a replication and stands at its first patient. Nobody comes from `horizonMinutes` on. */
  begin(random: KeyedRandom, horizonMinutes: number): void {
    this.random = random
    this.untilMinutes = Math.min(this.limits.untilMinutes, horizonMinutes)
    this.arrival = -1
    this.arrivals = 0
    this.patients = 0
    this.inBatch = 0
    this.restart()
    this.advance()
  }

  /** Goes on to the patient after the next. */
  advance(): void {
    const { batch, limit } = this.limits
    if (this.inBatch > 1) {
      this.inBatch--
      this.nextNumber = this.patients++
      return
    }
    for (;;) {
      const minutes = this.arrivals++ < limit ? this.followingMinutes() : Number.POSITIVE_INFINITY
      if (!(minutes < this.untilMinutes)) {
        this.nextMinutes = Number.POSITIVE_INFINITY
        return
      }
      this.nextMinutes = minutes
      if (batch === null) {
        this.nextNumber = this.arrival
        return
      }
      this.draw(this.arrival, purposes.batch)
      this.inBatch = Math.round(batch.quantile(0, this.random.first))
      if (this.inBatch > 0) {
        this.nextNumber = this.patients++
        return
      }
    }
  }

  protected draw(number: number, purpose: number): void {
    this.random.draw(number, this.limits.stream * purposesOfStream + purpose)
  }

  /** Goes back to the beginning of the process. */
  protected abstract restart(): void

  /** Draws the next arrival: sets `arrival` and gives its minute; anything from `untilMinutes` on where there is none. */
  protected abstract followingMinutes(): number
}
