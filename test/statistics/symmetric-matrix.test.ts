import { describe, expect, it } from 'vitest'
import { choleskyFactor, choleskySolve, invertPositiveDefinite } from '../../src/main/statistics/symmetric-matrix.ts'

const matrix = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3)

describe('symmetric positive definite matrices', () => {
  it('solve what they are multiplied with', () => {
    const solution = choleskySolve(choleskyFactor(matrix, 3)!, 3, [4 + 4 + 1.8, 2 + 10 + 3, 0.6 + 2 + 9])
    expect([...solution].map((value) => Number(value.toFixed(12)))).toEqual([1, 2, 3])
  })

  it('have an inverse', () => {
    const inverse = invertPositiveDefinite(matrix, 3)!
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++) {
        let sum = 0
        for (let at = 0; at < 3; at++) sum += matrix[row * 3 + at]! * inverse[at * 3 + column]!
        expect(sum).toBeCloseTo(row === column ? 1 : 0, 13)
      }
  })

  it('are told from those that are not', () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeNull()
    expect(invertPositiveDefinite(Float64Array.of(1, 1, 1, 1), 2)).toBeNull()
  })
})
