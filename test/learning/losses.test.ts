import { describe, expect, it } from 'vitest'
import { createCategorical, entropyOf, sampleFrom, setCategorical } from '../../src/main/learning/categorical.ts'
import { clippedValueLoss, type PolicyBatch, policyLoss, valueLoss } from '../../src/main/learning/losses.ts'
import { Generator } from '../../src/main/neural/generator.ts'

const distribution = createCategorical(8)

describe('the masked categorical', () => {
  it('is in proportion to exp(score + prior)', () => {
    setCategorical(distribution, Float32Array.of(9, 0, 1), Float32Array.of(9, Math.log(3), -1), 1, 2)
    expect(Math.exp(distribution.logProbabilities[0]!)).toBeCloseTo(0.75, 7)
    expect(Math.exp(distribution.logProbabilities[1]!)).toBeCloseTo(0.25, 7)
    expect(entropyOf(distribution)).toBeCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 7)
  })

  it('holds with scores that would overflow', () => {
    setCategorical(distribution, Float32Array.of(1000, -1000), Float32Array.of(0, 0), 0, 2)
    expect(distribution.logProbabilities[0]).toBe(0)
    expect(entropyOf(distribution)).toBe(0)
  })

  it('draws rows as often as their probability says', () => {
    setCategorical(distribution, Float32Array.of(0, Math.log(2), Math.log(5)), new Float32Array(3), 0, 3)
    const generator = new Generator(4, 0)
    const counts = [0, 0, 0]
    for (let draw = 0; draw < 16_000; draw++) counts[sampleFrom(distribution, generator)]! += 1
    // Standard deviations are at most 64 of 16,000.
    for (const [row, share] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(Math.abs(counts[row]! - share * 16_000)).toBeLessThan(260)
  })
})

/** Decisions of 3, 2 and 4 rows: inside the clipping range, clipped above, and clipped below. */
function batchOf(scores: Float32Array, ratios: readonly number[], advantages: readonly number[]): PolicyBatch {
  const rowStart = Int32Array.of(0, 3, 5, 9)
  const prior = Float32Array.of(0.5, 0, -1, 0, 0.25, 0, 1, -0.5, 0)
  const chosen = Int32Array.of(1, 0, 3)
  const oldLogProbability = Float64Array.from(ratios, (ratio, decision) => {
    setCategorical(distribution, scores, prior, rowStart[decision]!, rowStart[decision + 1]! - rowStart[decision]!)
    return distribution.logProbabilities[chosen[decision]!]! - Math.log(ratio)
  })
  return {
    decisions: 3,
    rowStart,
    prior,
    chosen,
    oldLogProbability,
    advantage: Float64Array.from(advantages),
    weight: Float64Array.of(1, 0.5, 2),
    loss: new Float64Array(3),
  }
}

describe('the policy loss', () => {
  const scores = Float32Array.of(0.3, -0.4, 0.9, 1.1, -0.2, 0, 0.7, -0.6, 0.2)
  const cases: [string, number[], number[]][] = [
    ['inside the range', [1.1, 0.9, 1], [1, -2, 0.5]],
    ['outside, where clipping takes the gradient', [1.5, 0.5, 1.3], [1, -2, 3]],
    ['outside, where the worse side keeps it', [1.5, 0.5, 0.7], [-1, 2, 3]],
  ]
  for (const [name, ratios, advantages] of cases)
    it(`has the gradient that finite differences give: ${name}`, () => {
      const options = { clip: 0.2, entropyBonus: 0.3 }
      const batch = batchOf(scores, ratios, advantages)
      const gradient = new Float32Array(9)
      policyLoss(scores, batch, options, distribution, gradient)
      const whole = (values: Float32Array) => {
        const sums = policyLoss(values, batch, options, distribution, new Float32Array(9))
        return sums.loss - options.entropyBonus * sums.entropy
      }
      // A power of two, so that single-precision scores move by exactly this much.
      const step = 2 ** -10
      for (let row = 0; row < 9; row++) {
        const above = Float32Array.from(scores)
        const below = Float32Array.from(scores)
        above[row] = scores[row]! + step
        below[row] = scores[row]! - step
        const slope = (whole(above) - whole(below)) / (above[row]! - below[row]!)
        expect(Math.abs(gradient[row]! - slope)).toBeLessThan(2e-6)
      }
    })

  it('is the clipped surrogate computed by hand', () => {
    const batch = batchOf(scores, [1.1, 1.5, 0.5], [2, 1, -3])
    const sums = policyLoss(scores, batch, { clip: 0.2, entropyBonus: 0 }, distribution, new Float32Array(9))
    expect(sums.loss).toBeCloseTo(-(1.1 * 2 + 0.5 * 1.2 * 1 + 2 * 0.8 * -3), 12)
    for (const [decision, loss] of [-1.1 * 2, -1.2 * 1, 0.8 * 3].entries()) expect(batch.loss[decision]).toBeCloseTo(loss, 12)
    expect(sums.clipped).toBe(2)
    expect(sums.approxKl).toBeCloseTo(0.1 - Math.log(1.1) + 0.5 - Math.log(1.5) - 0.5 - Math.log(0.5), 12)
  })
})

describe('the value loss', () => {
  it('is half the squared error, with its gradient', () => {
    const gradient = new Float32Array(3)
    expect(valueLoss(Float32Array.of(1, 5, 9), Float32Array.of(3, 4, 0), 2, gradient)).toBe(2.5)
    expect(Array.from(gradient)).toEqual([-2, 1, 0])
  })
  it('with values held near what they were has the larger error, and no gradient where that is the held one', () => {
    // Moved towards the return past the range (held counts), away from it (free counts), and inside the range.
    const values = Float32Array.of(1.5, -1.5, 0.125)
    const [old, returns] = [new Float32Array(3), Float32Array.of(2, 2, 2)]
    const gradient = new Float32Array(3)
    const loss = (at: Float32Array) => clippedValueLoss(at, returns, 3, gradient, { values: old, clip: 0.25 })
    expect(loss(values)).toBe(0.5 * (1.75 ** 2 + 3.5 ** 2 + 1.875 ** 2))
    const found = Array.from(gradient)
    expect(found).toEqual([0, -3.5, -1.875])
    const step = 2 ** -10
    for (const at of [0, 1, 2]) {
      const moved = (by: number) => values.map((value, index) => value + (index === at ? by : 0))
      expect((loss(moved(step)) - loss(moved(-step))) / (2 * step)).toBeCloseTo(found[at]!, 6)
    }
  })
})
