import { minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import type { Instrument } from './instrument.ts'

/** Patients inside at given hours of each day, from one day on. */
export class CensusClock implements Instrument {
  readonly columns: readonly string[]
  private readonly times: readonly number[]
  private readonly hours: readonly number[]
  private readonly sums: Float64Array
  private inside = 0
  private next = 0

  constructor(hours: readonly number[], fromDay: number, untilDay: number) {
    this.hours = hours
    this.times = Array.from({ length: untilDay - fromDay }, (_, day) => fromDay + day).flatMap((day) =>
      hours.map((hour) => day * minutesPerDay + hour * minutesPerHour),
    )
    this.sums = new Float64Array(hours.length)
    this.columns = ['days', ...hours.map((hour) => `inside at ${hour}`)]
  }

  begin(): void {
    this.sums.fill(0)
    this.inside = 0
    this.next = 0
  }

  arrived(minutes: number): void {
    this.catchUp(minutes)
    this.inside++
  }

  departed(minutes: number): void {
    this.catchUp(minutes)
    this.inside--
  }

  write(row: Float64Array): void {
    this.catchUp(Number.POSITIVE_INFINITY)
    row.set([this.times.length / this.hours.length, ...this.sums])
  }

  private catchUp(minutes: number): void {
    while (this.next < this.times.length && this.times[this.next]! <= minutes)
      this.sums[this.next++ % this.hours.length]! += this.inside
  }
}
