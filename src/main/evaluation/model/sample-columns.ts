import type { StreamingSample } from '../../statistics/streaming-sample.ts'

const quantiles = [0.5, 0.9, 0.95]

/** Writes `timeFields` of a sample from column `at` on: NaN where nobody was. `withOver`: whether a threshold was given. */
export function writeSample(sample: StreamingSample, row: Float64Array, at: number, withOver: boolean): void {
  row[at] = sample.mean
  row[at + 1] = sample.standardDeviation
  sample.quantiles(quantiles).forEach((value, index) => {
    row[at + 2 + index] = value
  })
  row[at + 5] = sample.positive / sample.count
  row[at + 6] = withOver ? sample.over / sample.count : Number.NaN
}

/** All samples together: the only one with values itself, or their sum put into `into`. */
export function together(samples: readonly StreamingSample[], into: StreamingSample): StreamingSample {
  const filled = samples.filter(({ count }) => count > 0)
  if (filled.length === 1) return filled[0]!
  into.clear()
  for (const sample of filled) into.merge(sample)
  return into
}
