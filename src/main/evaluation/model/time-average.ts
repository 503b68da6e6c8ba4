/** Counters with their integrals over time. Time never goes back. */
export class TimeAverages {
  readonly counts: Int32Array
  private readonly areas: Float64Array
  private readonly since: Float64Array

  constructor(counters: number) {
    this.counts = new Int32Array(counters)
    this.areas = new Float64Array(counters)
    this.since = new Float64Array(counters)
  }

  /** Everything is 0 at minute 0. */
  begin(): void {
    this.counts.fill(0)
    this.open(0)
  }

  add(counter: number, by: number, minutes: number): void {
    this.areas[counter]! += this.counts[counter]! * (minutes - this.since[counter]!)
    this.since[counter] = minutes
    this.counts[counter]! += by
  }

  /** Integral of a counter since the window was opened, up to `minutes`. */
  area(counter: number, minutes: number): number {
    return this.areas[counter]! + this.counts[counter]! * (minutes - this.since[counter]!)
  }

  /** Begins a window: integrals are 0 again, counts stay. */
  open(minutes: number): void {
    this.areas.fill(0)
    this.since.fill(minutes)
  }
}
