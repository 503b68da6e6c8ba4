import cdf from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'

/** P(T > t) of Student's t. Taken as a lower tail by symmetry: 1 - F(t) would round to 0 for large t. */
export function tUpperTail(t: number, degreesOfFreedom: number): number {
  return cdf(-t, degreesOfFreedom)
}

/** Two-sided p-value of a t statistic. */
export function tTwoSidedP(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * tUpperTail(Math.abs(t), degreesOfFreedom))
}

/** The t that a two-sided interval of the given level (0.95) needs. */
export function tCritical(level: number, degreesOfFreedom: number): number {
  return quantile((1 + level) / 2, degreesOfFreedom)
}
