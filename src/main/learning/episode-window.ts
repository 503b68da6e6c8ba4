import type { EpisodeOutcome } from '../environments/environment.ts'
import { OutcomeSums } from './outcome-sums.ts'

/** Iterations whose episodes count as "lately". */
const iterations = 8

/** Outcomes of the episodes that finished lately, iteration by iteration, the oldest dropping out. */
export class EpisodeWindow {
  private readonly ring: OutcomeSums[]
  private readonly groups: number
  private readonly levels: number
  private next = 0

  constructor(groups: number, levels: number) {
    this.groups = groups
    this.levels = levels
    this.ring = Array.from({ length: iterations }, () => new OutcomeSums(groups, levels))
  }

  /** The episodes that finished in one iteration, possibly none. */
  add(outcomes: readonly EpisodeOutcome[]): void {
    const slot = this.ring[this.next]!
    slot.clear()
    for (const outcome of outcomes) slot.add(outcome)
    this.next = (this.next + 1) % iterations
  }

  get sums(): OutcomeSums {
    const all = new OutcomeSums(this.groups, this.levels)
    for (const slot of this.ring) all.add(slot)
    return all
  }

  saveState(): Float64Array {
    const states = this.ring.map((slot) => slot.saveState())
    const length = states[0]!.length
    const state = new Float64Array(1 + iterations * length)
    state[0] = this.next
    states.forEach((slot, index) => {
      state.set(slot, 1 + index * length)
    })
    return state
  }

  restoreState(state: Float64Array): void {
    const length = (state.length - 1) / iterations
    this.next = state[0]!
    this.ring.forEach((slot, index) => {
      slot.restoreState(state.subarray(1 + index * length, 1 + (index + 1) * length))
    })
  }
}
