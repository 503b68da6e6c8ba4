import { describe, expect, it } from 'vitest'
import { RewardScale } from '../../src/main/learning/reward-scale.ts'
import { RunningNormaliser } from '../../src/main/learning/running-normaliser.ts'

describe('the observation normaliser', () => {
  it('brings what it has seen to mean 0 and deviation 1, and clips at 8', () => {
    const normaliser = new RunningNormaliser(2)
    normaliser.learn(Float32Array.of(1, 10, 3, 10))
    normaliser.learn(Float32Array.of(5, 10, 7, 10))
    const target = new Float32Array(4)
    normaliser.apply(Float32Array.of(0, 7, 12), 1, target, 2)
    expect(target[2]).toBeCloseTo(3 / Math.sqrt(5), 6)
    // The second feature never varied, so 2 above its mean is beyond all measure.
    expect(target[3]).toBe(8)
    normaliser.apply(Float32Array.of(-1e9, 10), 0, target, 0)
    expect(Array.from(target.subarray(0, 2))).toEqual([-8, 0])
  })

  it('comes back from its state, and refuses that of another size', () => {
    const first = new RunningNormaliser(1)
    first.learn(Float32Array.of(1, 2, 4))
    const second = new RunningNormaliser(1)
    second.restoreState(first.saveState())
    const targets = [first, second].map((normaliser) => {
      normaliser.learn(Float32Array.of(9))
      const target = new Float32Array(1)
      normaliser.apply(Float32Array.of(3), 0, target, 0)
      return target[0]
    })
    expect(targets[0]).toBe(targets[1])
    expect(() => new RunningNormaliser(2).restoreState(first.saveState())).toThrow(/2 features/)
  })
})

describe('the reward scale', () => {
  it('is one over the deviation of the discounted return, summed over channels', () => {
    const scale = new RewardScale(1, 2, 1)
    expect(scale.factor).toBe(1)
    const step = (rewards: number[], truncated = 0, terminated = 0) => ({
      rewards: Float32Array.from(rewards),
      discounts: Float32Array.of(terminated === 1 ? 0 : 0.5),
      truncated: Uint8Array.of(truncated),
      terminated: Uint8Array.of(terminated),
    })
    const only = { from: 0, to: 1 }
    // Returns 3, then .5 x 3 + 1 = 2.5, then, the episode cut, 7 on its own.
    scale.learn(step([1, 2]), only)
    scale.learn(step([0, 1], 1), only)
    scale.learn(step([7, 0]), only)
    const mean = 12.5 / 3
    const variance = ((3 - mean) ** 2 + (2.5 - mean) ** 2 + (7 - mean) ** 2) / 3
    expect(scale.factor).toBeCloseTo(1 / Math.sqrt(variance), 12)
    const copy = new RewardScale(1, 2, 1)
    copy.restoreState(scale.saveState())
    expect(copy.factor).toBe(scale.factor)
    // Two episodes that end for good: 4, then 1 x 4 + 2 = 6; the next one begins at 0.
    const ending = new RewardScale(1, 1, 1)
    for (const each of [step([4]), step([2], 0, 1), step([5])])
      ending.learn({ ...each, discounts: each.terminated[0] === 1 ? Float32Array.of(0) : Float32Array.of(1) }, only)
    expect(ending.factor).toBeCloseTo(1 / Math.sqrt(((4 - 5) ** 2 + (6 - 5) ** 2 + (5 - 5) ** 2) / 3), 12)
    // The discount per decision is on top of the environment's: 4, then .5 x .5 x 4 + 2 = 3, where the end has the former only: .5 x 3 + 5 = 6.5.
    const discounted = new RewardScale(1, 1, 0.5)
    for (const each of [step([4]), step([2]), step([5], 0, 1)]) discounted.learn(each, only)
    expect(discounted.factor).toBeCloseTo(1 / Math.sqrt(((4 - 4.5) ** 2 + (3 - 4.5) ** 2 + (6.5 - 4.5) ** 2) / 3), 12)
    expect(() => new RewardScale(3, 2, 1).restoreState(scale.saveState())).toThrow(/3 copies/)
  })
})
