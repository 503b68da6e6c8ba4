import { describe, expect, it } from 'vitest'
import { explainedVariance } from '../../src/main/learning/iteration-metrics.ts'

describe('explained variance', () => {
  const returns = Float32Array.of(1, 2, 3, 6)

  it('is 1 less the variance of what was missed over that of the returns', () => {
    expect(explainedVariance(returns, returns, 1)).toBe(1)
    expect(explainedVariance(returns, Float32Array.of(7, 7, 7, 7), 1)).toBe(0)
    // Missed by 1, 0, 0, -1: squares of 2 where the returns have 14.
    expect(explainedVariance(returns, Float32Array.of(0, 2, 3, 7), 1)).toBeCloseTo(1 - 2 / 14, 12)
    expect(explainedVariance(returns, Float32Array.of(6, 3, 2, 1), 1)).toBeLessThan(0)
  })

  it('is that of the sums over channels', () => {
    // Sums of 3 and 9; the values miss by 1 and -1.
    expect(explainedVariance(returns, Float32Array.of(2, 0, 4, 6), 2)).toBeCloseTo(1 - 1 / 9, 12)
  })

  it('is 0 where returns do not vary', () => {
    expect(explainedVariance(Float32Array.of(2, 2), Float32Array.of(1, 3), 1)).toBe(0)
  })
})
