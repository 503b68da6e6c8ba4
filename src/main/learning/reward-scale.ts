import type { CopyRange, VectorEnvironment } from '../environments/environment.ts'

type StepOutcome = Pick<VectorEnvironment, 'rewards' | 'discounts' | 'truncated' | 'terminated'>

/**
 * Divides rewards by the standard deviation of the discounted return, so that one learning rate fits every hospital.
 * All channels share one scale: their sizes against each other are what fairness is about.
 */
export class RewardScale {
  private count = 0
  private mean = 0
  private squares = 0
  /** The discounted sum of rewards of each copy so far. */
  private readonly returns: Float64Array
  private readonly channels: number
  private readonly gamma: number

  /** @param gamma discount per decision, on top of the environment's own */
  constructor(copies: number, channels: number, gamma: number) {
    this.gamma = gamma
    this.returns = new Float64Array(copies)
    this.channels = channels
  }

  /** Takes in one step of these copies. */
  learn({ rewards, discounts, truncated, terminated }: StepOutcome, { from, to }: CopyRange): void {
    for (let copy = from; copy < to; copy++) {
      let reward = 0
      for (let channel = 0; channel < this.channels; channel++) reward += rewards[copy * this.channels + channel]!
      // A last step has the discount 0 because nothing follows; what came before it still counts.
      const discount = terminated[copy] === 1 ? this.gamma : this.gamma * discounts[copy]!
      const value = this.returns[copy]! * discount + reward
      this.returns[copy] = truncated[copy] === 1 || terminated[copy] === 1 ? 0 : value
      this.count += 1
      const before = value - this.mean
      this.mean += before / this.count
      this.squares += before * (value - this.mean)
    }
  }

  /** What to multiply rewards with. */
  get factor(): number {
    const variance = this.count < 2 ? 0 : this.squares / this.count
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 1
  }

  saveState(): Float64Array {
    return Float64Array.of(this.count, this.mean, this.squares, ...this.returns)
  }

  restoreState(state: Float64Array): void {
    if (state.length !== 3 + this.returns.length)
      throw new Error(`A reward scale of ${this.returns.length} copies was given the state of ${state.length - 3}.`)
    this.count = state[0]!
    this.mean = state[1]!
    this.squares = state[2]!
    this.returns.set(state.subarray(3))
  }
}
