import type { Measured } from '../statistics/estimate.ts'
import { jackknife, measure } from '../statistics/jackknife.ts'

/** Sums over replications by name. */
export class Totals {
  values: Float64Array
  private readonly positions: ReadonlyMap<string, number>

  constructor(columns: readonly string[]) {
    this.values = new Float64Array(columns.length)
    this.positions = new Map(columns.map((column, position) => [column, position]))
  }

  of(column: string): number {
    const position = this.positions.get(column)
    if (position === undefined) throw new RangeError(`No replication measures ${column}.`)
    return this.values[position]!
  }

  /** NaN where nothing was counted. */
  ratio(above: string, below: string): number {
    return this.of(above) / this.of(below)
  }
}

/**
 * Statistics of sums over replications with their standard errors (jackknife). `rows`: replications x columns. Ratios of sums do not lean to
 * one side as means of ratios by replication do.
 */
export function measureTotals(
  columns: readonly string[],
  rows: Float64Array,
  statistics: readonly ((totals: Totals) => number)[],
): Measured[] {
  const totals = new Totals(columns)
  return jackknife(rows, columns.length, statistics.length, (values, into) => {
    totals.values = values
    statistics.forEach((statistic, index) => {
      into[index] = statistic(totals)
    })
  }).map(measure)
}
