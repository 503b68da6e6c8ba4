import { gammaQuantile } from '../../../shared/gamma-function.ts'
import { daysPerWeek, hoursPerDay } from '../../../shared/time.ts'
import { normalBelow, normalDensity } from '../../statistics/normal-distribution.ts'
import { invertPositiveDefinite } from '../../statistics/symmetric-matrix.ts'
import { onLogScale, type Uncertain } from '../likelihood/uncertain.ts'
import type { ObservedPeriod } from './observed-period.ts'

const fewArrivals = 5
const mostSweeps = 200
/** What the simulation clips its day factor to. */
const dayFactorRange = [0.6, 1.45] as const

export interface ArrivalFit {
  readonly ratePerHour: readonly Uncertain[]
  /** Mean 1 over the seven weekdays; null where the days do not hold every weekday at least twice. */
  readonly weekdayFactor: readonly Uncertain[] | null
  readonly dayVariation: Uncertain | null
}

/**
 * Arrivals by hour and weekday: counts are Poisson around rate(hour) x factor(weekday) x day effect, the day effect with mean 1. Rates and
 * factors are the Poisson maximum likelihood estimates (which stay right under a day effect); their standard errors count the day effect in
 * (the "sandwich" with the model's own covariance within days). The day effect's variance is found from the totals by day, where Pearson's
 * statistic equals its expectation (Paule and Mandel 1982), with the interval of Viechtbauer (2007).
 */
export function fitArrivals(period: ObservedPeriod, baseWeekdayFactor: readonly number[]): ArrivalFit {
  const { weekdays, counts } = period
  const days = weekdays.length
  const perWeekday = new Float64Array(daysPerWeek)
  for (const weekday of weekdays) perWeekday[weekday]!++
  const hasWeekdays = perWeekday.every((count) => count >= 2)
  const base = mean(baseWeekdayFactor)
  const weekdayFactor = baseWeekdayFactor.map((factor) => (hasWeekdays ? 1 : factor / base))
  const byHour = new Float64Array(hoursPerDay)
  const byWeekday = new Float64Array(daysPerWeek)
  const byDay = new Float64Array(days)
  counts.forEach((count, index) => {
    const day = Math.floor(index / hoursPerDay)
    byHour[index % hoursPerDay]! += count
    byWeekday[weekdays[day]!]! += count
    byDay[day]! += count
  })
  // Proportional fitting to both margins is the maximum likelihood estimate of a multiplicative Poisson model.
  const rate = new Float64Array(hoursPerDay)
  for (let sweep = 0; sweep < (hasWeekdays ? mostSweeps : 1); sweep++) {
    const exposure = perWeekday.reduce((sum, count, weekday) => sum + count * weekdayFactor[weekday]!, 0)
    rate.forEach((_, hour) => {
      rate[hour] = byHour[hour]! / exposure
    })
    if (!hasWeekdays) break
    const perDay = rate.reduce((sum, value) => sum + value, 0)
    let change = 0
    for (let weekday = 0; weekday < daysPerWeek; weekday++) {
      const next = byWeekday[weekday]! / (perWeekday[weekday]! * perDay)
      change = Math.max(change, Math.abs(next - weekdayFactor[weekday]!))
      weekdayFactor[weekday] = next
    }
    if (change < 1e-12) break
  }
  if (hasWeekdays) {
    const scale = mean(weekdayFactor)
    weekdayFactor.forEach((factor, weekday) => {
      weekdayFactor[weekday] = factor / scale
    })
    rate.forEach((value, hour) => {
      rate[hour] = value * scale
    })
  }
  const perDay = rate.reduce((sum, value) => sum + value, 0)
  const expected = weekdays.map((weekday) => perDay * weekdayFactor[weekday]!)
  const degreesOfFreedom = days - (hasWeekdays ? daysPerWeek : 1)
  const dayVariation = degreesOfFreedom >= 5 ? fitDayVariation(byDay, expected, degreesOfFreedom) : null
  const errors = standardErrors(rate, weekdayFactor, weekdays, hasWeekdays, (dayVariation?.value ?? 0) ** 2)
  const fewExposure = weekdays.reduce((sum, weekday) => sum + weekdayFactor[weekday]!, 0)
  return {
    ratePerHour: Array.from(rate, (value, hour) =>
      byHour[hour]! <= fewArrivals
        ? fewCounts(byHour[hour]!, fewExposure)
        : onLogScale(value, errors.rate[hour]!, degreesOfFreedom),
    ),
    weekdayFactor: hasWeekdays
      ? weekdayFactor.map((value, weekday) => onLogScale(value, errors.weekday[weekday]!, degreesOfFreedom))
      : null,
    dayVariation,
  }
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index]!
  return sum / values.length
}

/** The exact interval of a Poisson mean (Garwood 1936), for hours in which hardly anybody comes. */
function fewCounts(count: number, exposure: number): Uncertain {
  return {
    value: count / exposure,
    interval: (level) => {
      const outside = (1 - level) / 2
      return [count === 0 ? 0 : gammaQuantile(count, outside) / exposure, gammaQuantile(count + 1, 1 - outside) / exposure]
    },
  }
}

