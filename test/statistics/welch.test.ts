import { describe, expect, it } from 'vitest'
import { welchAverage } from '../../src/main/statistics/welch.ts'

describe('Welch moving average', () => {
  it('narrows towards the beginning and stops a window before the end', () => {
    expect(welchAverage([1, 2, 6, 3, 8, 5, 10], 2)).toEqual([1, 3, 20 / 5, 24 / 5, 32 / 5])
  })

  it('is the series itself without a window', () => {
    expect(welchAverage([4, 2, 9], 0)).toEqual([4, 2, 9])
  })
})
