import { describe, expect, it } from 'vitest'
import { quantileOfSorted } from '../../src/main/statistics/quantile.ts'

describe('quantile', () => {
  it('interpolates as R (type 7) and NumPy do', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7, 14)
    expect(quantileOfSorted([10, 20, 30], 0.5)).toBe(20)
    expect(quantileOfSorted([7], 0.9)).toBe(7)
    expect(quantileOfSorted([1, 5], 1)).toBe(5)
    expect(() => quantileOfSorted([], 0.5)).toThrow(/no values/)
  })
})
