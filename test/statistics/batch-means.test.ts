import { describe, expect, it } from 'vitest'
import { batchesCorrelated } from '../../src/main/statistics/batch-means.ts'

describe('independence of batch means', () => {
  it('finds a drift and neighbours that resemble each other', () => {
    expect(batchesCorrelated(Array.from({ length: 20 }, (_, index) => index))).toBe(true)
    expect(batchesCorrelated([1, 1, 1, 1, 1, 9, 9, 9, 9, 9])).toBe(true)
  })

  it('accepts means without an order, and ones that swing from side to side', () => {
    expect(batchesCorrelated([3, 8, 1, 9, 4, 7, 2, 6, 5, 8, 3, 7])).toBe(false)
    expect(batchesCorrelated([1, 2, 1, 2, 1, 2, 1, 2])).toBe(false)
    expect(batchesCorrelated([4, 4, 4, 4])).toBe(false)
  })

  it('stands where von Neumann puts the limit: ten means, a correlation of 1.645 standard errors', () => {
    // 1 2 3 4 5 5 4 3 2 1: squares 20, steps 8, correlation 1 - 8 / 40 = 0.8; standard error sqrt(8 / 99) = 0.284; ratio 2.81.
    expect(batchesCorrelated([1, 2, 3, 4, 5, 5, 4, 3, 2, 1])).toBe(true)
    // 1 3 1 3 3 1 3 3 1 1: squares 10, steps 24, correlation -0.2.
    expect(batchesCorrelated([1, 3, 1, 3, 3, 1, 3, 3, 1, 1])).toBe(false)
    // 1 1 3 3 3 1 1 3 3 1: squares 10, steps 16, correlation 0.2; ratio 0.70.
    expect(batchesCorrelated([1, 1, 3, 3, 3, 1, 1, 3, 3, 1])).toBe(false)
    // 1 1 1 3 3 3 3 3 1 1: squares 10, steps 8, correlation 0.6; ratio 2.11.
    expect(batchesCorrelated([1, 1, 1, 3, 3, 3, 3, 3, 1, 1])).toBe(true)
  })
})
