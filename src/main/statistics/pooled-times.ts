import { BinAccumulator } from './bin-accumulator.ts'
import type { BinSums, BinSumsPlace } from './bin-sums.ts'
import { CoMoments } from './co-moments.ts'
import { type PooledEstimate, pooledQuantile } from './pooled-quantile.ts'
import type { StreamingSample } from './streaming-sample.ts'

/** What a replication tells of its times, as numbers in this order; their bins come apart. */
export const sampleFields = ['count', 'mean', 'squaredDeviations', 'positive', 'over', 'smallest', 'largest'] as const

/** Writes `sampleFields` from `at` on. */
export function writeSampleFields(sample: StreamingSample, row: Float64Array, at: number): void {
  row[at] = sample.count
  row[at + 1] = sample.mean
  row[at + 2] = sample.squaredDeviations
  row[at + 3] = sample.positive
  row[at + 4] = sample.over
  row[at + 5] = sample.smallest
  row[at + 6] = sample.largest
}

/**
 * Times of all replications put together: each patient weighs the same, and what is uncertain is judged by how replications differ. So a mean is a
 * ratio of sums over replications (waits over patients), not a mean of means, which leans low where replications with long waits are those with
 * many patients still waiting.
 */
export class PooledTimes {
  /** Sums over a replication: times, times around `origin`, squares of these, times above 0, times above the threshold. */
  private readonly moments = new CoMoments(5)
  private readonly bins = new BinAccumulator()
  private readonly sums = new Float64Array(5)
  /** Mean of the first replication: sums around it keep their digits. */
  private origin = 0
  private smallest = Number.POSITIVE_INFINITY
  private largest = 0

  /** Replications that had a value. */
  get replications(): number {
    return this.moments.count
  }

  /** A replication's `sampleFields` from `fieldsAt` on. Its bins come apart. */
  add(row: Float64Array, fieldsAt: number): void {
    const count = row[fieldsAt]!
    if (count === 0) return
    if (this.moments.count === 0) this.origin = row[fieldsAt + 1]!
    const deviation = row[fieldsAt + 1]! - this.origin
    const { sums } = this
    sums[0] = count
    sums[1] = count * deviation
    sums[2] = row[fieldsAt + 2]! + count * deviation * deviation
    sums[3] = row[fieldsAt + 3]!
    sums[4] = row[fieldsAt + 4]!
    this.moments.add(sums)
    this.smallest = Math.min(this.smallest, row[fieldsAt + 5]!)
    this.largest = Math.max(this.largest, row[fieldsAt + 6]!)
  }

  /** The bins of replications, summed up, from a place on, which goes on to what comes after them. */
  addBins(sums: BinSums, place: BinSumsPlace): void {
    this.bins.merge(sums, place)
  }

  mean(): PooledEstimate {
    const { value, standardError } = this.perTime(1)
    return { value: this.origin + value, standardError }
  }

  /** Between times, divisor one less than their number; 0 for one time. */
  standardDeviation(): PooledEstimate {
    const { means, count } = this.moments
    const [times, around, squares] = [means[0]!, means[1]!, means[2]!]
    if (times * count < 2) return { value: 0, standardError: 0 }
    const mean = around / times
    const variance = Math.max(0, squares - mean * around) / (times - 1 / count)
    const value = Math.sqrt(variance)
    if (value === 0) return { value, standardError: 0 }
    const scale = 1 / (2 * value * times)
    const standardError = this.moments.standardError([(mean * mean - variance) * scale, -2 * mean * scale, scale, 0, 0])
    return { value, standardError }
  }

  /** Share of times above 0. */
  positive(): PooledEstimate {
    return this.perTime(3)
  }

  /** Share of times above the threshold. */
  over(): PooledEstimate {
    return this.perTime(4)
  }

  quantile(share: number): PooledEstimate {
    return pooledQuantile(this.bins.distribution(), share, this.smallest, this.largest)
  }

  /** A sum over the number of times. */
  private perTime(sum: number): PooledEstimate {
    const { means } = this.moments
    const value = means[sum]! / means[0]!
    const derivatives = new Float64Array(means.length)
    derivatives[sum] = 1 / means[0]!
    derivatives[0] = -value / means[0]!
    return { value, standardError: this.moments.standardError(derivatives) }
  }
}
