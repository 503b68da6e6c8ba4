import { acceptedStandardErrors, type ValidationCheck, type ValidationSuiteName } from '../../shared/validation.ts'
import { type Measured, toEstimate } from '../statistics/estimate.ts'
import type { Totals } from './totals.ts'

const fewestReplications = 200
const relativeHalfWidth = { full: 0.02, quick: 0.06 }
/** Exact checks compare sums of a few minutes in floating point. */
const floatingPoint = 1e-9

/** What a number should be. */
export type Expectation =
  /** Known exactly, to the last digit of a double. */
  | { value: number }
  /** Printed with so many digits after the point. */
  | { value: number; digits: number }
  /** Simulated by others: with the standard error that they print, or else as many replications, of the same spread as ours. */
  | { value: number; digits: number; standardError: number }
  | { value: number; digits: number; replications: number }
  /** Must be met without chance. */
  | { exactly: number }
  | { from: number; to: number }

/** One line of a suite: what is read off the sums of all replications, and what it should be. */
export interface CheckPlan {
  name: string
  description: string
  unit: string
  expected: Expectation
  /** A smooth function of sums over replications: a ratio of sums, most often. NaN where there is nothing to read. */
  read: (totals: Totals) => number
  /** Largest accepted half-width, in the unit. Unless given: 2 % of what is expected, 6 % in a quick run. */
  halfWidthLimit?: number
  source: string
}

export function judge(suite: ValidationSuiteName, plan: CheckPlan, measured: Measured, quick: boolean): ValidationCheck {
  const { expected } = plan
  const band: [number, number] | null = 'from' in expected ? [expected.from, expected.to] : null
  const target =
    'from' in expected ? (expected.from + expected.to) / 2 : 'exactly' in expected ? expected.exactly : expected.value
  const { value, replications } = measured
  const known = Number.isFinite(value) && Number.isFinite(measured.standardError)
  const standardError = known ? measured.standardError : 0
  const referenceStandardError = known ? standardErrorOfReference(expected, measured) : 0
  const combined = Math.hypot(standardError, referenceStandardError)
  const rounding = 'digits' in expected ? 0.5 * 10 ** -expected.digits : 0
  const exact = 'exactly' in expected
  const tolerance = exact ? floatingPoint * Math.max(1, Math.abs(target)) : acceptedStandardErrors * combined + rounding
  const halfWidth = known ? (toEstimate(measured).upper - toEstimate(measured).lower) / 2 : 0
  const halfWidthLimit = exact
    ? tolerance
    : (plan.halfWidthLimit ?? Math.abs(target) * (quick ? relativeHalfWidth.quick : relativeHalfWidth.full))
  const far = band ? value < band[0] || value > band[1] : Math.abs(value - target) > tolerance
  const failure = !known
    ? 'No replication gave a value.'
    : replications < fewestReplications
      ? `Only ${replications} replications were run; at least ${fewestReplications} are needed.`
      : halfWidth > halfWidthLimit
        ? `The half-width is larger than ${Number(halfWidthLimit.toPrecision(3))}, so that the number shows too little.`
        : far
          ? band
            ? 'The number lies outside the stated range.'
            : exact
              ? 'The number must be met exactly and is not.'
              : `The number lies more than ${acceptedStandardErrors} combined standard errors from what is expected.`
          : null
  return {
    suite,
    name: plan.name,
    description: plan.description,
    unit: plan.unit,
    kind: band ? 'band' : exact ? 'exact' : 'value',
    expected: target,
    observed: known ? value : null,
    band,
    standardError,
    referenceStandardError,
    rounding,
    halfWidth,
    halfWidthLimit,
    tolerance: band ? (band[1] - band[0]) / 2 : tolerance,
    deviation: known && !band && !exact && combined > 0 ? beyond(value - target, rounding) / combined : null,
    replications,
    ok: failure === null,
    failure,
    source: plan.source,
  }
}

/** What is left of a difference when the reference may be off by its last digit. */
function beyond(difference: number, rounding: number): number {
  return Math.sign(difference) * Math.max(0, Math.abs(difference) - rounding)
}

function standardErrorOfReference(expected: Expectation, ours: Measured): number {
  if ('standardError' in expected) return expected.standardError
  if ('replications' in expected) return ours.standardError * Math.sqrt(ours.replications / expected.replications)
  return 0
}
