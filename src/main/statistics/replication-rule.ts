import { ColumnMoments } from './column-moments.ts'
import { tCritical } from './student-t.ts'

const fewest = 3
const lookAhead = 5
const level = 0.95

/**
 * How many replications are enough (Hoad, Robinson and Davies, "Automated selection of the number of replications for a discrete-event simulation",
 * 2010): the first number, three or more, at which the 95 % half-width over the mean is at most `precision` and stays so for the next five (for
 * more than 100 replications, for the next five in the hundred). With several measures the worst of them counts.
 */
export class ReplicationRule {
  /** Relative half-width of the worst measure after each replication, from the third on. */
  readonly path: number[] = []
  /** Replications that are enough; null while they are not. */
  enough: number | null = null
  /** The measure that was worst last: its position. */
  worst = 0
  private replications = 0
  private candidate: number | null = null
  private readonly moments: ColumnMoments
  private readonly precision: number

  constructor(measures: number, precision: number) {
    this.precision = precision
    this.moments = new ColumnMoments(measures)
  }

  /** Takes in the next replication: one value for each measure, NaN where it had none. True once there are enough, the look-ahead included. */
  add(values: ArrayLike<number>): boolean {
    const replications = ++this.replications
    this.moments.add(values)
    if (replications < fewest) return false
    this.path.push(this.worstHalfWidth())
    if (this.path.at(-1)! > this.precision) this.candidate = null
    else this.candidate ??= replications
    if (this.candidate === null || replications < this.candidate + ahead(this.candidate)) return false
    this.enough = this.candidate
    return true
  }

  private worstHalfWidth(): number {
    let widest = 0
    for (let measure = 0; measure < this.moments.means.length; measure++) {
      const width = this.relativeHalfWidth(measure)
      if (width > widest) {
        widest = width
        this.worst = measure
      }
    }
    return widest
  }

  /** A measure that never varied is known; one with fewer than two values has not been seen often enough to be judged. */
  private relativeHalfWidth(measure: number): number {
    const standardError = this.moments.standardError(measure)
    if (standardError === 0) return 0
    return (tCritical(level, this.moments.counts[measure]! - 1) * standardError) / Math.abs(this.moments.means[measure]!)
  }
}

function ahead(replications: number): number {
  return replications <= 100 ? lookAhead : Math.floor((lookAhead * replications) / 100)
}
