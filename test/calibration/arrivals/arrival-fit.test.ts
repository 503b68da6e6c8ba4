import { describe, expect, it } from 'vitest'
import { fitArrivals } from '../../../src/main/calibration/arrivals/arrival-fit.ts'
import { type ObservedPeriod, observePeriod } from '../../../src/main/calibration/arrivals/observed-period.ts'
import { readVisits } from '../../../src/main/calibration/visits/visits-file.ts'
import { preset } from '../../presets.ts'
import { chance } from '../chance.ts'

const { ratePerHour, weekdayFactor: raw } = preset('urban').arrivals
const weekdayFactor = raw.map((factor) => (7 * factor) / raw.reduce((sum, value) => sum + value, 0))

function period(days: number, counts: (day: number, hour: number) => number): ObservedPeriod {
  const all = Array.from({ length: days }, (_, day) => day)
  return {
    firstDay: 0,
    lastDay: days - 1,
    emptyDays: [],
    days: all,
    weekdays: all.map((day) => day % 7),
    counts: Float64Array.from({ length: days * 24 }, (_, index) => counts(Math.floor(index / 24), index % 24)),
  }
}

describe('arrivals', () => {
  it('are given back exactly where counts are what is expected', () => {
    const fit = fitArrivals(
      period(31, (day, hour) => 100 * ratePerHour[hour]! * weekdayFactor[day % 7]!),
      weekdayFactor,
    )
    fit.ratePerHour.forEach(({ value }, hour) => {
      expect(value).toBeCloseTo(100 * ratePerHour[hour]!, 8)
    })
    fit.weekdayFactor!.forEach(({ value }, weekday) => {
      expect(value).toBeCloseTo(weekdayFactor[weekday]!, 10)
    })
    expect(fit.dayVariation!.value).toBe(0)
  })

  it('have intervals that hold what they say, also where days differ', () => {
    const dayVariation = 0.12
    let [inside, numbers, variationInside] = [0, 0, 0]
    const repeats = 60
    for (let seed = 0; seed < repeats; seed++) {
      const { normal, poisson } = chance(seed)
      const effect = Array.from({ length: 56 }, () => Math.min(1.45, Math.max(0.6, 1 + dayVariation * normal())))
      const fit = fitArrivals(
        period(56, (day, hour) => poisson(ratePerHour[hour]! * weekdayFactor[day % 7]! * effect[day]!)),
        weekdayFactor,
      )
      const truth = [...ratePerHour, ...weekdayFactor]
      for (const [index, estimate] of [...fit.ratePerHour, ...fit.weekdayFactor!].entries()) {
        const [lower, upper] = estimate.interval(0.95)
        numbers++
        if (lower <= truth[index]! && truth[index]! <= upper) inside++
      }
      const [lower, upper] = fit.dayVariation!.interval(0.95)
      if (lower <= dayVariation && dayVariation <= upper) variationInside++
    }
    // 60 x 31 intervals, strongly dependent within a seed: 3.3 standard errors of a share of 60 would be 0.09.
    expect(inside / numbers).toBeGreaterThan(0.92)
    expect(inside / numbers).toBeLessThan(0.985)
    expect(variationInside).toBeGreaterThanOrEqual(52)
  })

  it('of hours in which nobody came end at what chance allows', () => {
    const fit = fitArrivals(
      period(28, (_, hour) => (hour === 3 ? 0 : 2)),
      weekdayFactor,
    )
    expect(fit.ratePerHour[3]!.value).toBe(0)
    const [lower, upper] = fit.ratePerHour[3]!.interval(0.95)
    expect(lower).toBe(0)
    // Garwood's upper limit for no event is -ln(0.025).
    expect(upper).toBeCloseTo(3.688879 / 28, 6)
  })

  it('by weekday come from the base where the file does not hold every weekday twice', () => {
    const fit = fitArrivals(
      period(10, (_, hour) => ratePerHour[hour]!),
      weekdayFactor,
    )
    expect(fit.weekdayFactor).toBeNull()
  })
})

describe('the observed period', () => {
  const visits = (times: readonly string[]) =>
    readVisits({ text: `arrival\n${times.join('\n')}\n`, mapping: {}, timeZone: null }).visits
  const wholeDay = (day: string) => Array.from({ length: 24 }, (_, hour) => `${day} ${String(hour).padStart(2, '0')}:30`)

  it('leaves out a first and a last day that are not whole, and days that were not recorded', () => {
    const period = observePeriod(
      visits([
        ...wholeDay('2026-01-05').slice(15),
        ...wholeDay('2026-01-06'),
        ...wholeDay('2026-01-08'),
        ...wholeDay('2026-01-09'),
        ...wholeDay('2026-01-10').slice(0, 9),
      ]),
    )
    expect(period.days.length).toBe(3)
    expect(period.emptyDays.length).toBe(1)
    expect(period.weekdays).toEqual([1, 3, 4])
    expect(period.counts.every((count) => count === 1)).toBe(true)
  })

  it('keeps whole days, and empty ones where hardly anybody comes', () => {
    expect(observePeriod(visits([...wholeDay('2026-01-05'), ...wholeDay('2026-01-06')])).days.length).toBe(2)
    const quiet = observePeriod(visits(['2026-01-05 10:00', '2026-01-07 10:00', '2026-01-09 11:00']))
    expect(quiet.days.length).toBe(5)
    expect(quiet.emptyDays).toEqual([])
  })
})
