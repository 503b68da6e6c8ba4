import { gammaAbove } from '../gamma-function.ts'
import type { ModelDistribution } from './distribution.ts'

/** Mean of a distribution as it is drawn, in its own unit; Infinity for `never`. */
export function meanOf(distribution: ModelDistribution): number {
  switch (distribution.distribution) {
    case 'constant':
      return distribution.value
    case 'uniform':
      return (distribution.minimum + distribution.maximum) / 2
    case 'triangular':
      return (distribution.minimum + distribution.mode + distribution.maximum) / 3
    case 'exponential':
    case 'erlang':
    case 'gamma':
    case 'weibull':
      return distribution.mean
    case 'hyperexponential':
      return weightedMean(
        distribution.branches.map(({ mean }) => mean),
        distribution.branches.map(({ probability }) => probability),
      )
    case 'normal':
      return truncatedNormalMean(distribution.mean, distribution.sd, distribution.minimum ?? 0)
    case 'lognormal':
      return distribution.mean ?? (distribution.median ?? 0) * Math.exp((distribution.sigma ?? 0) ** 2 / 2)
    case 'discrete':
      return weightedMean(distribution.values, distribution.probabilities)
    case 'empirical':
      return empiricalMean(distribution.values, distribution.between ?? false)
    case 'never':
      return Number.POSITIVE_INFINITY
  }
}

/** Probabilities may add up to 1 only nearly; they are shares of their sum. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total
}

/** `between`: the straight lines through neighbouring values in order, so that the ends count half. */
function empiricalMean(values: readonly number[], between: boolean): number {
  const sum = values.reduce((total, value) => total + value, 0)
  if (!between || values.length === 1) return sum / values.length
  const ends = values.reduce((least, value) => Math.min(least, value)) + values.reduce((most, value) => Math.max(most, value))
  return (sum - ends / 2) / (values.length - 1)
}

function truncatedNormalMean(mean: number, sd: number, minimum: number): number {
  const cut = (minimum - mean) / sd
  return mean + (sd * normalDensity(cut)) / normalAbove(cut)
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}

/** Probability that a standard normal number is above z, through the gamma distribution of its square. */
export function normalAbove(z: number): number {
  const beyond = gammaAbove(0.5, (z * z) / 2) / 2
  return z > 0 ? beyond : 1 - beyond
}
