/** Observations to a batch. */
const batchSize = 5

export interface Truncation {
  /** Observations to cut off at the beginning. */
  readonly observations: number
  /** False where the smallest statistic lies in the second half: the series is then too short to tell. */
  readonly enough: boolean
}

/** Means of five observations each, which MSER-5 judges; what is left over at the end has none. */
export function mserBatches(series: ArrayLike<number>): number[] {
  return Array.from({ length: Math.floor(series.length / batchSize) }, (_, batch) => {
    let sum = 0
    for (let index = 0; index < batchSize; index++) sum += series[batch * batchSize + index]!
    return sum / batchSize
  })
}

/**
 * MSER-5 (White, "An effective truncation heuristic for bias reduction in simulation output", 1997; with batches of five: White, Cobb and Spratt
 * 2000). Over means of five observations, cuts off the first d for which sum (Y_i - mean)^2 / (n - d)^2 of the rest is smallest. As in Hoad, Robinson
 * and Davies (2010) the last five batches are no candidates, where the statistic falls by chance, and a smallest value in the second
 * half is rejected.
 */
export function mser5(series: ArrayLike<number>): Truncation {
  const means = mserBatches(series)
  const batches = means.length
  if (batches < 2 * batchSize) return { observations: 0, enough: false }
  let best = Number.POSITIVE_INFINITY
  let cut = 0
  let mean = 0
  let squares = 0
  // From the end, one batch more in each round (Welford), so that all cuts together take one pass.
  for (let first = batches - 1; first >= 0; first--) {
    const kept = batches - first
    const deviation = means[first]! - mean
    mean += deviation / kept
    squares += deviation * (means[first]! - mean)
    const statistic = squares / (kept * kept)
    if (kept > batchSize && statistic <= best) {
      best = statistic
      cut = first
    }
  }
  return { observations: cut * batchSize, enough: cut <= batches / 2 }
}
