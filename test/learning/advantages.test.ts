import { describe, expect, it } from 'vitest'
import { combineChannels, normalise } from '../../src/main/learning/advantages.ts'
import { estimateAdvantages, type Trajectory } from '../../src/main/learning/ppo.ts'

const trajectory = (parts: Partial<Trajectory>): Trajectory => ({
  steps: 3,
  count: 1,
  channels: 1,
  rewards: Float64Array.of(1, 2, 3),
  discounts: Float64Array.of(0.5, 0.5, 0.5),
  truncated: Uint8Array.of(0, 0, 0),
  values: Float32Array.of(1, 2, 4, 8),
  finalValues: new Float32Array(3),
  ...parts,
})

describe('generalised advantage estimates', () => {
  it('are the sums done by hand', () => {
    // Errors: 1 + .5*2 - 1 = 1; 2 + .5*4 - 2 = 2; 3 + .5*8 - 4 = 3. With lambda .5 the trace factor is .25.
    const advantages = estimateAdvantages(trajectory({}), 0.5)
    expect(Array.from(advantages)).toEqual([1 + 0.25 * (2 + 0.25 * 3), 2 + 0.25 * 3, 3])
  })

  it('discount each step by its own time', () => {
    // Errors: 1 + .25*2 - 1 = .5; 2 + 1*4 - 2 = 4; 3 + .5*8 - 4 = 3.
    const advantages = estimateAdvantages(trajectory({ discounts: Float64Array.of(0.25, 1, 0.5) }), 0.5)
    expect(Array.from(advantages)).toEqual([0.5 + 0.125 * (4 + 0.5 * 3), 4 + 0.5 * 3, 3])
  })

  it('are the discounted return less the value where lambda is 1', () => {
    const advantages = estimateAdvantages(trajectory({}), 1)
    expect(advantages[0]).toBe(1 + 0.5 * (2 + 0.5 * (3 + 0.5 * 8)) - 1)
  })

  it('are one-step errors where lambda is 0', () => {
    expect(Array.from(estimateAdvantages(trajectory({}), 0))).toEqual([1, 2, 3])
  })

  it('take the value at the horizon and stop there', () => {
    // The second decision is the episode's last: 2 + .5*10 - 2 = 5, and nothing of the third reaches it.
    const cut = trajectory({ truncated: Uint8Array.of(0, 1, 0), finalValues: Float32Array.of(0, 10, 0) })
    expect(Array.from(estimateAdvantages(cut, 0.5))).toEqual([1 + 0.25 * 5, 5, 3])
  })

  it('take nothing from after an end for good: its discount is 0', () => {
    // The second decision is the episode's last: 2 - 2 = 0, whatever the value of the next episode's start.
    const over = trajectory({ discounts: Float64Array.of(0.5, 0, 0.5) })
    expect(Array.from(estimateAdvantages(over, 0.5))).toEqual([1, 0, 3])
  })

  it('keep copies and channels apart', () => {
    const two = estimateAdvantages(
      {
        steps: 2,
        count: 2,
        channels: 2,
        rewards: Float64Array.of(1, 10, 2, 20, 3, 30, 4, 40),
        discounts: Float64Array.of(0.5, 1, 0.5, 1),
        truncated: new Uint8Array(4),
        values: new Float32Array(12),
        finalValues: new Float32Array(8),
      },
      1,
    )
    expect(Array.from(two)).toEqual([2.5, 25, 6, 60, 3, 30, 4, 40])
  })

  it('become one advantage by the weights: with weights of 1, their sum exactly', () => {
    const channels = Float64Array.of(0.1, 0.2, -3, 4)
    expect(Array.from(combineChannels(channels, Float64Array.of(1, 1)))).toEqual([0.1 + 0.2, 1])
    expect(Array.from(combineChannels(channels, Float64Array.of(2, 0.5)))).toEqual([0.2 + 0.1, -4])
  })

  it('are brought to mean 0 and deviation 1', () => {
    const values = Float64Array.of(1, 2, 3, 6)
    normalise(values)
    const deviation = Math.sqrt(3.5)
    Float64Array.of(-2, -1, 0, 3).forEach((value, at) => {
      expect(values[at]).toBeCloseTo(value / deviation, 7)
    })
    const equal = Float64Array.of(5, 5)
    normalise(equal)
    expect(Array.from(equal)).toEqual([0, 0])
  })
})
