/**
 * Means of several sums over replications and how these vary together (Welford's update for products), for standard errors of functions of the
 * means: ratios of sums above all. Memory does not grow with the replications.
 */
export class CoMoments {
  count = 0
  readonly means: Float64Array
  /** Sums of products of deviations, a row for each sum up to the diagonal. */
  private readonly products: Float64Array
  private readonly deviations: Float64Array

  constructor(sums: number) {
    this.means = new Float64Array(sums)
    this.deviations = new Float64Array(sums)
    this.products = new Float64Array((sums * (sums + 1)) / 2)
  }

  add(values: ArrayLike<number>): void {
    const { means, deviations, products } = this
    const count = ++this.count
    let at = 0
    for (let row = 0; row < means.length; row++) {
      const before = values[row]! - means[row]!
      deviations[row] = before
      means[row]! += before / count
      const after = values[row]! - means[row]!
      // Before and after the update, as Welford's squares: the same number as after and before.
      for (let column = 0; column <= row; column++) products[at++]! += deviations[column]! * after
    }
  }

  /**
   * Standard error of a function of the means whose derivatives these are: the infinitesimal jackknife (Jaeckel 1972; Efron 1982), with the divisor
   * of a sample. For a ratio of sums it is what the delete-one jackknife gives, up to terms that vanish with the number of replications. 0 where
   * fewer than two replications tell nothing about chance.
   */
  standardError(derivatives: ArrayLike<number>): number {
    const { products, count } = this
    if (count < 2) return 0
    let squares = 0
    let at = 0
    for (let row = 0; row < derivatives.length; row++)
      for (let column = 0; column <= row; column++)
        squares += (column === row ? 1 : 2) * derivatives[row]! * derivatives[column]! * products[at++]!
    return Math.sqrt(Math.max(0, squares) / (count - 1) / count)
  }
}
