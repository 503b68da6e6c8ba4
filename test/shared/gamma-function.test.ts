import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaBelow, gammaQuantile, logGamma } from '../../src/shared/gamma-function.ts'

describe('the gamma function and its distribution', () => {
  it('has the known values at halves and whole numbers', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
    expect(logGamma(1)).toBeCloseTo(0, 13)
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 12)
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12)
  })

  it('is the exponential at shape 1 and the Erlang at whole shapes', () => {
    for (const x of [0.01, 0.5, 1, 3, 20]) {
      expect(gammaBelow(1, x)).toBeCloseTo(-Math.expm1(-x), 13)
      expect(gammaBelow(3, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 13)
    }
  })

  it('has the quantiles of chi-square that tables print', () => {
    expect(2 * gammaQuantile(5, 0.95)).toBeCloseTo(18.307, 3)
    expect(2 * gammaQuantile(0.5, 0.95)).toBeCloseTo(3.841, 3)
    expect(2 * gammaQuantile(50, 0.025)).toBeCloseTo(74.222, 3)
  })

  it('turns quantiles back into probabilities', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        (shape, p) => {
          expect(gammaBelow(shape, gammaQuantile(shape, p)) / p).toBeCloseTo(1, 9)
        },
      ),
    )
  })
})
