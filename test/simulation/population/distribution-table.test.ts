import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DistributionTable } from '../../../src/main/simulation/population/distribution-table.ts'
import { GammaCurve } from '../../../src/main/simulation/population/gamma-curve.ts'
import { normalQuantile } from '../../../src/main/simulation/population/normal-quantile.ts'
import { gammaAbove, gammaBelow, logGamma } from '../../../src/shared/gamma-function.ts'
import type { ModelDistribution } from '../../../src/shared/model/distribution.ts'
import { meanOf, normalAbove, normalDensity } from '../../../src/shared/model/distribution-mean.ts'

const tableOf = (distribution: ModelDistribution, unit = 1) => new DistributionTable([distribution], unit)
const quantileOf = (distribution: ModelDistribution) => (uniform: number) => tableOf(distribution).quantile(0, uniform)

/** Integral over all uniform numbers of f(quantile): by the trapezium rule over normal scores, which is exact to many digits for smooth f. */
function expectation(distribution: ModelDistribution, f: (value: number) => number): number {
  const table = tableOf(distribution)
  const step = 1 / 512
  let sum = 0
  for (let z = -6.3; z <= 6.3; z += step) {
    const uniform = z < 0 ? normalAbove(-z) : 1 - normalAbove(z)
    sum += f(table.quantile(0, uniform)) * normalDensity(z) * step
  }
  return sum
}

/** The same where the quantile has steps or corners. */
function midpoints(distribution: ModelDistribution, f: (value: number) => number): number {
  const table = tableOf(distribution)
  const points = 400_000
  let sum = 0
  for (let at = 0; at < points; at++) sum += f(table.quantile(0, (at + 0.5) / points))
  return sum / points
}

const gammaMoment = (shape: number, power: number) => Math.exp(logGamma(1 + power / shape))

/** Mean and variance from textbooks. */
const smooth: [string, ModelDistribution, number, number][] = [
  ['uniform', { distribution: 'uniform', minimum: 3, maximum: 9 }, 6, 3],
  ['exponential', { distribution: 'exponential', mean: 5 }, 5, 25],
  ['erlang', { distribution: 'erlang', mean: 6, stages: 3 }, 6, 12],
  ['gamma', { distribution: 'gamma', mean: 4, shape: 0.5 }, 4, 32],
  ['gamma of a small shape', { distribution: 'gamma', mean: 1, shape: 0.2 }, 1, 5],
  [
    'hyperexponential',
    {
      distribution: 'hyperexponential',
      branches: [
        { probability: 0.3, mean: 10 },
        { probability: 0.7, mean: 2 },
      ],
    },
    4.4,
    2 * (0.3 * 100 + 0.7 * 4) - 4.4 ** 2,
  ],
  ['weibull', { distribution: 'weibull', mean: 7, shape: 1.7 }, 7, 49 * (gammaMoment(1.7, 2) / gammaMoment(1.7, 1) ** 2 - 1)],
  ['lognormal by sd', { distribution: 'lognormal', mean: 30, sd: 12 }, 30, 144],
  ['lognormal by variance', { distribution: 'lognormal', mean: 30, variance: 144 }, 30, 144],
  [
    'lognormal by median',
    { distribution: 'lognormal', median: 20, sigma: 0.7 },
    20 * Math.exp(0.245),
    400 * Math.exp(0.49) * Math.expm1(0.49),
  ],
  ['normal far from its cut', { distribution: 'normal', mean: 30, sd: 3 }, 30, 9],
  // Half of a bell curve.
  [
    'normal cut at its mean',
    { distribution: 'normal', mean: 2, sd: 3, minimum: 2 },
    2 + 3 * Math.sqrt(2 / Math.PI),
    9 * (1 - 2 / Math.PI),
  ],
]
const cornered: [string, ModelDistribution, number, number][] = [
  ['constant', { distribution: 'constant', value: 4 }, 4, 0],
  ['triangular', { distribution: 'triangular', minimum: 1, mode: 2, maximum: 6 }, 3, (1 + 4 + 36 - 2 - 6 - 12) / 18],
  ['triangular with its mode at the end', { distribution: 'triangular', minimum: 0, mode: 6, maximum: 6 }, 4, 2],
  ['discrete', { distribution: 'discrete', values: [5, 1, 2], probabilities: [0.2, 0.5, 0.3] }, 2.1, 6.7 - 2.1 ** 2],
  ['empirical', { distribution: 'empirical', values: [4, 1, 1, 10] }, 4, 13.5],
  // Lines through 0, 6, 9: mean (3 + 7.5) / 2; second moment ((36) / 3 + (36 + 54 + 81) / 3) / 2.
  ['empirical between', { distribution: 'empirical', values: [9, 0, 6], between: true }, 5.25, 34.5 - 5.25 ** 2],
]

