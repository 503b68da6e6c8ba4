/**
 * Holm's step-down adjustment ("A simple sequentially rejective multiple test procedure", 1979): controls the chance of
 * any false finding in the family under every dependence. The order of the input is kept.
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const ascending = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = new Array<number>(pValues.length)
  let running = 0
  ascending.forEach((index, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = running
  })
  return adjusted
}
