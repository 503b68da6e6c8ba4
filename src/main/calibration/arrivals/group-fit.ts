import { gammaBelow } from '../../../shared/gamma-function.ts'
import { hoursPerDay } from '../../../shared/time.ts'
import { invertPositiveDefinite } from '../../statistics/symmetric-matrix.ts'
import { onLogScale, onOddsScale, type Uncertain } from '../likelihood/uncertain.ts'

/** Below this probability the base's hours of the groups are given up for the visits' own. */
const rejectBelow = 0.01
const mostSteps = 100

export interface GroupFit {
  readonly share: readonly Uncertain[]
  /** Group x hour where the base's do not fit; null where they do. */
  readonly hourFactor: readonly (readonly Uncertain[])[] | null
  /** Probability of hours at least as different as these if the base's hours of the groups were right. */
  readonly hoursProbability: number
}

/**
 * Shares of the groups. With the base's factors by hour the share of group g in hour h is share[g] x factor[g][h] over the sum of these: a
 * multinomial model with known offsets, fitted by Newton's method. Where the hours of the visits contradict the base's factors
 * (likelihood-ratio test at 1 %), the factors are fitted as well: share in the hour over share in the day.
 *
 * `counts`: group x hour. Every group has visits.
 */
export function fitGroups(counts: Float64Array, groups: number, baseHourFactor: readonly (readonly number[])[]): GroupFit {
  const at = (group: number, hour: number) => counts[group * hoursPerDay + hour]!
  const totals = Array.from({ length: groups }, (_, group) => sumOver(hoursPerDay, (hour) => at(group, hour)))
  const all = totals.reduce((sum, value) => sum + value, 0)
  const perHour = Array.from({ length: hoursPerDay }, (_, hour) => sumOver(groups, (group) => at(group, hour)))
  const fitted = fitShares(totals, perHour, baseHourFactor)
  let statistic = 0
  let freeHours = 0
  for (let hour = 0; hour < hoursPerDay; hour++) {
    if (perHour[hour]! > 0) freeHours++
    for (let group = 0; group < groups; group++) {
      const count = at(group, hour)
      if (count > 0)
        statistic += 2 * count * Math.log(count / (perHour[hour]! * shareIn(fitted.share, baseHourFactor, group, hour)))
    }
  }
  const degreesOfFreedom = (freeHours - 1) * (groups - 1)
  // A factor of 0 in the base forbids what the visits show: infinitely far from fitting.
  const hoursProbability = Number.isFinite(statistic) ? 1 - gammaBelow(degreesOfFreedom / 2, statistic / 2) : 0
  if (hoursProbability >= rejectBelow)
    return {
      share: fitted.share.map((value, group) => onOddsScale(value, fitted.standardError[group]! / (1 - value))),
      hourFactor: null,
      hoursProbability,
    }
  return {
    share: totals.map((count) => onOddsScale(count / all, Math.sqrt(1 / count + 1 / Math.max(1, all - count)))),
    hourFactor: totals.map((total, group) =>
      perHour.map((inHour, hour) => {
        // Half a visit keeps an hour without this group finite.
        const count = Math.max(at(group, hour), 0.5)
        const inside = Math.min(count / Math.max(inHour, 1), 1)
        return onLogScale(inside / (total / all), Math.sqrt(Math.max(0, 1 / count - 1 / Math.max(inHour, 1))))
      }),
    ),
    hoursProbability,
  }
}

const sumOver = (length: number, value: (index: number) => number): number => {
  let sum = 0
  for (let index = 0; index < length; index++) sum += value(index)
  return sum
}

function shareIn(share: readonly number[], hourFactor: readonly (readonly number[])[], group: number, hour: number): number {
  const total = share.reduce((sum, value, other) => sum + value * hourFactor[other]![hour]!, 0)
  return (share[group]! * hourFactor[group]![hour]!) / total
}

/** Maximum likelihood shares and the standard errors of their logarithms. */
function fitShares(totals: readonly number[], perHour: readonly number[], hourFactor: readonly (readonly number[])[]) {
  const groups = totals.length
  const free = groups - 1
  const all = totals.reduce((sum, value) => sum + value, 0)
  let share = totals.map((count) => count / all)
  let covariance: Float64Array = new Float64Array(free * free)
  for (let step = 0; step < mostSteps; step++) {
    const information = new Float64Array(free * free)
    const expected = new Float64Array(groups)
    perHour.forEach((count, hour) => {
      const inside = share.map((_, group) => shareIn(share, hourFactor, group, hour))
      for (let a = 0; a < groups; a++) {
        expected[a]! += count * inside[a]!
        for (let b = 0; a < free && b < free; b++)
          information[a * free + b]! += count * inside[a]! * ((a === b ? 1 : 0) - inside[b]!)
      }
    })
    const inverse = invertPositiveDefinite(information, free)
    if (inverse === null) break
    covariance = inverse
    let largest = 0
    const logs = share.map((value) => Math.log(value))
    for (let a = 0; a < free; a++) {
      let move = 0
      for (let b = 0; b < free; b++) move += inverse[a * free + b]! * (totals[b]! - expected[b]!)
      move = Math.max(-1, Math.min(1, move))
      largest = Math.max(largest, Math.abs(move))
      logs[a]! += move
    }
    const weights = logs.map((value) => Math.exp(value))
    const total = weights.reduce((sum, value) => sum + value, 0)
    share = weights.map((value) => value / total)
    if (largest < 1e-12) break
  }
  // log share = own log odds against the last group, less the logarithm of the sum over groups.
  const standardError = share.map((_, group) => {
    let variance = 0
    for (let a = 0; a < free; a++)
      for (let b = 0; b < free; b++)
        variance += ((a === group ? 1 : 0) - share[a]!) * covariance[a * free + b]! * ((b === group ? 1 : 0) - share[b]!)
    return Math.sqrt(variance)
  })
  return { share, standardError }
}
