import type { Measured } from './estimate.ts'
import { variance } from './moments.ts'

/**
 * A statistic of totals over replications (a ratio of sums, a difference of such ratios, a largest minus a smallest)
 * with one pseudo-value per replication. Pseudo-values of two policies on the same patients subtract, which is what
 * pairs them.
 */
export interface Jackknifed {
  readonly value: number
  readonly pseudoValues: Float64Array
}

/**
 * Delete-one jackknife over replications (Quenouille, Tukey; Efron and Stein 1981). `rows` holds one row of sums per
 * replication (replications x columns, flat); `statistic` gets the column totals and writes its results. A result that
 * is not defined without some replication (it held every patient of a cell) is taken as unchanged by it.
 * Deterministic, and made for ratios of sums, whose denominators differ by replication.
 */
export function jackknife(
  rows: Float64Array,
  columns: number,
  outputs: number,
  statistic: (totals: Float64Array, into: Float64Array) => void,
): Jackknifed[] {
  const replications = rows.length / columns
  const totals = new Float64Array(columns)
  for (let replication = 0; replication < replications; replication++)
    for (let column = 0; column < columns; column++) totals[column]! += rows[replication * columns + column]!
  const whole = new Float64Array(outputs)
  statistic(totals, whole)
  const results = Array.from(whole, (value) => ({ value, pseudoValues: new Float64Array(replications) }))
  const rest = new Float64Array(columns)
  const without = new Float64Array(outputs)
  for (let replication = 0; replication < replications; replication++) {
    for (let column = 0; column < columns; column++) rest[column] = totals[column]! - rows[replication * columns + column]!
    if (replications > 1) statistic(rest, without)
    else without.set(whole)
    results.forEach((result, index) => {
      const value = Number.isFinite(without[index]!) ? without[index]! : result.value
      result.pseudoValues[replication] = replications * result.value - (replications - 1) * value
    })
  }
  return results
}

/** a - b, replication by replication. Both must stand on the same replications. */
export function subtract(a: Jackknifed, b: Jackknifed): Jackknifed {
  if (a.pseudoValues.length !== b.pseudoValues.length)
    throw new RangeError(
      `Paired results need equal replications; these have ${a.pseudoValues.length} and ${b.pseudoValues.length}.`,
    )
  return { value: a.value - b.value, pseudoValues: a.pseudoValues.map((value, index) => value - b.pseudoValues[index]!) }
}

/** Standard error from the spread of the pseudo-values; the value itself is the plain one, not bias-corrected. */
export function measure(jackknifed: Jackknifed): Measured {
  const replications = jackknifed.pseudoValues.length
  return {
    value: jackknifed.value,
    standardError: Math.sqrt(variance(jackknifed.pseudoValues) / replications),
    replications,
  }
}
