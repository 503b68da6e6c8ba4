import { climb } from './climb.ts'
import type { Roots } from './equivalent-sample.ts'
import type { Likelihood, Maximum } from './maximise.ts'
import type { Uncertain } from './uncertain.ts'

/** A profile is walked as far as intervals of this level need. */
const highestLevel = 0.9999
const mostSolutions = 40
/** Roots of neighbouring knots differ by no more, unless steps get too short. */
const farthestApart = 2
const shortestStep = 0.02
const mostNarrowings = 5
const closeEnough = 0.1
/** A knot this near is moved to the wanted root along a straight line. */
const nearEnough = 0.05
/** In the logarithm of the likelihood: a thousandth moves an interval's end by less than a thousandth of its standard error. */
const profileTolerance = 1e-3

interface Knot {
  readonly root: number
  readonly at: Float64Array
  /** Inverse of the information of all others, as it has been learned on the way here. */
  readonly inverse: Float64Array
}

export interface Profiled {
  readonly likelihood: Likelihood
  readonly maximum: Maximum
  /** The number that is walked along, and a first length of a step. */
  readonly number: number
  readonly step: number
  /** Covariance of all numbers near the maximum, size x size; 0 for those that stay where they are. */
  readonly covariance: Float64Array
  /** The number to be reported, on a scale on which it can take any value, and back. */
  readonly derive: (at: Float64Array) => number
  readonly back: (value: number) => number
  /** Where intervals end, by the number that is walked along. */
  readonly roots: Roots
  /** What the interval ends at where the likelihood never falls far enough. */
  readonly ends: readonly [number, number]
}

/**
 * Interval by the profile likelihood: the values that a likelihood-ratio test does not reject, everything else fitted anew at each. Honest
 * where few visits tell, and where the estimate lies at the end of what is possible.
 */
export function profileInterval(profiled: Profiled): Uncertain {
  const { maximum, derive, back, roots, ends } = profiled
  const sides = ([-1, 1] as const).map((direction) => walk(profiled, direction))
  return {
    value: back(derive(maximum.at)),
    interval: (level) => {
      const wanted = roots(level)
      const [lower, upper] = sides.map((knots, side) => valueAt(profiled, knots, wanted[side]!))
      return [typeof lower === 'number' ? back(lower) : ends[0], typeof upper === 'number' ? back(upper) : ends[1]]
    },
  }
}

/** Everything else fitted anew with the number at `value`, beginning near the knot `from`. */
function knotAt({ likelihood, maximum, number }: Profiled, from: Knot, along: Float64Array, value: number): Knot {
  const start = from.at.map((other, index) => other + along[index]! * (value - from.at[number]!))
  start[number] = value
  const there = climb(likelihood, start, from.inverse, profileTolerance)
  return { ...there, root: Math.sqrt(Math.max(0, 2 * (maximum.logLikelihood - there.logLikelihood))) }
}

/** How the others move with the number near the maximum: what each changes by while this one changes by 1. */
function movesAlong({ likelihood, covariance, number }: Profiled): Float64Array {
  const { size } = likelihood
  const own = covariance[number * size + number]!
  return Float64Array.from({ length: size }, (_, index) => (own > 0 ? covariance[index * size + number]! / own : 0))
}

/** Covariance of the others while the number is held. */
function heldCovariance({ likelihood, covariance, number }: Profiled, along: Float64Array): Float64Array {
  const { size } = likelihood
  return covariance.map((value, at) => value - along[Math.floor(at / size)]! * covariance[number * size + (at % size)]!)
}

/** Knots from the maximum outwards. */
function walk(profiled: Profiled, direction: -1 | 1): Knot[] {
  const { likelihood, maximum, number, step } = profiled
  const along = movesAlong(profiled)
  const farthestRoot = profiled.roots(highestLevel)[direction < 0 ? 0 : 1]
  const knots: Knot[] = [{ root: 0, at: maximum.at, inverse: heldCovariance(profiled, along) }]
  const bound = direction < 0 ? likelihood.lower[number]! : likelihood.upper[number]!
  let [from, length] = [knots[0]!, step]
  for (let solved = 0; solved < mostSolutions && from.at[number] !== bound; solved++) {
    const next = from.at[number]! + direction * length
    const knot = knotAt(profiled, from, along, direction < 0 ? Math.max(next, bound) : Math.min(next, bound))
    const last = knots[knots.length - 1]!.root
    if (knot.root - last > farthestApart && length > shortestStep) {
      length /= 2
      continue
    }
    from = knot
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
    const knot = knotAt(profiled, a, movesAlong(profiled), a.at[number]! + share * (b.at[number]! - a.at[number]!))
    if (Math.abs(knot.root - root) < nearEnough)
      return derive(knot.at) + ((root - knot.root) / (b.root - a.root)) * (derive(b.at) - derive(a.at))
    // Where rounding puts a knot outside of its neighbours, nothing closer can be found.
    if (!(knot.root > a.root && knot.root < b.root)) return derive(a.at) + share * (derive(b.at) - derive(a.at))
    knots.splice(above, 0, knot)
  }
}
