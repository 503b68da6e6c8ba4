import type { Measure, WaitMeasures } from '../../../shared/model/result.ts'
import type { BinSums, BinSumsPlace } from '../../statistics/bin-sums.ts'
import { CoMoments } from '../../statistics/co-moments.ts'
import { ColumnMoments } from '../../statistics/column-moments.ts'
import type { PooledEstimate } from '../../statistics/pooled-quantile.ts'
import { PooledTimes } from '../../statistics/pooled-times.ts'
import { tCritical } from '../../statistics/student-t.ts'
import { type MeasureLayout, positionsOf, resourceFields, stepFields } from './measure-layout.ts'

const level = 0.95
const { arrived, left, lost, balked } = positionsOf(stepFields)
const { busy, staffed } = positionsOf(resourceFields)

/** Sums over a window that shares are taken of: numerators by column, over the first. */
interface Shares {
  readonly columns: readonly number[]
  readonly moments: CoMoments
  readonly values: Float64Array
}

/**
 * Measures of all rows so far (replications, or batches of one), with 95 % intervals. Times, shares and utilisation are ratios of sums over all
 * rows; counts and time averages, whose rows are equally long, are means. Rows come in their order, and the same rows give the same bits.
 */
export class ModelEstimates {
  private readonly layout: MeasureLayout
  private readonly columns: ColumnMoments
  /** By first column. */
  private readonly samples: ReadonlyMap<number, PooledTimes>
  private readonly shares: ReadonlyMap<number, Shares>
  private readonly critical = new Map<number, number>()

  constructor(layout: MeasureLayout) {
    this.layout = layout
    this.columns = new ColumnMoments(layout.columns)
    this.samples = new Map(layout.sampleStarts.map((start) => [start, new PooledTimes()]))
    const { requests, units } = layout.parts
    const cells = Array.from({ length: requests * layout.stepBlocks }, (_, cell) =>
      layout.stepAt(Math.floor(cell / layout.stepBlocks), cell % layout.stepBlocks),
    )
    this.shares = new Map([
      ...cells.map((at): [number, Shares] => [at, sharesOf([at + arrived, at + left, at + lost, at + balked])]),
      ...units.map((_, resource): [number, Shares] => {
        const at = layout.resourceAt(resource)
        return [at, sharesOf([at + staffed, at + busy])]
      }),
    ])
  }

  /** The next row; its times in bins come apart, alone or with those of other rows. */
  add(row: Float64Array): void {
    this.columns.add(row)
    for (const [start, sample] of this.samples) sample.add(row, start)
    for (const { columns, moments, values } of this.shares.values()) {
      let nothing = true
      for (let index = 0; index < columns.length; index++) {
        values[index] = row[columns[index]!]!
        if (values[index] !== 0) nothing = false
      }
      if (!nothing) moments.add(values)
    }
  }

  /** Times in bins, of each sample from a place on, which goes on to what comes after them. */
  addBins(sums: BinSums, place: BinSumsPlace): void {
    for (const sample of this.samples.values()) sample.addBins(sums, place)
  }

  /** Mean of a column over rows, times `factor`. */
  mean(column: number, factor = 1): Measure {
    const value = this.columns.means[column]!
    return this.measure({ value, standardError: this.columns.standardError(column) }, this.columns.counts[column]!, factor)
  }

  meanTime(start: number, factor = 1): Measure {
    const sample = this.samples.get(start)!
    return this.measure(sample.mean(), sample.replications, factor)
  }

  /** The times that stand at a column; `factor` turns minutes into the unit of the result. */
  times(start: number, factor: number, withOver: boolean): WaitMeasures {
    const sample = this.samples.get(start)!
    const measure = (estimate: PooledEstimate, times = 1) => this.measure(estimate, sample.replications, times)
    return {
      mean: measure(sample.mean(), factor),
      sd: measure(sample.standardDeviation(), factor),
      p50: measure(sample.quantile(0.5), factor),
      p90: measure(sample.quantile(0.9), factor),
      p95: measure(sample.quantile(0.95), factor),
      waited: measure(sample.positive()),
      over: withOver ? measure(sample.over()) : null,
    }
  }

  /** Shares of those who came to a step. */
  stepShares(request: number, block: number): { left: Measure; lost: Measure; balked: Measure } {
    const shares = this.shares.get(this.layout.stepAt(request, block))!
    return { left: this.share(shares, 1), lost: this.share(shares, 2), balked: this.share(shares, 3) }
  }

  utilisation(resource: number): Measure {
    return this.share(this.shares.get(this.layout.resourceAt(resource))!, 1)
  }

  private share({ moments }: Shares, numerator: number): Measure {
    const { means, count } = moments
    if (means[0] === 0) return null
    const value = means[numerator]! / means[0]!
    const derivatives = means.map((_, index) => (index === 0 ? -value : index === numerator ? 1 : 0) / means[0]!)
    return this.measure({ value, standardError: moments.standardError(derivatives) }, count)
  }

  private measure({ value, standardError }: PooledEstimate, n: number, factor = 1): Measure {
    if (n === 0) return null
    const error = standardError * factor
    const halfWidth = error === 0 ? 0 : this.criticalValue(n) * error
    return { mean: value * factor, standardError: error, halfWidth, n }
  }

  private criticalValue(n: number): number {
    const known = this.critical.get(n)
    if (known !== undefined) return known
    const value = tCritical(level, n - 1)
    this.critical.set(n, value)
    return value
  }
}

function sharesOf(columns: readonly number[]): Shares {
  return { columns, moments: new CoMoments(columns.length), values: new Float64Array(columns.length) }
}