describe('DistributionTable', () => {
  it.each(smooth)('draws %s with its exact mean and variance', (_name, distribution, mean, variance) => {
    expect(expectation(distribution, (value) => value) / mean).toBeCloseTo(1, 6)
    expect(expectation(distribution, (value) => (value - mean) ** 2) / variance).toBeCloseTo(1, 4)
    expect(tableOf(distribution, 60).mean[0]! / (60 * mean)).toBeCloseTo(1, 12)
    expect(meanOf(distribution) / mean).toBeCloseTo(1, 12)
  })

  it.each(cornered)('draws %s with its exact mean and variance', (_name, distribution, mean, variance) => {
    expect(midpoints(distribution, (value) => value)).toBeCloseTo(mean, 4)
    expect(midpoints(distribution, (value) => (value - mean) ** 2)).toBeCloseTo(variance, 3)
    expect(meanOf(distribution)).toBeCloseTo(mean, 12)
  })

  it('draws never', () => {
    expect(quantileOf({ distribution: 'never' })(0.3)).toBe(Number.POSITIVE_INFINITY)
  })

  it.each([1, 2, 3, 30])('inverts the Erlang distribution of %d stages to seven digits', (stages) => {
    const quantile = quantileOf({ distribution: 'erlang', mean: stages, stages })
    for (let exponent = 1; exponent <= 9; exponent++)
      for (const uniform of [10 ** -exponent, 0.37, 1 - 10 ** -exponent]) {
        // Survival function of the Erlang distribution: exp(-x) times the sum of x^k / k! below the number of stages.
        const x = quantile(uniform)
        let term = Math.exp(-x)
        let [above, below, density] = [0, 0, 0]
        for (let k = 0; k < stages; k++) {
          above += term
          density = term
          term *= x / (k + 1)
        }
        for (let k = stages; k < stages + 300; k++) {
          below += term
          term *= x / (k + 1)
        }
        const error = uniform < 0.5 ? below - uniform : 1 - uniform - above
        expect(Math.abs(error / (density * x))).toBeLessThan(1e-7)
      }
  })

  it('inverts the gamma distribution of shape one half to seven digits: the square of a normal number', () => {
    const curve = new GammaCurve(0.5)
    for (let at = 1; at < 1000; at++) {
      const p = at / 1000
      const exact = normalQuantile((1 + p) / 2) ** 2 / 2
      expect(Math.abs(curve.at(normalQuantile(p)) / exact - 1)).toBeLessThan(1e-7)
    }
  })

  it.each([0.05, 0.1, 0.33, 0.7, 4.2, 60, 1000])(
    'inverts the gamma distribution of shape %d to seven digits, also far out',
    (shape) => {
      const curve = new GammaCurve(shape)
      for (let z = -6.3; z <= 6.3; z += 0.0137) {
        const x = curve.at(z)
        const scaledDensity = Math.exp(shape * Math.log(x) - x - logGamma(shape))
        const error = z < 0 ? gammaBelow(shape, x) - normalAbove(-z) : normalAbove(z) - gammaAbove(shape, x)
        expect(Math.abs(error / scaledDensity)).toBeLessThan(1e-7)
      }
    },
  )

  it('inverts mixtures of very different exponential distributions', () => {
    for (const [short, long] of [
      [1, 10],
      [1e-3, 1e3],
      [1e-9, 1e9],
    ] as const) {
      const branches = [
        { probability: 0.4, mean: short },
        { probability: 0.6, mean: long },
      ]
      const quantile = quantileOf({ distribution: 'hyperexponential', branches })
      for (const uniform of [1e-9, 1e-3, 0.2, 0.399, 0.401, 0.7, 0.999, 1 - 1e-9]) {
        const x = quantile(uniform)
        const below = branches.reduce((sum, { probability, mean }) => sum - probability * Math.expm1(-x / mean), 0)
        const density = branches.reduce((sum, { probability, mean }) => sum + (probability / mean) * Math.exp(-x / mean), 0)
        expect(Math.abs((below - uniform) / (density * x))).toBeLessThan(1e-7)
      }
    }
  })

  it('keeps what is left of a bell curve that is cut high above its mean', () => {
    const distribution = { distribution: 'normal', mean: 0, sd: 2, minimum: 9 } as const
    // Mean of a normal number above a cut: the ratio of density to tail at the cut.
    expect(expectation(distribution, (value) => value)).toBeCloseTo((2 * normalDensity(4.5)) / normalAbove(4.5), 5)
    for (const uniform of [1e-10, 0.5, 1 - 1e-10]) expect(quantileOf(distribution)(uniform)).toBeGreaterThanOrEqual(9 - 1e-9)
  })

  it('rises with the number, and falls for exponential times', () => {
    const time = fc.double({ min: 0.01, max: 1e4, noNaN: true })
    const shape = fc.double({ min: 0.05, max: 1000, noNaN: true })
    const rising = fc.oneof(
      fc.record({ distribution: fc.constant('gamma' as const), mean: time, shape }),
      fc.record({ distribution: fc.constant('weibull' as const), mean: time, shape }),
      fc.record({ distribution: fc.constant('lognormal' as const), mean: time, sd: time }),
      fc.record({ distribution: fc.constant('normal' as const), mean: time, sd: time }),
      fc.record({
        distribution: fc.constant('empirical' as const),
        values: fc.array(time, { minLength: 1 }),
        between: fc.boolean(),
      }),
      fc
        .array(fc.record({ probability: fc.double({ min: 0.01, max: 1, noNaN: true }), mean: time }), {
          minLength: 2,
          maxLength: 5,
        })
        .map((branches) => ({ distribution: 'hyperexponential' as const, branches })),
      fc.array(fc.tuple(time, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1 }).map((pairs) => ({
        distribution: 'discrete' as const,
        values: pairs.map(([value]) => value),
        probabilities: pairs.map(([, probability]) => probability + 0.01),
      })),
    )
    const uniform = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((word) => (word + 0.5) / 2 ** 32)
    fc.assert(
      fc.property(rising, fc.array(uniform, { minLength: 2, maxLength: 20 }), (distribution, uniforms) => {
        const values = Float64Array.from(uniforms).sort().map(quantileOf(distribution))
        values.forEach((value, at) => {
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeGreaterThanOrEqual(at === 0 ? 0 : values[at - 1]! * (1 - 1e-12))
        })
      }),
      { numRuns: 200 },
    )
    const exponential = quantileOf({ distribution: 'exponential', mean: 3 })
    expect(exponential(0.2)).toBeGreaterThan(exponential(0.3))
  })
})
