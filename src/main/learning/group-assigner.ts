import type { CopyRange, VectorEnvironment } from '../environments/environment.ts'

/** The episode that a decision belongs to. */
export interface EpisodeSoFar {
  /** The copy that plays it. */
  readonly copy: number
  /** Episodes of this copy before it. */
  readonly number: number
  /** Decisions and rewards before this one. */
  readonly step: number
  readonly return: number
}

/**
 * The group of a decision, a whole number from 0, from what the environment shows (not normalised; valid during the call) and the episode so far. Called once a
 * decision, in order; it must depend on nothing else, or a resumed run is another.
 */
export type AssignGroup = (state: Float32Array, episode: EpisodeSoFar) => number

/** Asks for the group of every decision and keeps account of the episodes. */
export class GroupAssigner {
  private readonly assignGroup: AssignGroup
  /** Copies: episodes before, decisions and rewards of the present one. */
  private readonly numbers: Float64Array
  private readonly steps: Float64Array
  private readonly returns: Float64Array

  constructor(assignGroup: AssignGroup, copies: number) {
    this.assignGroup = assignGroup
    this.numbers = new Float64Array(copies)
    this.steps = new Float64Array(copies)
    this.returns = new Float64Array(copies)
  }

  /** Writes the groups of the decisions at which these copies stand to their places from `at` on. */
  assign({ context, spec }: VectorEnvironment, groups: Int32Array, at: number, { from, to }: CopyRange): void {
    for (let copy = from; copy < to; copy++) {
      const state = context.subarray(copy * spec.contextFeatures, (copy + 1) * spec.contextFeatures)
      const episode = { copy, number: this.numbers[copy]!, step: this.steps[copy]!, return: this.returns[copy]! }
      const group = this.assignGroup(state, episode)
      if (!Number.isInteger(group) || group < 0 || group > 0x7fffffff)
        throw new Error(`assignGroup gave ${group}; a group is a whole number from 0.`)
      groups[at + copy] = group
    }
  }

  /** Takes in the step that followed. */
  follow({ rewards, truncated, terminated, spec }: VectorEnvironment, { from, to }: CopyRange): void {
    for (let copy = from; copy < to; copy++) {
      if (truncated[copy] === 1 || terminated[copy] === 1) {
        this.numbers[copy] = this.numbers[copy]! + 1
        this.steps[copy] = 0
        this.returns[copy] = 0
        continue
      }
      this.steps[copy] = this.steps[copy]! + 1
      for (let channel = 0; channel < spec.channels; channel++)
        this.returns[copy] = this.returns[copy]! + rewards[copy * spec.channels + channel]!
    }
  }

  saveState(): Float64Array {
    return Float64Array.of(...this.numbers, ...this.steps, ...this.returns)
  }

  restoreState(state: Float64Array): void {
    const copies = this.numbers.length
    this.numbers.set(state.subarray(0, copies))
    this.steps.set(state.subarray(copies, 2 * copies))
    this.returns.set(state.subarray(2 * copies))
  }
}
