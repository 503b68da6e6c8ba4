const fewest = 3
const lookAhead = 5

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
  private readonly precision: number

  constructor(precision: number) {
    this.precision = precision
  }

  /**
   * After one more replication: the 95 % half-width of each measure over its size, 0 where it is known or cannot be judged yet. True once there
   * are enough, the look-ahead included.
   */
  add(relativeHalfWidths: readonly number[]): boolean {
    const replications = ++this.replications
    if (replications < fewest) return false
    const widest = Math.max(...relativeHalfWidths)
    if (widest > 0) this.worst = relativeHalfWidths.indexOf(widest)
    this.path.push(widest)
    if (this.path.at(-1)! > this.precision) this.candidate = null
    else this.candidate ??= replications
    if (this.candidate === null || replications < this.candidate + ahead(this.candidate)) return false
    this.enough = this.candidate
    return true
  }
}

function ahead(replications: number): number {
  return replications <= 100 ? lookAhead : Math.floor((lookAhead * replications) / 100)
}
