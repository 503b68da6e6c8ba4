import type { Likelihood } from './maximise.ts'

const mostSteps = 40
const mostHalvings = 12

export interface Climbed {
  readonly at: Float64Array
  readonly logLikelihood: number
  /** Inverse of the information as it has been learned on the way: size x size. */
  readonly inverse: Float64Array
}

/**
 * Climbs to a maximum that is near, with gradients alone (Broyden, Fletcher, Goldfarb and Shanno 1970). `inverse` is the inverse of the
 * information as far as it is known; numbers whose rows are 0 in it stay where they are. Ends where a step promises less than `tolerance`.
 */
export function climb(likelihood: Likelihood, start: Float64Array, inverse: Float64Array, tolerance: number): Climbed {
  const { size, lower, upper } = likelihood
  const learned = Float64Array.from(inverse)
  let at = Float64Array.from(start)
  let gradient = new Float64Array(size)
  let logLikelihood = likelihood.evaluate(at, { gradient, information: null })
  for (let step = 0; step < mostSteps; step++) {
    const direction = times(learned, gradient)
    const promised = dot(direction, gradient) / 2
    if (!(promised > tolerance)) break
    let length = 1
    let [next, nextGradient, there] = [at, gradient, Number.NEGATIVE_INFINITY]
    for (let halving = 0; halving < mostHalvings && !(there > logLikelihood); halving++) {
      next = at.map((value, index) => Math.min(upper[index]!, Math.max(lower[index]!, value + length * direction[index]!)))
      nextGradient = new Float64Array(size)
      there = likelihood.evaluate(next, { gradient: nextGradient, information: null })
      length /= 4
    }
    if (!(there > logLikelihood)) break
    learn(
      learned,
      next.map((value, index) => value - at[index]!),
      gradient.map((value, index) => value - nextGradient[index]!),
    )
    ;[at, gradient, logLikelihood] = [next, nextGradient, there]
  }
  return { at, logLikelihood, inverse: learned }
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
