import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  digitsFor,
  formatCount,
  formatDate,
  formatDuration,
  formatEstimate,
  formatInterval,
  formatNumber,
  formatProbability,
  formatQuantity,
} from '../../src/shared/format.ts'

const estimate = (mean: number, lower: number, upper: number) => ({ mean, lower, upper, standardError: 1, n: 100 })
/** No-break spaces as plain ones, so that the expectations can be read. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numbers', () => {
  it('stand before one thing or many', () => {
    expect([0, 1, 2, 1400, 2.5].map((count) => formatCount(count, 'day'))).toEqual([
      '0 days',
      '1 day',
      '2 days',
      '1,400 days',
      '2.5 days',
    ])
    expect(formatCount(3, 'step that waits', 'steps that wait')).toBe('3 steps that wait')
  })
  it('have thousands, a true minus and no minus zero', () => {
    expect(formatNumber(1234567.891, { digits: 1 })).toBe('1,234,567.9')
    expect(formatNumber(-3)).toBe('\u22123')
    expect(formatNumber(3, { signed: true })).toBe('+3')
    expect(formatNumber(-0.04, { digits: 1 })).toBe('0.0')
    expect(formatNumber(0.04, { digits: 1, signed: true })).toBe('0.0')
    expect(formatNumber(999)).toBe('999')
    expect(formatNumber(Number.NaN)).toBe('\u2013')
  })

  it('read back to what was rounded', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 3 }), (value, digits) => {
        const back = Number(formatNumber(value, { digits }).replaceAll(',', '').replace('\u2212', '-'))
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-6)
      }),
    )
  })
})

describe('quantities', () => {
  it('carry their unit, held by a no-break space', () => {
    expect(formatQuantity(34.4, 'minutes')).toBe('34\u00a0min')
    expect(plain(formatQuantity(0.42, 'minutes'))).toBe('0.4 min')
    expect(plain(formatQuantity(5, 'minutes'))).toBe('5 min')
    expect(plain(formatQuantity(0.07, 'percent'))).toBe('7 %')
    expect(plain(formatQuantity(0.714, 'percent'))).toBe('71 %')
    expect(plain(formatQuantity(0.0251, 'points', { signed: true }))).toBe('+2.5 points')
  })

  it('show the interval with as many digits as it deserves', () => {
    expect(plain(formatEstimate(estimate(34.2, 31.1, 37.3), 'minutes'))).toBe('34 min (31\u201337)')
    expect(plain(formatEstimate(estimate(34.2, 33.9, 34.5), 'minutes'))).toBe('34.2 min (33.9\u201334.5)')
    expect(plain(formatEstimate(estimate(0.714, 0.69, 0.73), 'percent'))).toBe('71 % (69\u201373)')
    expect(digitsFor([estimate(34, 31, 37), null, estimate(5, 4.5, 5.5)], 'minutes')).toBe(1)
  })

  it('write differences with signs and with words between the bounds', () => {
    expect(plain(formatEstimate(estimate(-12.2, -15, -9.1), 'minutes', { signed: true }))).toBe(
      '\u221212 min (\u221215 to \u22129)',
    )
    expect(formatInterval(estimate(1, -4, 6), 'minutes')).toBe('\u22124 to 6')
    expect(formatInterval(estimate(1, -4, 6), 'minutes', { signed: true })).toBe('\u22124 to +6')
  })

  it('leave out an interval that there is not', () => {
    expect(plain(formatEstimate(estimate(12, Number.NaN, Number.NaN), 'minutes'))).toBe('12 min')
    expect(plain(formatEstimate({ ...estimate(12, 12, 12), n: 1 }, 'minutes'))).toBe('12 min')
  })
})

describe('durations, probabilities and dates', () => {
  it('read as people say them', () => {
    expect(plain(formatDuration(45))).toBe('45 min')
    expect(plain(formatDuration(119))).toBe('119 min')
    expect(plain(formatDuration(190))).toBe('3 h 10 min')
    expect(plain(formatDuration(1440))).toBe('24 h')
    expect(plain(formatProbability(0.0004))).toBe('< 0.001')
    expect(formatProbability(0.0344)).toBe('0.034')
    expect(formatProbability(0.5)).toBe('0.50')
    expect(formatDate('2026-11-20')).toBe('20-Nov-2026')
    expect(formatDate('2026-11-20T10:00:00Z')).toBe('20-Nov-2026')
    expect(formatDate('soon')).toBe('soon')
  })
})
