import { type Distribution, meanMinutesOf } from '../../../shared/distribution.ts'
import { gammaBelow, logGamma } from '../../../shared/gamma-function.ts'
import { normalBelow, normalDensity } from '../../statistics/normal-distribution.ts'

export const familyNames = ['exponential', 'lognormal', 'gamma', 'weibull'] as const
export type FamilyName = (typeof familyNames)[number]

/**
 * A family of durations by two numbers that can take any value: the logarithm of its typical minutes (median for the lognormal, mean for the
 * others) and the logarithm of its spread (sigma) or shape.
 */
export interface DurationFamily {
  readonly name: FamilyName
  /** Free numbers: 1 where there is no spread. */
  readonly parameters: 1 | 2
  /** Power of the spread or shape as which the standard deviation of log minutes grows (the gamma's nearly); 0 where there is no spread. */
  readonly deviationPower: number
  readonly density: (minutes: number, logTypical: number, logSpread: number) => number
  readonly below: (minutes: number, logTypical: number, logSpread: number) => number
  /** Density and distribution function, their derivatives by the typical minutes, and by the spread: six numbers, written to `into`. */
  readonly slopes: (minutes: number, logTypical: number, logSpread: number, into: Float64Array) => void
  readonly meanMinutes: (logTypical: number, logSpread: number) => number
  readonly toDistribution: (logTypical: number, logSpread: number) => Distribution
  /** A first guess from mean and variance of the logarithms. */
  readonly guess: (meanLog: number, varianceLog: number) => readonly [number, number]
}

const step = 1e-4

/** A family whose slopes are taken by central differences. */
function withNumericSlopes(family: Omit<DurationFamily, 'slopes'>): DurationFamily {
  const { density, below, parameters } = family
  const slopes: DurationFamily['slopes'] = (minutes, logTypical, logSpread, into) => {
    into[0] = density(minutes, logTypical, logSpread)
    into[1] = below(minutes, logTypical, logSpread)
    into[2] = (density(minutes, logTypical + step, logSpread) - density(minutes, logTypical - step, logSpread)) / (2 * step)
    into[3] = (below(minutes, logTypical + step, logSpread) - below(minutes, logTypical - step, logSpread)) / (2 * step)
    into[4] =
      parameters === 1
        ? 0
        : (density(minutes, logTypical, logSpread + step) - density(minutes, logTypical, logSpread - step)) / (2 * step)
    into[5] =
      parameters === 1
        ? 0
        : (below(minutes, logTypical, logSpread + step) - below(minutes, logTypical, logSpread - step)) / (2 * step)
  }
  return { ...family, slopes }
}

const rounded = (value: number): number => Number(value.toPrecision(6))
const inMinutes = (logTypical: number): number => rounded(Math.min(1e6, Math.exp(logTypical)))
const asShape = (logSpread: number): number => rounded(Math.min(100, Math.max(0.1, Math.exp(logSpread))))
/** Mean of the logarithm of a standard exponential number, and of its variance. */
const eulerGamma = 0.5772156649015329
const logExponentialVariance = Math.PI ** 2 / 6

const lognormal: DurationFamily = {
  name: 'lognormal',
  parameters: 2,
  deviationPower: 1,
  density: (minutes, logTypical, logSpread) => {
    const sigma = Math.exp(logSpread)
    const z = (Math.log(minutes) - logTypical) / sigma
    return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * sigma * minutes)
  },
  below: (minutes, logTypical, logSpread) => normalBelow((Math.log(minutes) - logTypical) / Math.exp(logSpread)),
  slopes: (minutes, logTypical, logSpread, into) => {
    const sigma = Math.exp(logSpread)
    const z = (Math.log(minutes) - logTypical) / sigma
    const bell = normalDensity(z)
    const density = bell / (sigma * minutes)
    into[0] = density
    into[1] = normalBelow(z)
    into[2] = (density * z) / sigma
    into[3] = -bell / sigma
    into[4] = density * (z * z - 1)
    into[5] = -bell * z
  },
  meanMinutes: (logTypical, logSpread) => Math.exp(logTypical + Math.exp(2 * logSpread) / 2),
  toDistribution: (logTypical, logSpread) => ({
    distribution: 'lognormal',
    medianMinutes: inMinutes(logTypical),
    sigma: rounded(Math.min(3, Math.exp(logSpread))),
  }),
  guess: (meanLog, varianceLog) => [meanLog, Math.log(Math.max(varianceLog, 1e-4)) / 2],
}

