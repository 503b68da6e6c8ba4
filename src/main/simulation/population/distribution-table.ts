import { logGamma } from '../../../shared/gamma-function.ts'
import type { ModelDistribution } from '../../../shared/model/distribution.ts'
import { meanOf, normalAbove } from '../../../shared/model/distribution-mean.ts'
import { type GammaCurve, gammaCurve } from './gamma-curve.ts'
import { HyperexponentialQuantile } from './hyperexponential.ts'
import { normalQuantile } from './normal-quantile.ts'
import { blockSize } from './sample-block.ts'
import { cumulativeShares, positionOf } from './shares.ts'

const kinds = {
  never: 0,
  constant: 1,
  uniform: 2,
  triangular: 3,
  exponential: 4,
  gamma: 5,
  hyperexponential: 6,
  weibull: 7,
  normal: 8,
  lognormal: 9,
  discrete: 10,
  empirical: 11,
  between: 12,
} as const

/**
 * Distributions as rows of flat columns, sampled by inversion: one uniform number gives one time. The quantile rises with the number, for
 * the exponential distribution it falls.
 */
export class DistributionTable {
  /** Exact means, by row; Infinity for `never`. */
  readonly mean: Float64Array
  private readonly kind: Uint8Array
  private readonly scale: Float64Array
  private readonly shape: Float64Array
  /** What else a kind needs. */
  private readonly third: Float64Array
  private readonly gammas: (GammaCurve | null)[]
  private readonly mixtures: (HyperexponentialQuantile | null)[]
  /** Values in order, and their running probabilities. */
  private readonly values: Float64Array[]
  private readonly sums: Float64Array[]
  private readonly hasLognormal: boolean
  /** Of the patients of a block: standard normal numbers. */
  private readonly normals = new Float64Array(blockSize)

  /** `unit`: what a distribution's numbers are multiplied by: minutes in the document's unit of time. */
  constructor(distributions: readonly ModelDistribution[], unit: number) {
    const rows = distributions.length
    this.mean = Float64Array.from(distributions, (distribution) => meanOf(distribution) * unit)
    this.kind = new Uint8Array(rows)
    this.scale = new Float64Array(rows)
    this.shape = new Float64Array(rows)
    this.third = new Float64Array(rows)
    this.gammas = Array<GammaCurve | null>(rows).fill(null)
    this.mixtures = Array<HyperexponentialQuantile | null>(rows).fill(null)
    this.values = Array.from({ length: rows }, () => none)
    this.sums = Array.from({ length: rows }, () => none)
    distributions.forEach((distribution, row) => {
      this.set(row, distribution, unit)
    })
    this.hasLognormal = this.kind.includes(kinds.lognormal)
  }

  /** Quantiles for the patients of a block: of patient `i` into `column[slots[i]]`, at `uniforms[i]`, by row `rows[i]` (null: row 0). */
  fill(column: Float64Array, slots: Int32Array, rows: Int32Array | null, uniforms: Float64Array, count: number): void {
    const { kind, scale, shape, normals } = this
    // In a loop of their own, in which the processor works out several at a time.
    if (this.hasLognormal) for (let at = 0; at < count; at++) normals[at] = normalQuantile(uniforms[at]!)
    for (let at = 0; at < count; at++) {
      const row = rows === null ? 0 : rows[at]!
      const uniform = uniforms[at]!
      const slot = slots[at]!
      // The two most usual ones without a call, and so without allocating anything.
      if (kind[row] === kinds.lognormal) column[slot] = scale[row]! * Math.exp(shape[row]! * normals[at]!)
      else if (kind[row] === kinds.exponential) column[slot] = -scale[row]! * Math.log(uniform)
      else column[slot] = this.quantile(row, uniform)
    }
  }

