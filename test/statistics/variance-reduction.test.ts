import { describe, expect, it } from 'vitest'
import { varianceReductionFactor } from '../../src/main/statistics/variance-reduction.ts'

describe('variance reduction by common random numbers', () => {
  it('is the variance of independent pairs over that of these pairs', () => {
    // Variances 2.5 and 2.5; differences 1 2 1 2 1 with variance 0.3.
    expect(varianceReductionFactor([2, 4, 4, 6, 6], [1, 2, 3, 4, 5])).toBeCloseTo((2.8 + 2.5) / 0.3, 12)
  })

  it('is 1 where both did the same, and below 1 where pairs go against each other', () => {
    expect(varianceReductionFactor([3, 5], [3, 5])).toBe(1)
    expect(varianceReductionFactor([1, 2, 3], [3, 2, 1])).toBeCloseTo(0.5, 12)
  })

  it('needs pairs', () => {
    expect(() => varianceReductionFactor([1, 2], [1])).toThrow(/Pairs/)
  })
})
