import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interquartileMean } from '../../src/main/statistics/interquartile-mean.ts'
import { mean } from '../../src/main/statistics/moments.ts'

const values = [3.1, -2, 7.7, 0.4, 12.5, 5.2, -1.1, 4.4, 6.3, 100]
const lists = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('interquartile mean', () => {
  it('is SciPy’s trim_mean(values, 0.25)', () => {
    expect(interquartileMean(values.slice(0, 8))).toBeCloseTo(3.275, 12)
    expect(interquartileMean(values.slice(0, 9))).toBeCloseTo(3.88, 12)
    expect(interquartileMean(values)).toBeCloseTo(4.516666666666667, 12)
  })

  it('is the mean where there are fewer than four values', () => {
    expect(interquartileMean([1, 2, 9])).toBe(4)
    expect(() => interquartileMean([])).toThrow(RangeError)
  })

  it('lies within the values, moves with them, and does not mind their order', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: -100, max: 100 }), (list, shift) => {
        const found = interquartileMean(list)
        expect(found).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9)
        expect(found).toBeLessThanOrEqual(Math.max(...list) + 1e-9)
        expect(interquartileMean(list.map((value) => value + shift))).toBeCloseTo(found + shift, 8)
        expect(interquartileMean([...list].reverse())).toBe(found)
      }),
    )
  })

  it('is not moved by one training that went wrong', () => {
    const usual = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(interquartileMean([...usual.slice(0, 7), 1e6])).toBe(interquartileMean(usual))
    expect(mean([...usual.slice(0, 7), 1e6])).toBeGreaterThan(1e5)
  })
})
