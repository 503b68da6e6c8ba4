import { normalQuantile } from '../simulation/population/normal-quantile.ts'
import { type Likelihood, type Maximum, maximise } from './maximise.ts'
import type { Uncertain } from './uncertain.ts'

/** Signed root of the likelihood ratio up to which a profile is walked: enough for intervals of 99.99 %. */
const farthestRoot = 4
const mostKnots = 14
const profileTolerance = 1e-4

interface Knot {
  readonly root: number
  /** The derived number on its working scale, with everything else fitted anew. */
  readonly value: number
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
  const sides = [walk(profiled, -1), walk(profiled, 1)] as const
  return {
    value: back(derive(maximum.at)),
    interval: (level) => {
      const root = normalQuantile((1 + level) / 2)
      const [lower, upper] = sides.map((knots) => valueAt(knots, root))
      return [
        lower === null || lower === undefined ? ends[0] : back(lower),
        upper === null || upper === undefined ? ends[1] : back(upper),
      ]
    },
  }
}

/** Knots from the maximum outwards. */
function walk({ likelihood, maximum, number, step, derive }: Profiled, direction: -1 | 1): Knot[] {
  const knots: Knot[] = [{ root: 0, value: derive(maximum.at) }]
  const held = new Set([number])
  let at = Float64Array.from(maximum.at)
  let length = step
  for (let knot = 1; knot < mostKnots; knot++) {
    const bound = direction < 0 ? likelihood.lower[number]! : likelihood.upper[number]!
    const next = at[number]! + direction * length
    const reached = direction < 0 ? next <= bound : next >= bound
    const start = Float64Array.from(at)
    start[number] = reached ? bound : next
    const there = maximise(likelihood, start, held, profileTolerance)
    at = Float64Array.from(there.at)
    const root = Math.sqrt(Math.max(0, 2 * (maximum.logLikelihood - there.logLikelihood)))
    const last = knots[knots.length - 1]!.root
    // Where the likelihood hardly changes, longer steps are taken.
    if (root - last < 0.7) length *= 1.8
    if (root > last + 1e-6) knots.push({ root, value: derive(at) })
    if (root >= farthestRoot || reached) break
  }
  return knots
}

/** The value at which the root of the likelihood ratio reaches `root`: quadratic through the nearest knots; null where none reaches it. */
function valueAt(knots: readonly Knot[], root: number): number | null {
  const above = knots.findIndex((knot) => knot.root >= root)
  if (above <= 0) return null
  const [a, b] = [knots[above - 1]!, knots[above]!]
  const linear = a.value + ((b.value - a.value) * (root - a.root)) / (b.root - a.root)
  const third = knots[above - 2] ?? knots[above + 1]
  if (third === undefined) return linear
  const slope = (b.value - a.value) / (b.root - a.root)
  const other = (third.value - a.value) / (third.root - a.root)
  const curved = linear + ((other - slope) / (third.root - b.root)) * (root - a.root) * (root - b.root)
  const [low, high] = a.value < b.value ? [a.value, b.value] : [b.value, a.value]
  return Math.min(high, Math.max(low, curved))
}