/** Standard errors of log rates and log factors, with weekday factors of mean 1. Hours without arrivals are left out. */
function standardErrors(
  rate: Float64Array,
  weekdayFactor: readonly number[],
  weekdays: readonly number[],
  hasWeekdays: boolean,
  dayVariance: number,
): { rate: number[]; weekday: number[] } {
  const hours = Array.from(rate, (_, hour) => hour).filter((hour) => rate[hour]! > 0)
  const size = hours.length + (hasWeekdays ? daysPerWeek - 1 : 0)
  const bread = new Float64Array(size * size)
  const middle = new Float64Array(size * size)
  const total = rate.reduce((sum, value) => sum + value, 0)
  const totals = new Float64Array(size)
  for (const weekday of weekdays) {
    const factor = weekdayFactor[weekday]!
    // Weekday 0 is the reference: its own factor is no parameter here.
    const own = hasWeekdays && weekday > 0 ? hours.length + weekday - 1 : -1
    totals.fill(0)
    hours.forEach((hour, index) => {
      const expected = rate[hour]! * factor
      totals[index] = expected
      bread[index * size + index]! += expected
      if (own >= 0) {
        bread[index * size + own]! += expected
        bread[own * size + index]! += expected
      }
    })
    if (own >= 0) {
      totals[own] = total * factor
      bread[own * size + own]! += total * factor
    }
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) middle[row * size + column]! += dayVariance * totals[row]! * totals[column]!
  }
  for (let at = 0; at < size * size; at++) middle[at]! += bread[at]!
  const inverse = invertPositiveDefinite(bread, size)
  if (inverse === null) return { rate: Array.from(rate, () => Number.NaN), weekday: weekdayFactor.map(() => Number.NaN) }
  const errorOf = (gradient: Float64Array) => {
    const half = new Float64Array(size)
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) half[row]! += inverse[row * size + column]! * gradient[column]!
    let variance = 0
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) variance += half[row]! * middle[row * size + column]! * half[column]!
    return Math.sqrt(variance)
  }
  // Bringing the factors to mean 1 takes the logarithm of their mean from each, and gives it to the rates.
  const meanShift = new Float64Array(size)
  if (hasWeekdays)
    for (let weekday = 1; weekday < daysPerWeek; weekday++)
      meanShift[hours.length + weekday - 1] = weekdayFactor[weekday]! / daysPerWeek
  const errors = { rate: Array.from(rate, () => Number.NaN), weekday: weekdayFactor.map(() => 0) }
  hours.forEach((hour, index) => {
    const gradient = Float64Array.from(meanShift)
    gradient[index]! += 1
    errors.rate[hour] = errorOf(gradient)
  })
  if (hasWeekdays)
    for (let weekday = 0; weekday < daysPerWeek; weekday++) {
      const gradient = meanShift.map((value) => -value)
      if (weekday > 0) gradient[hours.length + weekday - 1]! += 1
      errors.weekday[weekday] = errorOf(gradient)
    }
  return errors
}

/** Coefficient of variation of the day effect. Pearson's statistic falls as it grows, so quantiles of chi-square give its interval. */
function fitDayVariation(observed: Float64Array, expected: readonly number[], degreesOfFreedom: number): Uncertain {
  const statistic = (variance: number) =>
    expected.reduce((sum, mu, day) => sum + (observed[day]! - mu) ** 2 / (mu + variance * mu * mu), 0)
  const solve = (value: number) => {
    if (statistic(0) <= value) return 0
    let low = 0
    let high = 1
    while (statistic(high) > value && high < 1e3) high *= 2
    for (let step = 0; step < 100; step++) {
      const middle = (low + high) / 2
      if (statistic(middle) > value) low = middle
      else high = middle
    }
    return unclipped(Math.sqrt((low + high) / 2))
  }
  return {
    value: solve(degreesOfFreedom),
    interval: (level) => {
      const outside = (1 - level) / 2
      const chiSquare = (p: number) => 2 * gammaQuantile(degreesOfFreedom / 2, p)
      return [solve(chiSquare(1 - outside)), solve(chiSquare(outside))]
    },
  }
}

/** The standard deviation before clipping that leaves this one after it; at most 1. */
function unclipped(afterClipping: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (clippedDeviation(middle) < afterClipping) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Standard deviation of a normal number around 1, clipped to the day factor's range. */
function clippedDeviation(deviation: number): number {
  const [low, high] = dayFactorRange.map((end) => (end - 1) / deviation) as [number, number]
  const inside = normalBelow(high) - normalBelow(low)
  const below = normalBelow(low)
  const above = 1 - normalBelow(high)
  const first = normalDensity(low) - normalDensity(high) + low * below + high * above
  const second = inside + low * normalDensity(low) - high * normalDensity(high) + low * low * below + high * high * above
  return deviation * Math.sqrt(Math.max(0, second - first * first))
}
