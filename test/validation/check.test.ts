import { describe, expect, it } from 'vitest'
import { type CheckPlan, type Expectation, judge } from '../../src/main/validation/check.ts'
import { validationCheckSchema } from '../../src/shared/validation.ts'

function plan(expected: Expectation, halfWidthLimit?: number): CheckPlan {
  return {
    name: 'a number',
    description: 'A number.',
    unit: 'minutes',
    expected,
    read: () => 0,
    source: 'a book',
    ...(halfWidthLimit === undefined ? {} : { halfWidthLimit }),
  }
}
const seen = (value: number, standardError: number, replications = 400) => ({ value, standardError, replications })
const verdict = (expected: Expectation, ...rest: Parameters<typeof seen>) => judge('laws', plan(expected), seen(...rest), false)

describe('the rule of a check', () => {
  it('accepts up to 3.29 standard errors of an exact value, and no more', () => {
    expect(verdict({ value: 100 }, 103.28, 1).ok).toBe(true)
    const beyond = verdict({ value: 100 }, 103.3, 1)
    expect(beyond.ok).toBe(false)
    expect(beyond.deviation).toBeCloseTo(3.3, 10)
    expect(beyond.failure).toContain('3.29')
    expect(verdict({ value: 100 }, 96.7, 1).ok).toBe(false)
  })

  it('adds half of the last printed digit, which is no deviation', () => {
    const check = verdict({ value: 100, digits: 0, standardError: 0 }, 103.7, 1)
    expect(check.ok).toBe(true)
    expect(check.tolerance).toBeCloseTo(3.79, 10)
    expect(check.deviation).toBeCloseTo(3.2, 10)
    expect(verdict({ value: 100, digits: 1, standardError: 0 }, 100.04, 1).deviation).toBe(0)
  })

  it('combines our standard error with that of a simulated reference, printed or by its replications', () => {
    const printed = verdict({ value: 100, digits: 9, standardError: 0.75 }, 104.1, 1)
    expect(printed.ok).toBe(true)
    expect(printed.tolerance).toBeCloseTo(3.29 * 1.25, 6)
    const counted = verdict({ value: 100, digits: 9, replications: 100 }, 100, 1, 400)
    expect(counted.referenceStandardError).toBeCloseTo(2, 10)
  })

  it('does not pass what is known too coarsely, or from too few replications', () => {
    const coarse = verdict({ value: 100 }, 100, 1.1)
    expect(coarse.ok).toBe(false)
    expect(coarse.failure).toContain('half-width')
    expect(judge('laws', plan({ value: 100 }), seen(100, 1.1), true).ok).toBe(true)
    expect(judge('laws', plan({ value: 100 }, 3), seen(100, 1.1), false).ok).toBe(true)
    expect(verdict({ value: 100 }, 100, 0.5, 199).failure).toContain('199')
  })

  it('exact means exact, but for floating point', () => {
    expect(verdict({ exactly: 0 }, 0, 0).ok).toBe(true)
    expect(verdict({ exactly: 0 }, 1e-6, 0).ok).toBe(false)
    expect(verdict({ exactly: 37.3 }, 37.3 + 1e-13, 0).ok).toBe(true)
    expect(verdict({ exactly: 1 }, 1, 0.2).ok).toBe(false)
  })

  it('a band holds its edges; nothing measured fails', () => {
    const band = { from: 0.1, to: 0.2 }
    expect(verdict(band, 0.1, 0.001).ok).toBe(true)
    expect(verdict(band, 0.21, 0.001).failure).toContain('range')
    const nothing = verdict({ value: 1 }, Number.NaN, Number.NaN)
    expect(nothing).toMatchObject({ ok: false, observed: null, deviation: null })
    expect(() => validationCheckSchema.parse(JSON.parse(JSON.stringify(nothing)))).not.toThrow()
  })
})
