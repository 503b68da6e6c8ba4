import { SilentRecorder } from '../../simulation/recorder.ts'
import { mean, variance } from '../../statistics/moments.ts'
import type { Instrument } from './instrument.ts'

const minutesPerHour = 60
const hoursPerDay = 24
/** Arrivals of the first minutes of an hour are also counted apart: they tell whether a rate changes when it should. */
const earlyMinutes = 15

/** Counts arrivals by hour over whole days from minute 0, and how much counts of the same hour of the week differ. */
export class HourCounts extends SilentRecorder implements Instrument {
  readonly columns: readonly string[]
  private readonly counts: Float64Array
  private readonly ratePerHour: readonly number[]
  private early = 0

  /** `ratePerHour`: what is expected in each hour of a period that repeats (24 or 168 hours, from minute 0). */
  constructor(ratePerHour: readonly number[], periods: number) {
    super()
    this.ratePerHour = ratePerHour
    this.counts = new Float64Array(ratePerHour.length * periods)
    this.columns = [
      'replications',
      'days',
      'arrivals',
      'early',
      'hourly dispersion',
      'daily dispersion',
      ...Array.from({ length: hoursPerDay }, (_, hour) => `hour ${hour}`),
      ...Array.from({ length: ratePerHour.length / hoursPerDay }, (_, day) => `day ${day}`),
    ]
  }

  begin(): void {
    this.counts.fill(0)
    this.early = 0
  }

  override arrived(minutes: number): void {
    const hour = Math.floor(minutes / minutesPerHour)
    if (hour >= this.counts.length) return
    this.counts[hour]!++
    if (minutes - hour * minutesPerHour < earlyMinutes) this.early++
  }

  write(row: Float64Array): void {
    const { counts, ratePerHour } = this
    const byHour = new Float64Array(hoursPerDay)
    const byDay = new Float64Array(counts.length / hoursPerDay)
    counts.forEach((count, hour) => {
      byHour[hour % hoursPerDay]! += count
      byDay[Math.floor(hour / hoursPerDay)]! += count
    })
    const days = ratePerHour.length / hoursPerDay
    const dayRates = Array.from({ length: days }, (_, day) =>
      ratePerHour.slice(day * hoursPerDay, (day + 1) * hoursPerDay).reduce((sum, rate) => sum + rate, 0),
    )
    const byDayOfPeriod = dayRates.map((_, day) =>
      byDay.filter((_, index) => index % days === day).reduce((sum, one) => sum + one, 0),
    )
    row.set([
      1,
      byDay.length,
      counts.reduce((sum, count) => sum + count, 0),
      this.early,
      dispersion(counts, ratePerHour),
      dispersion(byDay, dayRates),
      ...byHour,
      ...byDayOfPeriod,
    ])
  }
}

/** Sample variance over expected count, averaged over the cells of a period. Unbiased; cells where nobody is expected are left out. */
function dispersion(counts: Float64Array, expected: readonly number[]): number {
  const repeats = new Float64Array(counts.length / expected.length)
  const ratios = expected.flatMap((rate, cell) => {
    for (let repeat = 0; repeat < repeats.length; repeat++) repeats[repeat] = counts[repeat * expected.length + cell]!
    return rate > 0 ? [variance(repeats) / rate] : []
  })
  return mean(ratios)
}
