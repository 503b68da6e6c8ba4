import type { Measure } from '../../../shared/model/result.ts'
import { tCritical } from '../../statistics/student-t.ts'

const level = 0.95

/** Means and variances of many columns, row by row (Welford), so that memory does not grow with the rows. Equal rows in the same order give equal bits. */
export class RunningEstimates {
  private readonly counts: Float64Array
  private readonly means: Float64Array
  private readonly squares: Float64Array
  private readonly critical = new Map<number, number>()

  constructor(columns: number) {
    this.counts = new Float64Array(columns)
    this.means = new Float64Array(columns)
    this.squares = new Float64Array(columns)
  }

  /** NaN: this row has no value in the column. */
  add(row: Float64Array): void {
    for (let column = 0; column < row.length; column++) {
      const value = row[column]!
      if (Number.isNaN(value)) continue
      const count = ++this.counts[column]!
      const deviation = value - this.means[column]!
      this.means[column]! += deviation / count
      this.squares[column]! += deviation * (value - this.means[column]!)
    }
  }

  /** A column times `factor`. */
  measure(column: number, factor = 1): Measure {
    const n = this.counts[column]!
    if (n === 0) return null
    const standardError = n === 1 ? 0 : Math.sqrt(this.squares[column]! / (n - 1) / n) * factor
    const halfWidth = standardError === 0 ? 0 : this.criticalValue(n) * standardError
    return { mean: this.means[column]! * factor, standardError, halfWidth, n }
  }

  private criticalValue(n: number): number {
    const known = this.critical.get(n)
    if (known !== undefined) return known
    const value = tCritical(level, n - 1)
    this.critical.set(n, value)
    return value
  }
}
