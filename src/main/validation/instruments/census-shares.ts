import type { Instrument } from './instrument.ts'

/** Time with 0, 1, 2 ... units of each resource in use, and of all together. Counts from `levels` on share the last place. */
export class CensusShares implements Instrument {
  static readonly levels = 80
  readonly columns: readonly string[]
  private readonly from: number
  private readonly until: number
  /** By resource, and at the end all together. */
  private readonly now: Int32Array
  private readonly time: Float64Array
  private since = 0

  constructor(resources: readonly string[], all: string, fromMinutes: number, untilMinutes: number) {
    this.from = fromMinutes
    this.until = untilMinutes
    const names = [...resources, all]
    this.now = new Int32Array(names.length)
    this.time = new Float64Array(names.length * CensusShares.levels)
    this.columns = names.flatMap((name) => Array.from({ length: CensusShares.levels }, (_, level) => `${name} ${level}`))
  }

  begin(): void {
    this.now.fill(0)
    this.time.fill(0)
    this.since = 0
  }

  seized(minutes: number, _patient: number, resource: number, units: number): void {
    this.change(minutes, resource, units)
  }

  released(minutes: number, _patient: number, resource: number, units: number): void {
    this.change(minutes, resource, -units)
  }

  write(row: Float64Array): void {
    this.pass(this.until)
    row.set(this.time)
  }

  private change(minutes: number, resource: number, units: number): void {
    this.pass(minutes)
    this.now[resource]! += units
    this.now[this.now.length - 1]! += units
  }

  private pass(minutes: number): void {
    const length = Math.min(minutes, this.until) - Math.max(this.since, this.from)
    this.since = minutes
    if (length <= 0) return
    for (let index = 0; index < this.now.length; index++)
      this.time[index * CensusShares.levels + Math.min(this.now[index]!, CensusShares.levels - 1)]! += length
  }
}