const exponential: DurationFamily = withNumericSlopes({
  name: 'exponential',
  parameters: 1,
  deviationPower: 0,
  density: (minutes, logTypical) => Math.exp(-minutes / Math.exp(logTypical) - logTypical),
  below: (minutes, logTypical) => -Math.expm1(-minutes / Math.exp(logTypical)),
  meanMinutes: (logTypical) => Math.exp(logTypical),
  toDistribution: (logTypical) => ({ distribution: 'exponential', meanMinutes: inMinutes(logTypical) }),
  guess: (meanLog) => [meanLog + eulerGamma, 0],
})

const gamma: DurationFamily = withNumericSlopes({
  name: 'gamma',
  parameters: 2,
  deviationPower: -0.5,
  density: (minutes, logTypical, logSpread) => {
    const shape = Math.exp(logSpread)
    const logScaled = Math.log(minutes) + logSpread - logTypical
    return Math.exp(shape * logScaled - Math.exp(logScaled) - logGamma(shape)) / minutes
  },
  below: (minutes, logTypical, logSpread) => gammaBelow(Math.exp(logSpread), minutes * Math.exp(logSpread - logTypical)),
  meanMinutes: (logTypical) => Math.exp(logTypical),
  toDistribution: (logTypical, logSpread) => ({
    distribution: 'gamma',
    meanMinutes: inMinutes(logTypical),
    shape: asShape(logSpread),
  }),
  guess: (meanLog, varianceLog) => {
    const shape = Math.min(50, Math.max(0.2, 1 / Math.max(varianceLog, 1e-3)))
    return [meanLog + 1 / (2 * shape), Math.log(shape)]
  },
})

const weibull: DurationFamily = withNumericSlopes({
  name: 'weibull',
  parameters: 2,
  deviationPower: -1,
  density: (minutes, logTypical, logSpread) => {
    const shape = Math.exp(logSpread)
    const logHazard = shape * (Math.log(minutes) - logTypical + logGamma(1 + 1 / shape))
    return (shape / minutes) * Math.exp(logHazard - Math.exp(logHazard))
  },
  below: (minutes, logTypical, logSpread) => {
    const shape = Math.exp(logSpread)
    return -Math.expm1(-Math.exp(shape * (Math.log(minutes) - logTypical + logGamma(1 + 1 / shape))))
  },
  meanMinutes: (logTypical) => Math.exp(logTypical),
  toDistribution: (logTypical, logSpread) => ({
    distribution: 'weibull',
    meanMinutes: inMinutes(logTypical),
    shape: asShape(logSpread),
  }),
  guess: (meanLog, varianceLog) => {
    const shape = Math.min(50, Math.max(0.2, Math.sqrt(logExponentialVariance / Math.max(varianceLog, 1e-3))))
    return [meanLog + eulerGamma / shape + logGamma(1 + 1 / shape), Math.log(shape)]
  },
})

export const families: Record<FamilyName, DurationFamily> = { exponential, lognormal, gamma, weibull }

/** A distribution as a family with its two numbers. What is always the same has no family: it is taken as a narrow lognormal. */
export function familyOf(distribution: Distribution): { family: DurationFamily; logTypical: number; logSpread: number } {
  switch (distribution.distribution) {
    case 'constant':
      return { family: lognormal, logTypical: Math.log(distribution.minutes), logSpread: Math.log(0.05) }
    case 'lognormal':
      return {
        family: lognormal,
        logTypical: Math.log(distribution.medianMinutes),
        logSpread: Math.log(Math.max(distribution.sigma, 0.01)),
      }
    case 'exponential':
      return { family: exponential, logTypical: Math.log(distribution.meanMinutes), logSpread: 0 }
    case 'gamma':
    case 'weibull':
      return {
        family: families[distribution.distribution],
        logTypical: Math.log(meanMinutesOf(distribution)),
        logSpread: Math.log(distribution.shape),
      }
  }
}
