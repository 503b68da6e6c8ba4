import type { Estimate } from '../../shared/evaluation.ts'
import { mean, variance } from './moments.ts'
import { tCritical, tTwoSidedP, tUpperTail } from './student-t.ts'

/**
 * A number that is known up to chance: `value`, its standard error, and the replications behind it. One replication
 * tells nothing about chance; its standard error is 0 and whoever shows it has to say so.
 */
export interface Measured {
  readonly value: number
  readonly standardError: number
  readonly replications: number
}

/** The mean of one value per replication. */
export function measureMean(values: ArrayLike<number>): Measured {
  return { value: mean(values), standardError: Math.sqrt(variance(values) / values.length), replications: values.length }
}

/** A t interval over replications: [lower, upper] at the given level. */
export function interval(measured: Measured, level = 0.95): [number, number] {
  const half = measured.standardError === 0 ? 0 : tCritical(level, measured.replications - 1) * measured.standardError
  return [measured.value - half, measured.value + half]
}

/** Value, 95 % interval, standard error and n, as results carry it. */
export function toEstimate(measured: Measured): Estimate {
  const [lower, upper] = interval(measured)
  return { mean: measured.value, lower, upper, standardError: measured.standardError, n: measured.replications }
}

/** Two-sided p-value against 0. A value without spread differs from 0 for certain, or not at all; one replication shows nothing. */
export function pAgainstZero(measured: Measured): number {
  if (measured.replications < 2 || measured.value === 0) return 1
  if (measured.standardError === 0) return 0
  return tTwoSidedP(measured.value / measured.standardError, measured.replications - 1)
}

/**
 * Two one-sided tests (Schuirmann 1987): the larger of the two p-values for "the value lies outside -margin to +margin".
 * Below 0.05 exactly where the 90 % interval lies inside the margin.
 */
export function pEquivalence(measured: Measured, margin: number): number {
  if (measured.replications < 2) return 1
  const nearest = margin - Math.abs(measured.value)
  if (measured.standardError === 0) return nearest > 0 ? 0 : 1
  return tUpperTail(nearest / measured.standardError, measured.replications - 1)
}
