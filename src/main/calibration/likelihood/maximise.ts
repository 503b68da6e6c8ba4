import { choleskyFactor, choleskySolve } from '../../statistics/symmetric-matrix.ts'

const mostSteps = 200
const farthestMove = 1.5
const lightDamping = 0.01

/** What a likelihood tells at a point beside its logarithm: the gradient and, where it is asked for, the information. */
export interface Slope {
  readonly gradient: Float64Array
  /** Sum of outer products of the visits' gradients, size x size; null: not wanted. */
  readonly information: Float64Array | null
}

interface FullSlope extends Slope {
  readonly information: Float64Array
}

export interface Corner {
  readonly numbers: readonly number[]
  readonly beyond: number
}

export interface Likelihood {
  readonly size: number
  /** No number may leave these bounds. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** A corner of the likelihood at most this near: where the numbers, added up, have `beyond` more than it. Null where there is none. */
  readonly cornerNear?: (at: Float64Array, distance: number) => Corner | null
  /** Logarithm of the likelihood; fills `slope` where it is given. */
  readonly evaluate: (at: Float64Array, slope: Slope | null) => number
}

export interface Maximum {
  readonly at: Float64Array
  readonly logLikelihood: number
  readonly slope: FullSlope
}

const createSlope = (size: number): FullSlope => ({
  gradient: new Float64Array(size),
  information: new Float64Array(size * size),
})

/**
 * Maximum likelihood by scoring with the outer products of the visits' gradients as information (Berndt, Hall, Hall and Hausman 1974), damped
 * as by Levenberg and Marquardt; numbers at a bound stay there while the likelihood pushes outwards. `held` numbers keep their value.
 */
export function maximise(
  likelihood: Likelihood,
  start: Float64Array,
  held: ReadonlySet<number> = new Set(),
  tolerance = 1e-7,
): Maximum {
  const { size, lower, upper } = likelihood
  let at: Float64Array = start.map((value, index) => Math.min(upper[index]!, Math.max(lower[index]!, value)))
  let slope = createSlope(size)
  let other = createSlope(size)
  let logLikelihood = likelihood.evaluate(at, slope)
  let damping = 1e-4
  for (let step = 0; step < mostSteps; step++) {
    const free = Array.from(at, (_, index) => index).filter(
      (index) =>
        !held.has(index) &&
        slope.information[index * size + index]! > 0 &&
        !(at[index]! <= lower[index]! && slope.gradient[index]! < 0) &&
        !(at[index]! >= upper[index]! && slope.gradient[index]! > 0),
    )
    const move = solveFree(slope, size, free, damping)
    if (move === null) {
      damping = Math.max(damping * 10, 1e-6)
      if (damping > 1e12) break
      continue
    }
    const expected = free.reduce((sum, index, place) => sum + slope.gradient[index]! * move[place]!, 0)
    // A short step that promises little may only be short because it is damped.
    if (expected < tolerance && damping <= lightDamping) break
    const next = Float64Array.from(at)
    free.forEach((index, place) => {
      const bounded = Math.max(-farthestMove, Math.min(farthestMove, move[place]!))
      next[index] = Math.min(upper[index]!, Math.max(lower[index]!, at[index]! + bounded))
    })
    const there = likelihood.evaluate(next, other)
    if (there > logLikelihood) {
      const gained = there - logLikelihood
      const wasLight = damping <= lightDamping
      ;[slope, other] = [other, slope]
      at = next
      logLikelihood = there
      damping = Math.max(damping / 5, 1e-9)
      if (gained < tolerance && wasLight) break
    } else {
      damping = Math.max(damping, 1e-6) * 8
      if (damping > 1e12) break
    }
  }
  return { at, logLikelihood, slope }
}

function solveFree(slope: FullSlope, size: number, free: readonly number[], damping: number): Float64Array | null {
  const small = free.length
  const matrix = new Float64Array(small * small)
  free.forEach((row, rowPlace) => {
    free.forEach((column, columnPlace) => {
      matrix[rowPlace * small + columnPlace] = slope.information[row * size + column]! * (row === column ? 1 + damping : 1)
    })
  })
  const factor = choleskyFactor(matrix, small)
  if (factor === null) return null
  return choleskySolve(
    factor,
    small,
    free.map((index) => slope.gradient[index]!),
  )
}

/** Observed information: minus the second derivatives of the log likelihood, by central differences of its gradient. */
export function observedInformation(likelihood: Likelihood, at: Float64Array): Float64Array {
  const { size } = likelihood
  const matrix = new Float64Array(size * size)
  const [above, below] = [0, 1].map((): Slope => ({ gradient: new Float64Array(size), information: null })) as [Slope, Slope]
  const step = 1e-3
  const moved = Float64Array.from(at)
  for (let row = 0; row < size; row++) {
    moved[row] = at[row]! + step
    likelihood.evaluate(moved, above)
    moved[row] = at[row]! - step
    likelihood.evaluate(moved, below)
    moved[row] = at[row]!
    for (let column = 0; column < size; column++)
      matrix[row * size + column] = -(above.gradient[column]! - below.gradient[column]!) / (2 * step)
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) {
      const value = (matrix[row * size + column]! + matrix[column * size + row]!) / 2
      matrix[row * size + column] = value
      matrix[column * size + row] = value
    }
  return matrix
}
