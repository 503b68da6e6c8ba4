import { hoursPerDay, minutesPerHour } from '../../../shared/time.ts'
import { mean, variance } from '../../statistics/moments.ts'
import type { Instrument } from './instrument.ts'

/** Arrivals of the first minutes of hours in which the rate rises are also counted apart: they tell whether it rises when it should. */
const earlyMinutes = 15
const rises = 1.1

/** Counts arrivals by hour over whole days from minute 0, and how much counts of the same hour of the week differ. */
export class HourCounts implements Instrument {
  readonly columns: readonly string[]
  private readonly counts: Float64Array
  private readonly ratePerHour: readonly number[]
  private readonly rising: readonly boolean[]
  private early = 0
  private inRising = 0

  /** `ratePerHour`: what is expected in each hour of a period that repeats (24 or 168 hours, from minute 0). */
  constructor(ratePerHour: readonly number[], periods: number) {
    this.ratePerHour = ratePerHour
    this.rising = ratePerHour.map((rate, hour) => rate > rises * ratePerHour.at(hour - 1)!)
    this.counts = new Float64Array(ratePerHour.length * periods)
    this.columns = [
      'replications',
      'days',
      'arrivals',
      'in rising hours',
      'early in rising hours',
      'hourly dispersion',
      'daily dispersion',
      ...Array.from({ length: hoursPerDay }, (_, hour) => `hour ${hour}`),
      ...Array.from({ length: ratePerHour.length / hoursPerDay }, (_, day) => `day ${day}`),
    ]
  }

  begin(): void {
    this.counts.fill(0)
    this.early = 0
    this.inRising = 0
  }

  arrived(minutes: number): void {
    const hour = Math.floor(minutes / minutesPerHour)
    if (hour >= this.counts.length) return
    this.counts[hour]!++
    if (!this.rising[hour % this.rising.length]) return
    this.inRising++
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
      this.inRising,
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
