import { ArrayEnvironment } from '../../src/main/environments/array-environment.ts'
import type { CopyRange, EnvironmentSpec } from '../../src/main/environments/environment.ts'
import { Generator } from '../../src/main/neural/generator.ts'

/** What each of two actions costs each of two groups on average. */
const banditCosts = [
  [3, 1],
  [1, 2],
] as const
const noise = 0.5

const spec: EnvironmentSpec = {
  actions: 2,
  actionFeatures: 0,
  contextFeatures: 1,
  criticFeatures: 1,
  channels: 2,
  needLevels: 1,
  layout: 'bandit',
}

/**
 * One decision between two actions, over and over: the second spares the first group 2 and costs the second group 1. With probability p of the second action
 * the groups cost 3 - 2 p and 1 + p. Costs are noisy; every decision is an episode with one patient of each group.
 */
export class GroupBandit extends ArrayEnvironment {
  private readonly generator: Generator

  constructor(count: number, seed: number) {
    super(spec, count, 'the context')
    this.generator = new Generator(seed, 7)
    this.context.fill(1)
    this.mask.fill(1)
    this.discounts.fill(0)
    this.terminated.fill(1)
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

  saveState(): Uint8Array {
    return new Uint8Array(this.generator.saveState().buffer.slice(0))
  }

  restoreState(bytes: Uint8Array): void {
    this.generator.restoreState(new Uint32Array(bytes.slice().buffer))
  }
}
