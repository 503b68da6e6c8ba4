import { describe, expect, it } from 'vitest'
import {
  checkNumbers,
  checkPicture,
  countChecks,
  deviationText,
  groupChecks,
} from '../../../src/renderer/pages/validate/check-view.ts'
import { check } from './checks.ts'

const failed = (name: string, suite: 'queueing' | 'stroke-unit' = 'queueing') =>
  check({ suite, name, ok: false, deviation: -7.2, failure: 'lies too far below' })

describe('groups of checks', () => {
  const checks = [
    check({ suite: 'stroke-unit', name: 'a' }),
    check({ name: 'b' }),
    failed('c', 'stroke-unit'),
    failed('d'),
    check({ name: 'e' }),
  ]

  it('puts everything that failed in front, then what passed, suite by suite in the order of a run', () => {
    const groups = groupChecks(checks, { failedOnly: false, suite: null })
    expect(groups.map(({ id, checks: members }) => [id, members.map(({ name }) => name)])).toEqual([
      ['failed', ['d', 'c']],
      ['queueing', ['b', 'e']],
      ['stroke-unit', ['a']],
    ])
    expect(groups[0]?.title).toBe('2 checks failed')
  })

  it('shows failed checks alone, of one suite alone, and nothing where there is nothing', () => {
    expect(groupChecks(checks, { failedOnly: true, suite: null }).map(({ id }) => id)).toEqual(['failed'])
    expect(groupChecks(checks, { failedOnly: false, suite: 'stroke-unit' }).map(({ checks: members }) => members.length)).toEqual(
      [1, 1],
    )
    expect(groupChecks([check()], { failedOnly: true, suite: null })).toEqual([])
  })

  it('counts, and finds the deviation that lies furthest out with its sign', () => {
    expect(countChecks(checks)).toEqual({ passed: 3, failed: 2, furthest: -7.2 })
    expect(countChecks([check({ kind: 'exact', deviation: null })])).toEqual({ passed: 1, failed: 0, furthest: null })
  })
})

describe('numbers of a check', () => {
  it('writes expected and observed with the digits that chance leaves meaning', () => {
    expect(checkNumbers(check({ expected: 9, observed: 9.0412, halfWidth: 0.1, standardError: 0.05 }))).toEqual({
      unit: 'min',
      expected: '9.00',
      expectedReach: '',
      observed: '9.04',
      observedReach: '0.10',
    })
  })

  it('writes shares in percent', () => {
    const numbers = checkNumbers(
      check({ unit: 'share', expected: 0.40909, observed: 0.4101, halfWidth: 0.002, standardError: 0.001 }),
    )
    expect(numbers).toMatchObject({ unit: '%', expected: '40.91', observed: '41.01', observedReach: '0.20' })
  })

  it('writes a printed value with the digits it was printed with, and the interval of one that was simulated', () => {
    const numbers = checkNumbers(
      check({
        expected: 37.7,
        rounding: 0.05,
        referenceStandardError: 0.4,
        observed: 37.234,
        halfWidth: 0.9,
        standardError: 0.45,
      }),
    )
    expect(numbers).toMatchObject({ expected: '37.7', expectedReach: '0.78', observed: '37.23', observedReach: '0.90' })
  })

  it('writes a band by its ends and exact numbers in full', () => {
    expect(checkNumbers(check({ kind: 'band', unit: 'share', band: [0.5, 0.65], expected: 0.575 })).expected).toBe('50 to 65')
    const load = checkNumbers(check({ kind: 'band', unit: '', band: [0.740352, 0.770265], expected: 0.755 }))
    expect(load.expected).toBe('0.7404 to 0.7703')
    const exact = checkNumbers(
      check({ kind: 'exact', unit: '', expected: 12.25, observed: 12.25, halfWidth: 0, standardError: 0 }),
    )
    expect(exact).toMatchObject({ unit: '', expected: '12.25', observed: '12.25', observedReach: '' })
  })

  it('has no observed number where there is none', () => {
    expect(checkNumbers(check({ observed: null, deviation: null, ok: false })).observed).toBeNull()
  })

  it('writes deviations with their sign, and does not pretend precision far out', () => {
    expect([0.84, -2.16, 0, -12.4, 250, -1e9].map(deviationText)).toEqual(['+0.8', '−2.2', '0.0', '−12', '+99+', '−99+'])
  })
})

describe('picture of a check', () => {
  it('draws the band of 3.29 standard errors around the middle of a scale of 6 to either side', () => {
    const picture = checkPicture(check({ deviation: 1.5 }))
    expect(picture?.middle).toBe(0.5)
    expect(picture?.band).toEqual([(-3.29 / 6 + 1) / 2, (3.29 / 6 + 1) / 2])
    expect(picture?.dot).toBeCloseTo(0.625)
    expect(picture?.beyond).toBeNull()
  })

  it('draws what lies further out at the end of the scale and says so', () => {
    expect(checkPicture(check({ deviation: -40 }))).toMatchObject({ dot: 0, beyond: 'left' })
    expect(checkPicture(check({ deviation: 6.1 }))).toMatchObject({ dot: 1, beyond: 'right' })
  })

  it('draws a band in its own unit with half of its width beside each end', () => {
    const picture = checkPicture(
      check({ kind: 'band', band: [10, 20], expected: 15, observed: 20, halfWidth: 1, deviation: null }),
    )
    expect(picture).toMatchObject({ band: [0.25, 0.75], middle: 0.5, dot: 0.75, interval: [0.7, 0.8] })
  })

  it('draws nothing where there is nothing to draw', () => {
    expect(checkPicture(check({ kind: 'exact', deviation: null }))).toBeNull()
    expect(checkPicture(check({ observed: null }))).toBeNull()
    expect(checkPicture(check({ kind: 'band', band: [3, 3], deviation: null }))).toBeNull()
  })
})
