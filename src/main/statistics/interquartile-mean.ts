/** So many values make an interquartile mean worth giving: two are left out at each end. */
export const interquartileLeast = 8

/**
 * The mean of the middle half: a quarter of the values, rounded down, is left out at each end (the 25 % trimmed mean; Agarwal et al., "Deep
 * Reinforcement Learning at the Edge of the Statistical Precipice", 2021). One training that went wrong, or very well, does not move it.
 * Throws on an empty list.
 */
export function interquartileMean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('The interquartile mean of no values is not defined.')
  const ascending = Float64Array.from(values).sort()
  const left = Math.floor(ascending.length / 4)
  let sum = 0
  for (let index = left; index < ascending.length - left; index++) sum += ascending[index]!
  return sum / (ascending.length - 2 * left)
}
