import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimate, maximumPoints } from '../../src/renderer/decimate.ts'

const rowsOf = (values: readonly (number | null)[]) => values.map((value, index) => ({ index, value }))

describe('decimate', () => {
  it('keeps a short series as it is', () => {
    const rows = rowsOf([3, null, 1])
    expect(decimate(rows, (row) => row.value)).toEqual(rows)
  })

  it('never exceeds the limit, keeps order, both ends and both extremes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 2000 }), (values) => {
        const rows = rowsOf(values)
        const kept = decimate(rows, (row) => row.value)
        expect(kept.length).toBeLessThanOrEqual(Math.max(maximumPoints, 0))
        expect(kept[0]).toBe(rows[0])
        expect(kept.at(-1)).toBe(rows.at(-1))
        expect(kept.every((row, at) => at === 0 || row.index > kept[at - 1]!.index)).toBe(true)
        expect(Math.max(...kept.map((row) => row.value!))).toBe(Math.max(...values))
        expect(Math.min(...kept.map((row) => row.value!))).toBe(Math.min(...values))
      }),
    )
  })
})
