import { normalQuantile } from '../simulation/population/normal-quantile.ts'
import { type Likelihood, type Maximum, maximise } from './maximise.ts'
import type { Uncertain } from './uncertain.ts'

/** Signed root of the likelihood ratio up to which a profile is walked: enough for intervals of 99.99 %. */
const farthestRoot = 4
const mostSolutions = 40
/** Roots of neighbouring knots differ by no more, unless steps get too short. */
const farthestApart = 2
const shortestStep = 0.02
const mostNarrowings = 5
const closeEnough = 0.1
const profileTolerance = 1e-4

interface Knot {
  readonly root: number
  readonly at: Float64Array
}

export interface Profiled {
  readonly likelihood: Likelihood
  readonly maximum: Maximum
  /** The number that is walked along, and a first length of a step. */
  readonly number: number
  readonly step: number
  /** The number to be reported, on a scale on which it can take any value, and back. */
  readonly derive: (at: Float64Array) => number
  readonly back: (value: number) => number
  /** What the interval ends at where the likelihood never falls far enough. */
  readonly ends: readonly [number, number]
}

/**
 * Interval by the profile likelihood: the values that a likelihood-ratio test does not reject, everything else fitted anew at each. Honest
 * where few visits tell, and where the estimate lies at the end of what is possible.
 */
export function profileInterval(profiled: Profiled): Uncertain {
  const { maximum, derive, back, ends } = profiled
  const sides = ([-1, 1] as const).map((direction) => walk(profiled, direction))
  return {
    value: back(derive(maximum.at)),
    interval: (level) => {
      const root = normalQuantile((1 + level) / 2)
      const [lower, upper] = sides.map((knots) => valueAt(profiled, knots, root))
      return [typeof lower === 'number' ? back(lower) : ends[0], typeof upper === 'number' ? back(upper) : ends[1]]
    },
  }
}

/** Everything else fitted anew with the number at `value`, beginning near `at`. */
function knotAt({ likelihood, maximum, number }: Profiled, at: Float64Array, value: number): Knot {
  const start = Float64Array.from(at)
  start[number] = value
  const there = maximise(likelihood, start, new Set([number]), profileTolerance)
  return { root: Math.sqrt(Math.max(0, 2 * (maximum.logLikelihood - there.logLikelihood))), at: there.at }
}

/** Knots from the maximum outwards. */
function walk(profiled: Profiled, direction: -1 | 1): Knot[] {
  const { likelihood, maximum, number, step } = profiled
  const knots: Knot[] = [{ root: 0, at: maximum.at }]
  const bound = direction < 0 ? likelihood.lower[number]! : likelihood.upper[number]!
  let [at, length] = [maximum.at, step]
  for (let solved = 0; solved < mostSolutions && at[number] !== bound; solved++) {
    const next = at[number]! + direction * length
    const knot = knotAt(profiled, at, direction < 0 ? Math.max(next, bound) : Math.min(next, bound))
    const last = knots[knots.length - 1]!.root
    if (knot.root - last > farthestApart && length > shortestStep) {
      length /= 2
      continue
    }
    at = knot.at
    if (knot.root - last < farthestApart / 3) length *= 1.8
    if (knot.root > last + 1e-6) knots.push(knot)
    if (knot.root >= farthestRoot) break
  }
  return knots
}

/** The derived number where the root of the likelihood ratio is `root`: found between two knots, which it adds to; null where none reaches it. */
function valueAt(profiled: Profiled, knots: Knot[], root: number): number | null {
  const { number, derive } = profiled
  for (let narrowing = 0; ; narrowing++) {
    const above = knots.findIndex((knot) => knot.root >= root)
    if (above <= 0) return null
    const [a, b] = [knots[above - 1]!, knots[above]!]
    const share = (root - a.root) / (b.root - a.root)
    if (narrowing === mostNarrowings || b.root - a.root < closeEnough) return derive(a.at) + share * (derive(b.at) - derive(a.at))
    const knot = knotAt(profiled, a.at, a.at[number]! + share * (b.at[number]! - a.at[number]!))
    // Where rounding puts a knot outside of its neighbours, nothing closer can be found.
    if (!(knot.root > a.root && knot.root < b.root)) return derive(a.at) + share * (derive(b.at) - derive(a.at))
    knots.splice(above, 0, knot)
  }
}
