import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CoMoments } from '../../src/main/statistics/co-moments.ts'
import { measureMean } from '../../src/main/statistics/estimate.ts'
import { jackknife, measure } from '../../src/main/statistics/jackknife.ts'

const momentsOf = (rows: readonly (readonly number[])[]) => {
  const moments = new CoMoments(rows[0]!.length)
  for (const row of rows) moments.add(row)
  return moments
}
/** A ratio of the second sum over the first: its value, and its standard error. */
const ratioOf = (rows: readonly (readonly number[])[]) => {
  const moments = momentsOf(rows)
  const value = moments.means[1]! / moments.means[0]!
  return { value, standardError: moments.standardError([-value / moments.means[0]!, 1 / moments.means[0]!]) }
}

describe('sums that vary together', () => {
  it('give the standard error of a mean and of a sum of means, large numbers or small', () => {
    const numbers = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, numbers), { minLength: 2, maxLength: 40 }), fc.constantFrom(0, 1e9), (rows, far) => {
        const moments = momentsOf(rows.map(([a, b]) => [a + far, b]))
        const single = measureMean(rows.map(([a]) => a + far))
        expect(moments.means[0]).toBeCloseTo(single.value, 5)
        expect(moments.standardError([1, 0])).toBeCloseTo(single.standardError, 5)
        const sum = measureMean(rows.map(([a, b]) => 2 * a - 3 * b))
        expect(moments.standardError([2, -3])).toBeCloseTo(sum.standardError, 5)
      }),
    )
  })

  it('know a ratio as the delete-one jackknife does, but for terms that vanish', () => {
    const rows = Array.from({ length: 200 }, (_, index) => [
      40 + ((index * 37) % 23),
      100 + ((index * 53) % 61) + ((index * 37) % 23),
    ])
    const [whole] = jackknife(Float64Array.from(rows.flat()), 2, 1, (totals, into) => {
      into[0] = totals[1]! / totals[0]!
    }).map(measure)
    const { value, standardError } = ratioOf(rows)
    expect(value).toBeCloseTo(whole!.value, 12)
    expect(standardError / whole!.standardError).toBeCloseTo(1, 3)
  })

  it('know for certain what never varied, and nothing of chance from one row', () => {
    expect(ratioOf([4, 9, 2, 7].map((count) => [count, count]))).toEqual({ value: 1, standardError: 0 })
    expect(momentsOf([[3, 5]]).standardError([1, 1])).toBe(0)
  })
})
