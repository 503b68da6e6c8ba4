import { variance } from './moments.ts'

/**
 * What common random numbers gain: the variance of a difference had the two sides been independent, over its variance pair by pair. 1 where
 * both are the same throughout: there is no variance to compare. Throws a RangeError where there are not as many of one as of the other.
 */
export function varianceReductionFactor(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new RangeError(`Pairs need as many values on both sides; these have ${a.length} and ${b.length}.`)
  const paired = variance(Array.from(a, (value, index) => value - b[index]!))
  return paired === 0 ? 1 : (variance(a) + variance(b)) / paired
}
