import type { StreamingSample } from '../../statistics/streaming-sample.ts'

/** All samples together: the only one with values itself, or their sum put into `into`. */
export function together(samples: readonly StreamingSample[], into: StreamingSample): StreamingSample {
  const filled = samples.filter(({ count }) => count > 0)
  if (filled.length === 1) return filled[0]!
  into.clear()
  for (const sample of filled) into.merge(sample)
  return into
}
