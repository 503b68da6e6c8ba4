/**
 * Welch's moving average ("The statistical analysis of simulation results", 1983): each point is the mean of itself and `window` neighbours on each
 * side; near the beginning, of as many as there are on both. The last `window` points have none.
 */
export function welchAverage(series: ArrayLike<number>, window: number): number[] {
  const averages: number[] = []
  for (let centre = 0; centre + window < series.length; centre++) {
    const reach = Math.min(window, centre)
    let sum = 0
    for (let index = centre - reach; index <= centre + reach; index++) sum += series[index]!
    averages.push(sum / (2 * reach + 1))
  }
  return averages
}
