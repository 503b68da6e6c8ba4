/**
 * Running sums of shares, brought to a sum of 1: exactly 1 from the last share above 0 on, so that rounding never leaves a patient without a
 * place or with one that nobody should have.
 */
export function cumulativeShares(shares: readonly number[]): Float64Array {
  const total = shares.reduce((all, share) => all + share, 0)
  let last = shares.length - 1
  while (last > 0 && shares[last] === 0) last--
  let sum = 0
  return Float64Array.from(shares, (share, index) => {
    sum += share / total
    return index >= last ? 1 : sum
  })
}

/** Position of a uniform number below 1 among running sums. */
export function positionOf(sums: Float64Array, uniform: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (uniform < sums[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
