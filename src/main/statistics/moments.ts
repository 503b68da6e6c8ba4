/** Arithmetic mean. Throws on an empty list: a mean of nothing is a mistake of the caller. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('The mean of no values is not defined.')
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index]!
  return sum / values.length
}

/**
 * Sample variance with divisor n - 1, by the corrected two-pass algorithm (Chan, Golub and LeVeque, "Algorithms for
 * Computing the Sample Variance"): sums of raw squares lose every digit where the mean is large against the spread.
 * One value has variance 0.
 */
export function variance(values: ArrayLike<number>): number {
  const count = values.length
  const centre = mean(values)
  if (count === 1) return 0
  let squares = 0
  let residue = 0
  for (let index = 0; index < count; index++) {
    const deviation = values[index]! - centre
    squares += deviation * deviation
    residue += deviation
  }
  return Math.max(0, (squares - (residue * residue) / count) / (count - 1))
}
