/**
 * Cholesky factor (lower, row by row) of a symmetric positive definite matrix `size` x `size`, or null where it is none. The input is left as
 * it is.
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  const factor = Float64Array.from(matrix)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factor[row * size + column]!
      for (let at = 0; at < column; at++) sum -= factor[row * size + at]! * factor[column * size + at]!
      if (row === column) {
        if (!(sum > 0)) return null
        factor[row * size + row] = Math.sqrt(sum)
      } else factor[row * size + column] = sum / factor[column * size + column]!
    }
  }
  return factor
}

/** Solves matrix x = right side, given the Cholesky factor of the matrix. */
export function choleskySolve(factor: Float64Array, size: number, rightSide: ArrayLike<number>): Float64Array {
  const solution = Float64Array.from(rightSide)
  for (let row = 0; row < size; row++) {
    let sum = solution[row]!
    for (let at = 0; at < row; at++) sum -= factor[row * size + at]! * solution[at]!
    solution[row] = sum / factor[row * size + row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row]!
    for (let at = row + 1; at < size; at++) sum -= factor[at * size + row]! * solution[at]!
    solution[row] = sum / factor[row * size + row]!
  }
  return solution
}

/** Inverse of a symmetric positive definite matrix, or null where it is none. */
export function invertPositiveDefinite(matrix: Float64Array, size: number): Float64Array | null {
  const factor = choleskyFactor(matrix, size)
  if (factor === null) return null
  const inverse = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let column = 0; column < size; column++) {
    unit.fill(0)
    unit[column] = 1
    inverse.set(choleskySolve(factor, size, unit), column * size)
  }
  return inverse
}
