import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceScale } from '../../src/renderer/nice-scale.ts'

describe('niceScale', () => {
  it('takes round steps', () => {
    expect(niceScale(0, 158, 5)).toEqual({ low: 0, high: 200, ticks: [0, 50, 100, 150, 200], digits: 0 })
    expect(niceScale(-4.2, 2.6, 5)).toEqual({ low: -6, high: 4, ticks: [-6, -4, -2, 0, 2, 4], digits: 0 })
    expect(niceScale(-0.42, 0.26, 5).digits).toBe(1)
    expect(niceScale(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5).ticks).toEqual([0, 1])
  })

  it('holds both ends, shows zero where it lies between them, and has few ticks', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 8 }), (one, other, intervals) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        fc.pre(high - low > 1e-6 || high === low)
        const scale = niceScale(low, high, intervals)
        const slack = (scale.high - scale.low) * 1e-6
        expect(scale.low).toBeLessThanOrEqual(low + slack)
        expect(scale.high).toBeGreaterThanOrEqual(high - slack)
        expect(scale.ticks.length).toBeLessThanOrEqual(intervals + 3)
        if (low <= 0 && high >= 0) expect(scale.ticks.some((tick) => tick === 0)).toBe(true)
        const rounded = scale.ticks.map((tick) => Number(tick.toFixed(scale.digits)))
        expect(new Set(rounded).size).toBe(scale.ticks.length)
      }),
    )
  })
})
