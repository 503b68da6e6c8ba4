import type { FinishedEpisode } from '../environments/environment.ts'

/** Episodes that count as recent. */
const size = 100

/** Returns and lengths of the last hundred episodes. */
export class RecentEpisodes {
  private finished = 0
  private readonly returns = new Float64Array(size)
  private readonly lengths = new Float64Array(size)

  add({ return: sum, length }: FinishedEpisode): void {
    this.returns[this.finished % size] = sum
    this.lengths[this.finished % size] = length
    this.finished += 1
  }

  /** Episodes since the start of training. */
  get episodes(): number {
    return this.finished
  }

  /** Null before the first episode has ended. */
  get meanReturn(): number | null {
    return this.meanOf(this.returns)
  }

  get meanLength(): number | null {
    return this.meanOf(this.lengths)
  }

  saveState(): Float64Array {
    return Float64Array.of(this.finished, ...this.returns, ...this.lengths)
  }

  restoreState(state: Float64Array): void {
    this.finished = state[0]!
    this.returns.set(state.subarray(1, 1 + size))
    this.lengths.set(state.subarray(1 + size))
  }

  private meanOf(list: Float64Array): number | null {
    const known = Math.min(this.finished, size)
    if (known === 0) return null
    let sum = 0
    for (let at = 0; at < known; at++) sum += list[at]!
    return sum / known
  }
}
