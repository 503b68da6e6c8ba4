import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, variance } from '../../src/main/statistics/moments.ts'
import { quantileOfSorted } from '../../src/main/statistics/quantile.ts'
import { StreamingSample } from '../../src/main/statistics/streaming-sample.ts'

const sampleOf = (values: readonly number[], threshold?: number, exactUpTo?: number) => {
  const sample = new StreamingSample(threshold, exactUpTo)
  for (const value of values) sample.add(value)
  return sample
}
const waits = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), {
  minLength: 1,
  maxLength: 200,
})

describe('streaming sample', () => {
  it('is exact for few values', () => {
    const sample = sampleOf([4, 0, 2, 10, 0], 3)
    expect([sample.count, sample.positive, sample.over, sample.mean]).toEqual([5, 3, 2, 3.2])
    expect(sample.standardDeviation).toBeCloseTo(Math.sqrt(17.2), 14)
    expect(sample.quantiles([0, 0.5, 0.75, 1])).toEqual([0, 2, 4, 10])
    expect(sample.quantiles([0.9])[0]).toBeCloseTo(7.6, 14)
  })

  it('takes further values after it was asked', () => {
    const sample = sampleOf([5, 1])
    expect(sample.quantiles([0, 1])).toEqual([1, 5])
    sample.add(0.5)
    expect(sample.quantiles([0, 0.5])).toEqual([0.5, 1])
    sample.merge(sampleOf([0.25]))
    expect(sample.quantiles([0])).toEqual([0.25])
  })

  it('counts a value at the threshold as not over it', () => {
    expect(sampleOf([5, 5.0000001], 5).over).toBe(1)
  })

  it('has no values when empty, and again after it is cleared', () => {
    const sample = sampleOf([1, 2, 3], 0, 2)
    sample.clear()
    expect([sample.count, sample.over, sample.mean, sample.standardDeviation, ...sample.quantiles([0.5])]).toEqual([
      0,
      0,
      NaN,
      NaN,
      NaN,
    ])
    sample.add(7)
    sample.add(9)
    sample.add(11)
    const [median, largest] = sample.quantiles([0.5, 1])
    expect(median! / 9).toBeCloseTo(1, 2)
    expect(largest! / 11).toBeCloseTo(1, 2)
  })

  it('keeps the zeros exact beyond its list', () => {
    const sample = sampleOf([...Array<number>(60).fill(0), ...Array<number>(40).fill(8)], 1, 10)
    expect(sample.quantiles([0.1, 0.59, 0.61, 1])).toEqual([0, 0, 8, 8])
    expect([sample.positive, sample.over]).toEqual([40, 40])
  })

  it('is within 0.2 % of every order statistic in bins, for values of every size', () => {
    fc.assert(
      fc.property(waits, fc.constantFrom(0.01, 0.25, 0.5, 0.9, 0.95, 1), (values, share) => {
        const ascending = [...values].sort((a, b) => a - b)
        const exact = quantileOfSorted(ascending, share)
        const [binned] = sampleOf(values, 0, 0).quantiles([share])
        expect(Math.abs(binned! - exact)).toBeLessThanOrEqual(exact / 512 + 1e-12)
      }),
    )
  })

  it('walks once over several quantiles and finds what single walks find', () => {
    fc.assert(
      fc.property(waits, (values) => {
        const sample = sampleOf(values, 0, 0)
        const shares = [0.05, 0.5, 0.9, 0.95]
        expect(sample.quantiles(shares)).toEqual(shares.map((share) => sample.quantiles([share])[0]))
      }),
    )
  })

  it('merges to what one sample of all would hold, listed or in bins', () => {
    fc.assert(
      fc.property(waits, waits, fc.constantFrom(0, 20, 1000), fc.constantFrom(0, 20, 1000), (a, b, exactA, exactB) => {
        const merged = sampleOf(a, 50, exactA)
        merged.merge(sampleOf(b, 50, exactB))
        const all = [...a, ...b]
        expect([merged.count, merged.positive, merged.over]).toEqual([
          all.length,
          all.filter((value) => value > 0).length,
          all.filter((value) => value > 50).length,
        ])
        expect(Math.abs(merged.mean - mean(all))).toBeLessThanOrEqual(1e-12 * mean(all))
        expect(Math.abs(merged.standardDeviation - Math.sqrt(variance(all)))).toBeLessThanOrEqual(1e-6 * (1 + Math.max(...all)))
        const ascending = all.sort((first, second) => first - second)
        for (const share of [0.5, 0.95]) {
          const exact = quantileOfSorted(ascending, share)
          expect(Math.abs(merged.quantiles([share])[0]! - exact)).toBeLessThanOrEqual(exact / 512 + 1e-12)
        }
      }),
    )
  })

  it('keeps the digits of a spread that is small against the mean', () => {
    const sample = sampleOf(Array.from({ length: 5000 }, (_, index) => 1e9 + (index % 2)))
    expect(sample.standardDeviation).toBeCloseTo(Math.sqrt((5000 / 4999) * 0.25), 9)
  })

  it('refuses negative times and what is no number', () => {
    expect(() => sampleOf([-1e-9])).toThrow(/0 or more/)
    expect(() => sampleOf([Number.NaN])).toThrow(/0 or more/)
  })
})