  /** The row's time at a uniform number strictly between 0 and 1. */
  quantile(row: number, uniform: number): number {
    const scale = this.scale[row]!
    switch (this.kind[row]) {
      case kinds.exponential:
        return -scale * Math.log(uniform)
      case kinds.lognormal:
        return scale * Math.exp(this.shape[row]! * normalQuantile(uniform))
      case kinds.constant:
        return scale
      case kinds.uniform:
        return scale + this.shape[row]! * uniform
      case kinds.triangular: {
        const range = this.shape[row]!
        const mode = this.third[row]!
        return uniform < mode
          ? scale + range * Math.sqrt(mode * uniform)
          : scale + range - range * Math.sqrt((1 - mode) * (1 - uniform))
      }
      case kinds.gamma:
        return scale * this.gammas[row]!.at(normalQuantile(uniform))
      case kinds.weibull:
        return scale * (-Math.log(1 - uniform)) ** this.shape[row]!
      case kinds.hyperexponential:
        return scale * this.mixtures[row]!.at(-Math.log1p(-uniform))
      case kinds.normal:
        // From the upper end, where what is left of a bell curve cut high keeps its digits.
        return Math.max(0, scale - this.shape[row]! * normalQuantile((1 - uniform) * this.third[row]!))
      case kinds.discrete:
        return this.values[row]![positionOf(this.sums[row]!, uniform)]!
      case kinds.empirical: {
        const values = this.values[row]!
        return values[Math.floor(uniform * values.length)]!
      }
      case kinds.between: {
        const values = this.values[row]!
        const position = uniform * (values.length - 1)
        const before = Math.floor(position)
        return values[before]! + (position - before) * (values[before + 1]! - values[before]!)
      }
      default:
        return Number.POSITIVE_INFINITY
    }
  }

  /** Whether the row's time depends on the number at all. */
  isRandom(row: number): boolean {
    return this.kind[row]! > kinds.constant
  }

  private set(row: number, distribution: ModelDistribution, unit: number): void {
    const put = (kind: keyof typeof kinds, scale: number, shape = 0, third = 0) => {
      this.kind[row] = kinds[kind]
      this.scale[row] = scale
      this.shape[row] = shape
      this.third[row] = third
    }
    switch (distribution.distribution) {
      case 'constant':
        put('constant', distribution.value * unit)
        break
      case 'uniform':
        put('uniform', distribution.minimum * unit, (distribution.maximum - distribution.minimum) * unit)
        break
      case 'triangular': {
        const { minimum, mode, maximum } = distribution
        put('triangular', minimum * unit, (maximum - minimum) * unit, (mode - minimum) / (maximum - minimum))
        break
      }
      case 'exponential':
        put('exponential', distribution.mean * unit)
        break
      case 'erlang':
      case 'gamma': {
        const shape = distribution.distribution === 'erlang' ? distribution.stages : distribution.shape
        this.gammas[row] = gammaCurve(shape)
        put('gamma', (distribution.mean * unit) / shape)
        break
      }
      case 'weibull': {
        const { mean, shape } = distribution
        put('weibull', (mean * unit) / Math.exp(logGamma(1 + 1 / shape)), 1 / shape)
        break
      }
      case 'hyperexponential':
        this.mixtures[row] = new HyperexponentialQuantile(distribution)
        put('hyperexponential', unit)
        break
      case 'normal': {
        const { mean, sd, minimum = 0 } = distribution
        put('normal', mean * unit, sd * unit, normalAbove((minimum - mean) / sd))
        break
      }
      case 'lognormal': {
        const { median, sigma } = logarithmOf(distribution)
        put('lognormal', median * unit, sigma)
        break
      }
      case 'discrete': {
        const { values, probabilities } = distribution
        const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!)
        this.values[row] = Float64Array.from(order, (index) => values[index]! * unit)
        this.sums[row] = cumulativeShares(order.map((index) => probabilities[index]!))
        put('discrete', 0)
        break
      }
      case 'empirical':
        this.values[row] = Float64Array.from(distribution.values, (value) => value * unit).sort()
        put(distribution.between === true && distribution.values.length > 1 ? 'between' : 'empirical', 0)
        break
      case 'never':
        put('never', 0)
    }
  }
}

const none = new Float64Array(0)

/** Median, and standard deviation of the logarithm, of whichever way a lognormal distribution is given. */
function logarithmOf(distribution: Extract<ModelDistribution, { distribution: 'lognormal' }>): { median: number; sigma: number } {
  const { mean = 0, sd = 0, variance = sd ** 2, median, sigma = 0 } = distribution
  if (median !== undefined) return { median, sigma }
  const spread = Math.log1p(variance / mean ** 2)
  return { median: mean * Math.exp(-spread / 2), sigma: Math.sqrt(spread) }
}
