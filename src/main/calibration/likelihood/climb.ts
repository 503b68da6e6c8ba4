import type { Corner, Likelihood } from './maximise.ts'

const mostSteps = 40
const mostHalvings = 12
const cornerDistance = 0.01

export interface Climbed {
  readonly at: Float64Array
  readonly logLikelihood: number
  /** Inverse of the information as it has been learned on the way: size x size. */
  readonly inverse: Float64Array
}

/**
 * Climbs to a maximum that is near, with gradients alone (Broyden, Fletcher, Goldfarb and Shanno 1970). `inverse` is the inverse of the
 * information as far as it is known; numbers whose rows are 0 in it stay where they are. Ends where a step promises less than `tolerance`.
 *
 * Where the likelihood has a corner, gradients of either side lead across it and down again: then the climb goes on along the corner.
 */
export function climb(likelihood: Likelihood, start: Float64Array, inverse: Float64Array, tolerance: number): Climbed {
  const { size, lower, upper } = likelihood
  const learned = Float64Array.from(inverse)
  let at = Float64Array.from(start)
  let gradient = new Float64Array(size)
  let logLikelihood = likelihood.evaluate(at, { gradient, information: null })
  const noMove = new Float64Array(size)
  let corner: Corner | null = null
  for (let step = 0; step < mostSteps; step++) {
    const uphill = times(learned, gradient)
    const { direction, ontoCorner } =
      corner === null ? { direction: uphill, ontoCorner: noMove } : alongCorner(learned, uphill, corner)
    const promised = dot(direction, gradient) / 2
    const isPromising = promised > tolerance || corner !== null
    let length = 1
    let [next, nextGradient, there] = [at, gradient, Number.NEGATIVE_INFINITY]
    for (let halving = 0; isPromising && halving < mostHalvings && !(there > logLikelihood); halving++) {
      next = at.map((value, index) =>
        Math.min(upper[index]!, Math.max(lower[index]!, value + ontoCorner[index]! + length * direction[index]!)),
      )
      nextGradient = new Float64Array(size)
      there = likelihood.evaluate(next, { gradient: nextGradient, information: null })
      length /= 4
    }
    if (!(there > logLikelihood)) {
      if (corner !== null) break
      corner = likelihood.cornerNear?.(at, cornerDistance) ?? null
      if (corner === null) break
      // What was learned on the way may be of jumps across the corner.
      learned.set(inverse)
      continue
    }
    const gained = there - logLikelihood
    // Across a corner the gradient jumps, which says nothing about how it falls.
    if (corner === null)
      learn(
        learned,
        next.map((value, index) => value - at[index]!),
        gradient.map((value, index) => value - nextGradient[index]!),
      )
    ;[at, gradient, logLikelihood] = [next, nextGradient, there]
    if (corner !== null) {
      if (gained < tolerance) break
      corner = likelihood.cornerNear?.(at, cornerDistance) ?? null
    }
  }
  return { at, logLikelihood, inverse: learned }
}

/** The part of a direction that stays at a corner, and the move onto it; both as the information would have them. The same from either side. */
function alongCorner(inverse: Float64Array, uphill: Float64Array, { numbers, beyond }: Corner) {
  const across = new Float64Array(uphill.length)
  for (const number of numbers) across[number] = 1
  const acrossMove = times(inverse, across)
  const scale = dot(across, acrossMove)
  const rate = scale > 0 ? dot(across, uphill) / scale : 0
  return {
    direction: uphill.map((value, index) => value - rate * acrossMove[index]!),
    ontoCorner: acrossMove.map((value) => (scale > 0 ? (-beyond / scale) * value : 0)),
  }
}

/** The update of the inverse by a move and the fall of the gradient over it; left out where it would not stay positive definite. */
function learn(inverse: Float64Array, move: Float64Array, fall: Float64Array): void {
  const size = move.length
  const curvature = dot(move, fall)
  if (!(curvature > 1e-10)) return
  const moved = times(inverse, fall)
  const factor = (1 + dot(fall, moved) / curvature) / curvature
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      inverse[row * size + column]! +=
        factor * move[row]! * move[column]! - (moved[row]! * move[column]! + move[row]! * moved[column]!) / curvature
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  const result = new Float64Array(size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) result[row]! += matrix[row * size + column]! * vector[column]!
  return result
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum
}
