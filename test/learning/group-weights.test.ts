import { describe, expect, it } from 'vitest'
import { EpisodeWindow } from '../../src/main/learning/episode-window.ts'
import { GroupWeights as Weights } from '../../src/main/learning/group-weights.ts'
import { OutcomeSums } from '../../src/main/learning/outcome-sums.ts'
import { smallOptions } from './small-options.ts'

const softmax = (groups: number, fairnessWeight: number) => new Weights(groups, fairnessWeight, smallOptions.groupWeighting)

function sums(patients: number[], costSum: number[]): OutcomeSums {
  const result = new OutcomeSums(2, 2)
  result.add({ patients: Float64Array.from(patients), costSum: Float64Array.from(costSum) })
  return result
}

describe('group weights', () => {
  it('are all exactly 1 where the fairness weight is 0', () => {
    const weights = softmax(2, 0)
    weights.update(sums([30, 30, 30, 30], [1, 1, 900, 900]), sums([30, 30, 30, 30], [1, 1, 900, 900]))
    expect(Array.from(weights.weights(0))).toEqual([1, 1])
  })

  it('are equal before anything is known', () => {
    for (const weight of softmax(4, 0.8).weights(0)) expect(weight).toBeCloseTo(1, 12)
  })

  it('compare at equal need: a sicker group is not chased for its case mix', () => {
    // Level 0 costs 100 for everybody, level 1 costs 10; group 1 has more of level 0.
    const weights = softmax(2, 1)
    const outcomes = sums([10, 90, 60, 40], [1000, 900, 6000, 400])
    weights.update(outcomes, outcomes)
    expect(Array.from(weights.excessCost)).toEqual([0, 0])
    expect(Array.from(weights.weights(0))).toEqual([1, 1])
  })

  it('follow the softmax of the relative excess, with a floor', () => {
    // One level counts: 50 patients each, costs 8 and 12 around a mean of 10: relative excess -.2 and .2.
    const weights = softmax(2, 0.5)
    const outcomes = sums([50, 0, 50, 0], [400, 0, 600, 0])
    weights.update(outcomes, outcomes)
    expect(Array.from(weights.excessCost)).toEqual([-2, 2])
    const share = 0.05 + 0.9 / (1 + Math.exp(-6 * 0.4))
    expect(weights.weights(0)[1]).toBeCloseTo(0.5 + 0.5 * 2 * share, 12)
    expect(weights.weights(0)[0]! + weights.weights(0)[1]!).toBeCloseTo(2, 12)
  })

  it('move by three tenths of each new look', () => {
    const weights = softmax(2, 0.5)
    const apart = sums([50, 0, 50, 0], [400, 0, 600, 0])
    const even = sums([50, 0, 50, 0], [500, 0, 500, 0])
    weights.update(apart, apart)
    weights.update(even, even)
    expect(weights.excessCost[0]).toBeCloseTo(-1.4, 12)
    expect(weights.excessCost[1]).toBeCloseTo(1.4, 12)
  })

  it('never fall below the floor', () => {
    const weights = softmax(2, 1)
    const outcomes = sums([50, 0, 50, 0], [0, 0, 5000, 0])
    weights.update(outcomes, outcomes)
    expect(weights.weights(0)[0]).toBeGreaterThan(0.1)
    expect(weights.weights(0)[0]).toBeLessThan(0.11)
  })
})

describe('weights by exponentiated gradient', () => {
  const rule = { rule: 'exponentiated-gradient', eta: 0.5, floor: 0.1 } as const
  // Relative excess -.2 and .2.
  const apart = sums([50, 0, 50, 0], [400, 0, 600, 0])

  it('move by exp(eta x excess), with a floor, from equal shares', () => {
    const weights = new Weights(2, 1, rule)
    weights.update(apart, apart)
    const share = 0.1 + 0.8 / (1 + Math.exp(-0.5 * 0.4))
    expect(weights.weights(0)[1]).toBeCloseTo(2 * share, 12)
  })

  it('wind up: what was once the worst keeps its weight when all are even', () => {
    const weights = new Weights(2, 1, rule)
    const even = sums([50, 0, 50, 0], [500, 0, 500, 0])
    for (let update = 0; update < 20; update++) weights.update(apart, apart)
    const before = weights.weights(0)[1]!
    weights.update(even, even)
    expect(before).toBeGreaterThan(1.3)
    expect(weights.weights(0)[1]! / before).toBeGreaterThan(0.9)
    const copy = new Weights(2, 1, rule)
    copy.restoreState(weights.saveState())
    expect(copy.weights(0)).toEqual(weights.weights(0))
  })

  it('of the softmax sharpen geometrically where they are told to', () => {
    const weights = new Weights(2, 1, { rule: 'softmax', kappa: 2, finalKappa: 32, floor: 0, smoothing: 1 })
    weights.update(apart, apart)
    for (const [progress, kappa] of [
      [0, 2],
      [0.5, 8],
      [1, 32],
    ] as const)
      expect(weights.weights(progress)[1]).toBeCloseTo(2 / (1 + Math.exp(-0.4 * kappa)), 12)
  })
})

describe('the window of episodes', () => {
  it('forgets what is more than eight iterations old, and comes back from its state', () => {
    const window = new EpisodeWindow(2, 2)
    window.add([sums([1, 0, 0, 0], [7, 0, 0, 0])])
    for (let iteration = 0; iteration < 7; iteration++) window.add([sums([1, 0, 0, 0], [1, 0, 0, 0])])
    expect(window.sums.costSum[0]).toBe(14)
    const copy = new EpisodeWindow(2, 2)
    copy.restoreState(window.saveState())
    for (const each of [window, copy]) {
      each.add([])
      expect(each.sums.costSum[0]).toBe(7)
      expect(each.sums.patients[0]).toBe(7)
    }
  })
})
