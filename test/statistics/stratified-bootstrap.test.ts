import { describe, expect, it } from 'vitest'
import { interquartileMean } from '../../src/main/statistics/interquartile-mean.ts'
import { mean } from '../../src/main/statistics/moments.ts'
import { stratifiedBootstrap } from '../../src/main/statistics/stratified-bootstrap.ts'
import { normals, uniforms } from '../fairness/synthetic.ts'

const meanOfAll = (strata: readonly Float64Array[]) => mean(strata.flatMap((stratum) => [...stratum]))

describe('stratified bootstrap', () => {
  it('agrees with SciPy’s percentile bootstrap of the interquartile mean', () => {
    const values = [3.1, -2, 7.7, 0.4, 12.5, 5.2, -1.1, 4.4]
    const [lower, upper] = stratifiedBootstrap([values], ([resample]) => interquartileMean(resample!), {
      uniform: uniforms(3),
      resamples: 40_000,
    })
    expect(Math.abs(lower + 0.35)).toBeLessThan(0.12)
    expect(Math.abs(upper - 7.45)).toBeLessThan(0.12)
  })

  it('draws from each stratum as many as it has', () => {
    const seen = new Set<string>()
    stratifiedBootstrap(
      [
        [1, 2, 3],
        [10, 20],
      ],
      ([small, large]) => {
        seen.add(`${small!.length} ${large!.length}`)
        expect([...small!].every((value) => value < 10) && [...large!].every((value) => value >= 10)).toBe(true)
        return 0
      },
      { uniform: uniforms(1), resamples: 200 },
    )
    expect([...seen]).toEqual(['3 2'])
  })

  it('has the spread within strata only: values that are the same in each leave no doubt', () => {
    const strata = [
      [1, 1, 1],
      [9, 9, 9],
    ]
    expect(stratifiedBootstrap(strata, meanOfAll, { uniform: uniforms(1), resamples: 500 })).toEqual([5, 5])
  })

  it('gives the same interval for the same numbers, and a wider one for a higher level', () => {
    const draw = (level?: number) =>
      stratifiedBootstrap([[1, 4, 2, 8, 5, 7]], meanOfAll, {
        uniform: uniforms(9),
        resamples: 2000,
        ...(level === undefined ? {} : { level }),
      })
    expect(draw()).toEqual(draw(0.95))
    expect(draw(0.99)[0]).toBeLessThan(draw(0.8)[0])
    expect(() => stratifiedBootstrap([[1], []], meanOfAll, { uniform: uniforms(1), resamples: 10 })).toThrow(RangeError)
  })

  it('covers the true mean in about 95 of 100 experiments with 30 values', () => {
    const normal = normals(4)
    let covered = 0
    for (let experiment = 0; experiment < 300; experiment++) {
      const values = Array.from({ length: 30 }, () => 5 + 2 * normal())
      const [lower, upper] = stratifiedBootstrap([values], meanOfAll, { uniform: uniforms(experiment), resamples: 400 })
      if (lower < 5 && upper > 5) covered++
    }
    expect(covered).toBeGreaterThan(268)
    expect(covered).toBeLessThan(297)
  })
})
