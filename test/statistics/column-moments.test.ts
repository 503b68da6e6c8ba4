import { expect, it } from 'vitest'
import { ColumnMoments } from '../../src/main/statistics/column-moments.ts'

it('keeps each column apart, and leaves out rows that have no value in it', () => {
  const moments = new ColumnMoments(3)
  moments.add([2, 7, Number.NaN])
  moments.add([4, Number.NaN, Number.NaN])
  moments.add([9, Number.NaN, Number.NaN])
  expect([...moments.counts]).toEqual([3, 1, 0])
  expect([...moments.means]).toEqual([5, 7, 0])
  // Variance 13 of three values.
  expect(moments.standardError(0)).toBeCloseTo(Math.sqrt(13 / 3), 14)
  expect([moments.standardError(1), moments.standardError(2)]).toEqual([0, 0])
})
