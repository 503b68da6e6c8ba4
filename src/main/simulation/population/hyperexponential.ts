import type { ModelDistribution } from '../../../shared/model/distribution.ts'

type Hyperexponential = Extract<ModelDistribution, { distribution: 'hyperexponential' }>

/** 32-bit uniform numbers have an exponential score below this. */
const farthest = 23
const intervals = 256
const precision = 1e-11

/**
 * The quantile of a mixture of exponential distributions with this exponential score, -log(1 - u). The logarithm of the survival function is
 * convex, so Newton's steps from the knot below never overshoot; the knots only make them few.
 */
export class HyperexponentialQuantile {
  private readonly probability: Float64Array
  private readonly rate: Float64Array
  private readonly knots = new Float64Array(intervals)

  /** Probabilities are brought to a sum of 1. */
  constructor({ branches }: Hyperexponential) {
    const total = branches.reduce((sum, { probability }) => sum + probability, 0)
    this.probability = Float64Array.from(branches, ({ probability }) => probability / total)
    this.rate = Float64Array.from(branches, ({ mean }) => 1 / mean)
    for (let knot = 1; knot < intervals; knot++)
      this.knots[knot] = this.solve((knot * farthest) / intervals, this.knots[knot - 1]!)
  }

  at(score: number): number {
    return this.solve(score, this.knots[Math.min(intervals - 1, Math.floor((score / farthest) * intervals))]!)
  }

  private solve(score: number, from: number): number {
    const { probability, rate } = this
    let x = from
    for (let step = 0; step < 100; step++) {
      let below = 0
      let above = 0
      let density = 0
      for (let branch = 0; branch < rate.length; branch++) {
        const scaled = rate[branch]! * x
        const rest = probability[branch]! * Math.exp(-scaled)
        below -= probability[branch]! * Math.expm1(-scaled)
        above += rest
        density += rest * rate[branch]!
      }
      // Each form of the logarithm keeps its digits where the other loses them.
      const logAbove = below < 0.5 ? Math.log1p(-below) : Math.log(above)
      const change = ((score + logAbove) * above) / density
      x += change
      if (Math.abs(change) <= precision * x) break
    }
    return x
  }
}
