import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BinCounts } from '../../src/main/statistics/bin-counts.ts'
import { mean, variance } from '../../src/main/statistics/moments.ts'
import { StreamingSample } from '../../src/main/statistics/streaming-sample.ts'
import { binOf } from '../../src/main/statistics/time-bins.ts'

const longestList = 2048
const sampleOf = (values: readonly number[], threshold?: number) => {
  const sample = new StreamingSample(threshold)
  for (const value of values) sample.add(value)
  return sample
}
/** More of the same, so that bins are counted and no longer listed. */
const often = (values: readonly number[]) => Array.from({ length: longestList + 1 }, (_, index) => values[index % values.length]!)
const written = (...samples: StreamingSample[]) => {
  const bins = new BinCounts()
  for (const sample of samples) sample.writeBins(bins)
  return [...bins.written()]
}
/** What is to be written of these values. */
const binned = (values: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(binOf(value), (counts.get(binOf(value)) ?? 0) + 1)
  return [counts.size, ...[...counts].sort(([a], [b]) => a - b).flat()]
}
const waits = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), {
  minLength: 1,
  maxLength: 200,
})

describe('streaming sample', () => {
  it('knows count, mean, spread, extremes, and how many are above zero and the threshold', () => {
    const sample = sampleOf([4, 0, 2, 10, 0], 3)
    expect([sample.count, sample.positive, sample.over, sample.mean]).toEqual([5, 3, 2, 3.2])
    expect(sample.squaredDeviations).toBeCloseTo(4 * 17.2, 12)
    expect([sample.smallest, sample.largest]).toEqual([0, 10])
    expect(sampleOf([5, 5.0000001], 5).over).toBe(1)
  })

  it('has nothing when empty, and again after it is cleared', () => {
    for (const sample of [sampleOf([1, 2, 3], 0), sampleOf(often([1, 2, 3]), 0)]) {
      sample.clear()
      expect([sample.count, sample.over, sample.mean, sample.squaredDeviations, sample.largest]).toEqual([0, 0, 0, 0, 0])
      expect(written(sample)).toEqual([0])
      sample.add(7)
      expect(written(sample)).toEqual(binned([7]))
      for (const value of often([9, 11])) sample.add(value)
      expect(written(sample)).toEqual(binned([7, ...often([9, 11])]))
    }
  })

  it('writes how often each bin came, few values or many, one sample after the other, and again after more were added', () => {
    fc.assert(
      fc.property(waits, waits, (a, b) => {
        expect(written(sampleOf(a), sampleOf(often(b)), sampleOf([]))).toEqual([...binned(a), ...binned(often(b)), 0])
        const sample = sampleOf(a)
        written(sample)
        for (const value of b) sample.add(value)
        expect(written(sample)).toEqual(binned([...a, ...b]))
      }),
    )
  })

  it('merges to what one sample of all would hold, listed or in bins', () => {
    const few = fc.constantFrom((values: readonly number[]) => values, often)
    fc.assert(
      fc.property(waits, waits, few, few, (a, b, manyA, manyB) => {
        const merged = sampleOf(manyA(a), 50)
        merged.merge(sampleOf(manyB(b), 50))
        const all = [...manyA(a), ...manyB(b)]
        expect([merged.count, merged.positive, merged.over, merged.smallest, merged.largest]).toEqual([
          all.length,
          all.filter((value) => value > 0).length,
          all.filter((value) => value > 50).length,
          Math.min(...all),
          Math.max(...all),
        ])
        expect(Math.abs(merged.mean - mean(all))).toBeLessThanOrEqual(1e-9 * (1 + mean(all)))
        const squares = variance(all) * (all.length - 1)
        expect(Math.abs(merged.squaredDeviations - squares)).toBeLessThanOrEqual(1e-9 * all.length * (1 + Math.max(...all) ** 2))
        expect(written(merged)).toEqual(binned(all))
      }),
    )
  })

  it('keeps the digits of a spread that is small against the mean', () => {
    const sample = sampleOf(Array.from({ length: 5000 }, (_, index) => 1e9 + (index % 2)))
    expect(sample.squaredDeviations).toBeCloseTo(5000 / 4, 6)
  })

  it('refuses negative times and what is no number', () => {
    expect(() => sampleOf([-1e-9])).toThrow(/0 or more/)
    expect(() => sampleOf([Number.NaN])).toThrow(/0 or more/)
  })
})
