import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, variance } from '../../src/main/statistics/moments.ts'

describe('variance', () => {
  it('keeps its digits at means of 1, a million and 10^12, where sums of squares lose them', () => {
    const alternating = (offset: number) =>
      Array.from({ length: 1000 }, (_, index) => offset + 0.4 + (index % 2 === 0 ? 0.1 : -0.1))
    const exact = (0.01 * 1000) / 999
    expect(variance(alternating(1))).toBeCloseTo(exact, 14)
    expect(variance(alternating(1e6)) / exact).toBeCloseTo(1, 8)
    // Values of this size are themselves rounded to about 1e-4.
    expect(variance(alternating(1e12)) / exact).toBeCloseTo(1, 2)
  })

  it('equals the population variance of a published set, rescaled', () => {
    expect((variance([4.23, 5.12, 4.89, 3.98]) * 3) / 4).toBeCloseTo(0.216925, 12)
  })

  it('is 0 for one value, and a mean of nothing is refused', () => {
    expect(variance([3])).toBe(0)
    expect(() => mean([])).toThrow(/no values/)
  })

  it('does not move with the origin and grows with the square of the scale', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 9 }), (list, shift, scale) => {
        const moved = variance(list.map((value) => value * scale + shift))
        expect(moved).toBeCloseTo(scale * scale * variance(list), 6)
      }),
    )
  })
})
