import { describe, expect, it } from 'vitest'
import { families, familyNames } from '../../../src/main/calibration/durations/duration-family.ts'
import { chooseFamily } from '../../../src/main/calibration/durations/family-choice.ts'
import { fitFamily } from '../../../src/main/calibration/durations/family-fit.ts'
import { chance } from '../chance.ts'

describe('families of durations', () => {
  it('are found again by maximum likelihood', () => {
    const { gamma, lognormal, uniform } = chance(11)
    const fitted = (name: (typeof familyNames)[number], draw: () => number) => {
      const minutes = Float64Array.from({ length: 20_000 }, draw)
      return fitFamily(families[name], { minutes, weight: minutes.map(() => 1) })
    }
    const byGamma = fitted('gamma', () => gamma(80, 3))
    expect(Math.exp(byGamma.logTypical)).toBeCloseTo(80, -0.3)
    expect(Math.exp(byGamma.logSpread) / 3).toBeCloseTo(1, 1)
    const byLognormal = fitted('lognormal', () => lognormal(80, 0.5))
    expect(Math.exp(byLognormal.logTypical) / 80).toBeCloseTo(1, 1)
    expect(Math.exp(byLognormal.logSpread) / 0.5).toBeCloseTo(1, 1)
    // Weibull of shape 2: mean = scale x gamma(1.5).
    const byWeibull = fitted('weibull', () => 100 * Math.sqrt(-Math.log(uniform())))
    expect(Math.exp(byWeibull.logSpread) / 2).toBeCloseTo(1, 1)
    expect(Math.exp(byWeibull.logTypical) / 88.6227).toBeCloseTo(1, 1)
    const byExponential = fitted('exponential', () => -60 * Math.log(uniform()))
    expect(Math.exp(byExponential.logTypical) / 60).toBeCloseTo(1, 1)
  })

  it('have densities that are the slopes of their distribution functions', () => {
    for (const name of familyNames) {
      const family = families[name]
      for (const minutes of [3, 50, 200]) {
        const slope = (family.below(minutes + 1e-4, 4, 0.3) - family.below(minutes - 1e-4, 4, 0.3)) / 2e-4
        expect(family.density(minutes, 4, 0.3) / slope).toBeCloseTo(1, 5)
      }
    }
  })
})

describe('the choice between families', () => {
  const fits = (akaike: Record<(typeof familyNames)[number], number>) =>
    new Map(familyNames.map((name) => [name, { logTypical: Math.log(50), logSpread: 0, akaike: akaike[name] }]))
  const some = { exponential: 120, lognormal: 110, gamma: 100.5, weibull: 108 }

  it("gives up the base's only for one that is better by more than 10, and says what it did", () => {
    expect(chooseFamily(fits(some), 'exponential')).toMatchObject({
      name: 'gamma',
      sentence: "gamma fits clearly better than the base's exponential",
    })
    expect(chooseFamily(fits(some), 'lognormal')).toMatchObject({
      name: 'lognormal',
      sentence: 'lognormal is kept from the base; gamma fits better, but not clearly',
    })
    expect(chooseFamily(fits(some), 'gamma').sentence).toBe('gamma, as in the base, fits best')
  })

  it('lists all families, the best first, with what each says of the mean', () => {
    const { candidates } = chooseFamily(fits(some), 'lognormal')
    expect(candidates.map(({ family, akaikeDifference, chosen }) => [family, akaikeDifference, chosen])).toEqual([
      ['gamma', 0, false],
      ['weibull', 7.5, false],
      ['lognormal', 9.5, true],
      ['exponential', 19.5, false],
    ])
    // Median 50 with sigma 1; the others are told by their mean.
    expect(candidates.map(({ meanMinutes }) => meanMinutes)).toEqual([
      expect.closeTo(50, 9),
      expect.closeTo(50, 9),
      expect.closeTo(50 * Math.exp(0.5), 9),
      expect.closeTo(50, 9),
    ])
  })
})
