import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BinCounts } from '../../src/main/statistics/bin-counts.ts'
import { BinSummation } from '../../src/main/statistics/bin-summation.ts'
import { mean, variance } from '../../src/main/statistics/moments.ts'
import { PooledTimes, sampleFields, writeSampleFields } from '../../src/main/statistics/pooled-times.ts'
import { quantileOfSorted } from '../../src/main/statistics/quantile.ts'
import { StreamingSample } from '../../src/main/statistics/streaming-sample.ts'
import { tCritical } from '../../src/main/statistics/student-t.ts'

/** Bins are summed up by so many replications first. */
function pooled(replications: readonly (readonly number[])[], threshold?: number, together = 3): PooledTimes {
  const times = new PooledTimes()
  const bins = new BinCounts()
  const row = new Float64Array(sampleFields.length + 1)
  for (const values of replications) {
    const sample = new StreamingSample(threshold)
    for (const value of values) sample.add(value)
    sample.writeBins(bins)
    writeSampleFields(sample, row, 1)
    times.add(row, 1)
  }
  const sums = new BinSummation().sum(bins.written(), 1, together)
  const place = { bins: 0, sums: 0 }
  while (place.bins < sums.bins.length) times.addBins(sums, place)
  expect(place.sums).toBe(sums.sums.length)
  return times
}

/** Uniform numbers from a seed: a Weyl sequence, hashed. */
function uniforms(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let hash = state
    for (const multiplier of [0x21f0aaad, 0x735a2d97]) hash = Math.imul(hash ^ (hash >>> 15), multiplier)
    return (((hash ^ (hash >>> 15)) >>> 0) + 0.5) / 2 ** 32
  }
}

const waits = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), { maxLength: 60 })

describe('times of several replications together', () => {
  it('are the times of one', () => {
    fc.assert(
      fc.property(fc.array(waits, { minLength: 1, maxLength: 8 }), (replications) => {
        const all = replications.flat().sort((a, b) => a - b)
        fc.pre(all.length > 0)
        const times = pooled(replications, 50)
        expect(times.replications).toBe(replications.filter(({ length }) => length > 0).length)
        const near = (value: number, exact: number) =>
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-6 * (1 + all.at(-1)!))
        near(times.mean().value, mean(all))
        near(times.standardDeviation().value, Math.sqrt(variance(all)))
        near(times.positive().value, all.filter((value) => value > 0).length / all.length)
        near(times.over().value, all.filter((value) => value > 50).length / all.length)
        for (const share of [0, 0.01, 0.25, 0.5, 0.9, 0.95, 1]) {
          const exact = quantileOfSorted(all, share)
          expect(Math.abs(times.quantile(share).value - exact)).toBeLessThanOrEqual(exact / 512 + 1e-12)
        }
      }),
    )
  })

  it('weigh patients, not replications', () => {
    const times = pooled([[10, 10, 10, 10, 10, 10, 10, 10, 10], [0]])
    expect(times.mean().value).toBeCloseTo(9, 12)
    expect(times.positive().value).toBeCloseTo(0.9, 12)
    expect(times.quantile(0.5).value).toBe(10)
  })

  it('are known for certain where they are always the same, and not by chance from one replication', () => {
    const same = pooled([[7, 7, 7], [7], [7, 7]])
    for (const estimate of [same.mean(), same.quantile(0.5), same.quantile(0.95)]) {
      expect(estimate.value).toBe(7)
      expect(estimate.standardError).toBe(0)
    }
    expect(same.standardDeviation()).toEqual({ value: 0, standardError: 0 })
    const single = pooled([[1, 2, 5], []])
    expect([single.replications, single.mean().standardError, single.quantile(0.5).standardError]).toEqual([1, 0, 0])
    expect(pooled([[]]).quantile(0.5).value).toBeNaN()
  })

  it('have the same percentiles and errors in any order of replications and however these are put together, to the last bit', () => {
    const next = uniforms(5)
    const replications = Array.from({ length: 30 }, () =>
      Array.from({ length: 1 + Math.floor(40 * next()) }, () => -Math.log(next())),
    )
    const forwards = pooled(replications)
    const others = [pooled([...replications].reverse()), pooled(replications, undefined, 1), pooled(replications, undefined, 30)]
    for (const other of others)
      for (const share of [0.5, 0.9, 0.95]) expect(other.quantile(share)).toEqual(forwards.quantile(share))
  })

  /** Replications of unequal size whose values share a level, as waits of one day do. */
  it('cover the truth as often as they say: mean, standard deviation, percentiles', () => {
    const experiments = 400
    const replications = 40
    const next = uniforms(11)
    // Values are a + e, a ~ uniform(0, 1) by replication and e ~ exponential(1): moments are known, the distribution is worked out.
    const upTo = (x: number) => (x <= 1 ? x - 1 + Math.exp(-x) : 1 - Math.exp(-x) * (Math.E - 1))
    const quantile = (share: number) => {
      let [low, high] = [0, 50]
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2
        if (upTo(middle) < share) low = middle
        else high = middle
      }
      return low
    }
    const exact = [1.5, Math.sqrt(1 + 1 / 12), quantile(0.5), quantile(0.9), quantile(0.95)]
    const covered = exact.map(() => 0)
    for (let experiment = 0; experiment < experiments; experiment++) {
      const times = pooled(
        Array.from({ length: replications }, () => {
          const level = next()
          return Array.from({ length: 20 + Math.floor(100 * next()) }, () => level - Math.log(next()))
        }),
      )
      const estimates = [times.mean(), times.standardDeviation(), ...[0.5, 0.9, 0.95].map((share) => times.quantile(share))]
      estimates.forEach(({ value, standardError }, index) => {
        if (Math.abs(value - exact[index]!) <= tCritical(0.95, replications - 1) * standardError) covered[index]!++
      })
    }
    // Binomial: 95 % of 400 is 380, its standard deviation 4.4; with 40 replications a few more are lost to skewness.
    for (const count of covered) {
      expect(count / experiments).toBeGreaterThan(0.905)
      expect(count / experiments).toBeLessThan(0.985)
    }
  })
})
