import { ArrivalStream, type StreamLimits } from './arrival-stream.ts'
import type { DistributionTable } from './distribution-table.ts'
import { purposes } from './random.ts'
import { cumulativeShares, positionOf } from './shares.ts'

/** Independent times between arrivals; the first is the time from the beginning to the first arrival. */
export class RenewalArrivals extends ArrivalStream {
  private readonly between: DistributionTable
  private minutes = 0

  constructor(limits: StreamLimits, between: DistributionTable) {
    super(limits)
    this.between = between
  }

  protected restart(): void {
    this.minutes = this.fromMinutes
  }

  protected followingMinutes(): number {
    this.draw(++this.arrival, purposes.arrival)
    this.minutes += this.between.quantile(0, this.random.first)
    return this.minutes
  }
}

/** Arrivals at given minutes. */
export class ListedArrivals extends ArrivalStream {
  /** In order. */
  protected times: Float64Array

  constructor(limits: StreamLimits, times: Float64Array) {
    super(limits)
    this.times = times
  }

  protected restart(): void {
    while (this.arrival + 1 < this.times.length && this.times[this.arrival + 1]! < this.fromMinutes) this.arrival++
  }

  protected followingMinutes(): number {
    return ++this.arrival < this.times.length ? this.times[this.arrival]! : Number.POSITIVE_INFINITY
  }
}

/** A fixed number of patients, each evenly somewhere inside one of several periods, which is chosen by the periods' shares. */
export class SpreadArrivals extends ListedArrivals {
  private readonly bounds: Float64Array
  private readonly sums: Float64Array

  constructor(limits: StreamLimits, patients: number, bounds: Float64Array, shares: readonly number[]) {
    super(limits, new Float64Array(patients))
    this.bounds = bounds
    this.sums = cumulativeShares(shares)
  }

  protected override restart(): void {
    const { bounds, times, random } = this
    for (let patient = 0; patient < times.length; patient++) {
      this.draw(patient, purposes.spreadArrival)
      const period = positionOf(this.sums, random.first)
      times[patient] = bounds[period]! + random.second * (bounds[period + 1]! - bounds[period]!)
    }
    times.sort()
    super.restart()
  }
}
