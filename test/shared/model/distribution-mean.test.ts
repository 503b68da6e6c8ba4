import { describe, expect, it } from 'vitest'
import type { ModelDistribution } from '../../../src/shared/model/distribution.ts'
import { meanOf } from '../../../src/shared/model/distribution-mean.ts'

describe('meanOf', () => {
  it.each<[ModelDistribution, number]>([
    [{ distribution: 'constant', value: 7 }, 7],
    [{ distribution: 'uniform', minimum: 2, maximum: 8 }, 5],
    [{ distribution: 'triangular', minimum: 0, mode: 3, maximum: 9 }, 4],
    [{ distribution: 'weibull', mean: 3, shape: 0.7 }, 3],
    [
      {
        distribution: 'hyperexponential',
        branches: [
          { probability: 0.25, mean: 8 },
          { probability: 0.75, mean: 4 },
        ],
      },
      5,
    ],
    [{ distribution: 'lognormal', mean: 30, variance: 4 }, 30],
    [{ distribution: 'lognormal', median: 10, sigma: 2 }, 10 * Math.E ** 2],
    [{ distribution: 'discrete', values: [1, 5], probabilities: [0.5, 0.5] }, 3],
    [{ distribution: 'empirical', values: [1, 2, 6] }, 3],
    // Half the time between 1 and 2, half between 2 and 6.
    [{ distribution: 'empirical', values: [6, 1, 2], between: true }, 2.75],
    [{ distribution: 'empirical', values: [4], between: true }, 4],
    [{ distribution: 'never' }, Number.POSITIVE_INFINITY],
    // The mean of a half-normal distribution is sd x sqrt(2 / pi).
    [{ distribution: 'normal', mean: 0, sd: 3 }, 3 * Math.sqrt(2 / Math.PI)],
    [{ distribution: 'normal', mean: 4, sd: 2, minimum: 4 }, 4 + 2 * Math.sqrt(2 / Math.PI)],
    [{ distribution: 'normal', mean: 100, sd: 1 }, 100],
    // Mills ratio at 1: density 0.2419707245 over 0.1586552539.
    [{ distribution: 'normal', mean: 0, sd: 1, minimum: 1 }, 0.24197072451914337 / 0.15865525393145707],
  ])('of %j', (distribution, mean) => {
    if (mean === Number.POSITIVE_INFINITY) expect(meanOf(distribution)).toBe(mean)
    else expect(meanOf(distribution) / mean).toBeCloseTo(1, 10)
  })
})
