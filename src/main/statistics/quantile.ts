/**
 * The p-quantile (0 to 1) of ascending values, linear between order statistics (Hyndman and Fan's type 7, the default
 * of R and NumPy). Throws on an empty list.
 */
export function quantileOfSorted(ascending: ArrayLike<number>, p: number): number {
  if (ascending.length === 0) throw new RangeError('The quantile of no values is not defined.')
  const position = (ascending.length - 1) * p
  const below = Math.floor(position)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (high - low) * (position - below)
}
