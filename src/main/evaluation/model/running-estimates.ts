import type { Measure } from '../../../shared/model/result.ts'
import { ColumnMoments } from '../../statistics/column-moments.ts'
import { tCritical } from '../../statistics/student-t.ts'

const level = 0.95

/** Measures of many columns with their 95 % intervals, row by row. */
export class RunningEstimates {
  private readonly moments: ColumnMoments
  private readonly critical = new Map<number, number>()

  constructor(columns: number) {
    this.moments = new ColumnMoments(columns)
  }

  /** NaN: this row has no value in the column. */
  add(row: Float64Array): void {
    this.moments.add(row)
  }

  /** A column times `factor`. */
  measure(column: number, factor = 1): Measure {
    const n = this.moments.counts[column]!
    if (n === 0) return null
    const standardError = this.moments.standardError(column) * factor
    const halfWidth = standardError === 0 ? 0 : this.criticalValue(n) * standardError
    return { mean: this.moments.means[column]! * factor, standardError, halfWidth, n }
  }

  private criticalValue(n: number): number {
    const known = this.critical.get(n)
    if (known !== undefined) return known
    const value = tCritical(level, n - 1)
    this.critical.set(n, value)
    return value
  }
}
