import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binOf, lowerEndOf } from '../../src/main/statistics/time-bins.ts'

describe('bins of times', () => {
  it('hold each time in one of at most 0.2 %, and ascend with times', () => {
    const times = fc.double({ min: 1e-9, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(times, times, (a, b) => {
        const lower = lowerEndOf(binOf(a))
        const upper = lowerEndOf(binOf(a) + 1)
        expect(lower).toBeLessThanOrEqual(a)
        expect(upper).toBeGreaterThan(a)
        expect((upper - lower) / lower).toBeLessThanOrEqual(1 / 512 + 1e-15)
        expect(Math.sign(binOf(a) - binOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('have the first for no time at all', () => {
    expect([binOf(0), lowerEndOf(0)]).toEqual([0, 0])
    expect(binOf(1e-300)).toBeGreaterThan(0)
  })
})
