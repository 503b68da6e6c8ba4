import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvText } from '../../src/shared/csv.ts'

it('writes tables that a CSV reader gives back as they were', () => {
  const row = fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ', 'é') }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const header = ['one', 'two', 'three']
      expect(parse(csvText(header, rows))).toEqual([header, ...rows])
    }),
  )
})

it('leaves null empty and writes numbers in full', () => {
  expect(csvText(['a', 'b', 'c'], [[null, 0.1234567890123, false]])).toBe('a,b,c\r\n,0.1234567890123,false\r\n')
})
