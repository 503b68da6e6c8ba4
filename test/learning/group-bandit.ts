import type { CopyRange, EnvironmentSpec, FinishedEpisode, VectorEnvironment } from '../../src/main/environments/environment.ts'
import { Generator } from '../../src/main/neural/generator.ts'

/** What each of two actions costs each of two groups on average. */
const banditCosts = [
  [3, 1],
  [1, 2],
] as const
const noise = 0.5

/**
 * One decision between two actions, over and over: the second spares the first group 2 and costs the second group 1. With probability p of the second action
 * the groups cost 3 - 2 p and 1 + p. Costs are noisy; every decision is an episode with one patient of each group.
 */
export class GroupBandit implements VectorEnvironment {
  readonly spec: EnvironmentSpec = {
    actions: 2,
    actionFeatures: 0,
    contextFeatures: 1,
    criticFeatures: 1,
    channels: 2,
    needLevels: 1,
    layout: 'bandit',
  }
  readonly count: number
  readonly actionFeatures = new Float32Array(0)
  readonly context: Float32Array
  readonly critic: Float32Array
  readonly mask: Uint8Array
  readonly prior: Float32Array
  readonly rewards: Float32Array
  readonly discounts: Float32Array
  readonly truncated: Uint8Array
  readonly terminated: Uint8Array
  readonly finalCritic: Float32Array
  private readonly generator: Generator
  private finished: FinishedEpisode[] = []

  constructor(count: number, seed: number) {
    this.count = count
    this.generator = new Generator(seed, 7)
    this.context = new Float32Array(count).fill(1)
    this.critic = this.context
    this.mask = new Uint8Array(2 * count).fill(1)
    this.prior = new Float32Array(2 * count)
    this.rewards = new Float32Array(2 * count)
    this.discounts = new Float32Array(count)
    this.truncated = new Uint8Array(count)
    this.terminated = new Uint8Array(count).fill(1)
    this.finalCritic = new Float32Array(count)
  }

  reset(): void {}

  step(actions: Int32Array, { from, to }: CopyRange = { from: 0, to: this.count }): void {
    for (let copy = from; copy < to; copy++) {
      const costSum = Float64Array.from(banditCosts[actions[copy]! as 0 | 1], (cost) => cost + noise * this.generator.normal())
      this.rewards[2 * copy] = -costSum[0]!
      this.rewards[2 * copy + 1] = -costSum[1]!
      const outcome = { patients: Float64Array.of(1, 1), costSum }
      this.finished.push({ copy, return: -costSum[0]! - costSum[1]!, length: 1, outcome })
    }
  }

  takeEpisodes(): FinishedEpisode[] {
    const taken = this.finished
    this.finished = []
    return taken
  }

  saveState(): Uint8Array {
    return new Uint8Array(this.generator.saveState().buffer.slice(0))
  }

  restoreState(bytes: Uint8Array): void {
    this.generator.restoreState(new Uint32Array(bytes.slice().buffer))
  }
}
