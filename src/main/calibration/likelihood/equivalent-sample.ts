import { gammaQuantile } from '../../../shared/gamma-function.ts'
import { normalQuantile } from '../../simulation/population/normal-quantile.ts'
import { tCritical } from '../../statistics/student-t.ts'
import { onLogScale, type Uncertain } from './uncertain.ts'

const fewest = 3

/** Roots of the likelihood ratio at which an interval of a level (0.95) ends, below and above the estimate. */
export type Roots = (level: number) => readonly [below: number, above: number]

/** Those of many visits: the root is a standard normal number. */
export const largeSample: Roots = (level) => {
  const root = normalQuantile((1 + level) / 2)
  return [root, root]
}

/**
 * How many normal numbers would tell their standard deviation as precisely: the logarithm of that has the standard error 1 / sqrt(2 n). Where
 * it is not sure which visits are meant, they tell less than as many sure ones, often much less.
 */
export function equivalentSample(standardErrorOfLogDeviation: number): number {
  return Math.max(fewest, 1 / (2 * standardErrorOfLogDeviation ** 2))
}

/** Exact for the mean of a sample of normal numbers (Student's t): the squared root of the likelihood ratio is n log(1 + t^2 / (n - 1)). */
export const rootsOfMean =
  (sample: number): Roots =>
  (level) => {
    const root = Math.sqrt(sample * Math.log1p(tCritical(level, sample - 1) ** 2 / (sample - 1)))
    return [root, root]
  }

/**
 * Exact for the standard deviation of a sample of normal numbers (chi-square): with x = (estimate / true)^2 the squared root of the likelihood
 * ratio is n (x - 1 - log x). Maximum likelihood takes deviations for too small, so such an interval reaches farther up than down.
 */
export const rootsOfDeviation =
  (sample: number): Roots =>
  (level) => {
    const rootAt = (x: number) => Math.sqrt(sample * (x - 1 - Math.log(x)))
    const [least, most] = squaredRatios(sample, level)
    return [most > 1 ? rootAt(most) : 0, rootAt(least)]
  }

/** Between which (estimate / true)^2 of a standard deviation lies. */
function squaredRatios(sample: number, level: number): [least: number, most: number] {
  const chiSquare = (p: number) => 2 * gammaQuantile((sample - 1) / 2, p)
  return [chiSquare((1 - level) / 2) / sample, chiSquare((1 + level) / 2) / sample]
}

/** A typical value by the standard error that many visits would give its logarithm. */
export function meanOfSample(value: number, standardError: number, sample: number): Uncertain {
  return onLogScale(value, standardError * Math.sqrt(sample / (sample - 1)), sample - 1)
}

/** A spread or shape whose `power` a standard deviation is. */
export function deviationOfSample(value: number, power: number, sample: number): Uncertain {
  return {
    value,
    interval: (level) => {
      const [least, most] = squaredRatios(sample, level)
      const [a, b] = [value * most ** (-0.5 / power), value * least ** (-0.5 / power)]
      return a < b ? [a, b] : [b, a]
    },
  }
}
