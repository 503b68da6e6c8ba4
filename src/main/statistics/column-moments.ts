/**
 * Means and standard errors of many columns, row by row (Welford, "Note on a method for calculating corrected sums of squares and products", 1962),
 * so that memory does not grow with the rows. The same rows in the same order give the same bits.
 */
export class ColumnMoments {
  /** Rows that had a value in the column. */
  readonly counts: Float64Array
  readonly means: Float64Array
  private readonly squares: Float64Array

  constructor(columns: number) {
    this.counts = new Float64Array(columns)
    this.means = new Float64Array(columns)
    this.squares = new Float64Array(columns)
  }

  /** NaN: this row has no value in the column. */
  add(row: ArrayLike<number>): void {
    const { counts, means, squares } = this
    for (let column = 0; column < means.length; column++) {
      const value = row[column]!
      if (Number.isNaN(value)) continue
      const count = ++counts[column]!
      const deviation = value - means[column]!
      // Most columns of most models stay at 0.
      if (deviation === 0) continue
      means[column]! += deviation / count
      squares[column]! += deviation * (value - means[column]!)
    }
  }

  /** Of a column's mean; 0 where fewer than two values tell nothing about chance. */
  standardError(column: number): number {
    const count = this.counts[column]!
    return count < 2 ? 0 : Math.sqrt(this.squares[column]! / (count - 1) / count)
  }
}
