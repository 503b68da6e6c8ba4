import type { PooledDistribution } from './bin-accumulator.ts'
import { lowerEndOf } from './time-bins.ts'

/** Standard errors of a share to either side that an interval of 95 % has. */
const reach = 1.96

/** What samples together say, and how far chance goes. */
export interface PooledEstimate {
  readonly value: number
  readonly standardError: number
}

/**
 * The quantile of a share (0 to 1) of the times of several samples put together, each sample weighing as much as it has values, with a standard error
 * for samples that are independent of each other while their values are not. Between neighbouring values as `quantileOfSorted` has it, within 0.2 %;
 * `smallest` and `largest` are the extremes of all values. The share of values below it is a ratio of sums over samples; its 95 % interval, carried
 * over to times by the distribution itself, is one of the quantile (Woodruff, "Confidence intervals for medians and other position measures", 1952),
 * and the standard error what makes half of that length. NaN where there is no value; a standard error of 0 where a single sample tells nothing
 * about chance.
 */
export function pooledQuantile(
  distribution: PooledDistribution,
  share: number,
  smallest: number,
  largest: number,
): PooledEstimate {
  const { count } = distribution
  if (count === 0) return { value: Number.NaN, standardError: Number.NaN }
  const at = (wanted: number) => quantileOf(distribution, (count - 1) * Math.min(1, Math.max(0, wanted)), smallest, largest)
  const error = shareError(distribution, share)
  return {
    value: at(share),
    standardError: error === 0 ? 0 : (at(share + reach * error) - at(share - reach * error)) / (2 * reach),
  }
}

/** Standard error of the share of values that lie below the quantile of this share. */
function shareError(distribution: PooledDistribution, share: number): number {
  const { count, samples, squaredSizes, counts, squares, products } = distribution
  if (samples < 2) return 0
  const upper = firstAbove(counts, (count - 1) * share)
  const varianceAt = (end: number) => {
    if (end < 0) return 0
    const part = counts[end]! / count
    return Math.max(0, squares[end]! - 2 * part * products[end]! + part * part * squaredSizes)
  }
  const before = upper === 0 ? 0 : counts[upper - 1]!
  const between = Math.min(1, Math.max(0, (share * count - before) / (counts[upper]! - before)))
  const squaredDifferences = varianceAt(upper - 1) * (1 - between) + varianceAt(upper) * between
  return Math.sqrt((squaredDifferences * samples) / (samples - 1)) / count
}

/** The value at a position among all values (0 is the smallest), between two neighbours where it is no whole number. */
function quantileOf(distribution: PooledDistribution, position: number, smallest: number, largest: number): number {
  const below = Math.floor(position)
  const low = valueAt(distribution, below, smallest, largest)
  return position === below ? low : low + (valueAt(distribution, below + 1, smallest, largest) - low) * (position - below)
}

/** The value of a rank; values are taken as spread evenly inside their bin. */
function valueAt({ bins, counts }: PooledDistribution, rank: number, smallest: number, largest: number): number {
  const index = firstAbove(counts, rank)
  const bin = bins[index]!
  if (bin === 0) return 0
  const before = index === 0 ? 0 : counts[index - 1]!
  const lower = lowerEndOf(bin)
  const value = lower + ((rank - before + 0.5) / (counts[index]! - before)) * (lowerEndOf(bin + 1) - lower)
  return Math.min(largest, Math.max(smallest, value))
}

/** The first bin whose running count is above a rank. */
function firstAbove(counts: Float64Array, rank: number): number {
  let low = 0
  let high = counts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (counts[middle]! > rank) high = middle
    else low = middle + 1
  }
  return low
}
