import { describe, expect, it } from 'vitest'
import { contrastRows } from '../../src/shared/seed-pool.ts'
import { seedPoolOf } from '../report/seed-pool-fixture.ts'

describe('a table of trainings', () => {
  it('has the interquartile mean from 8 seeds on, and says which lines speak for the setting', () => {
    const labels = (seeds: number[]) => contrastRows(seedPoolOf(seeds).contrasts[0]!).map(({ label, isMean }) => [label, isMean])
    expect(labels([3, 4])).toEqual([
      ['Seed 3', false],
      ['Seed 4', false],
      ['Mean over trainings', true],
      ['Mean over trainings and patients', true],
    ])
    const [eighth, ...means] = contrastRows(seedPoolOf([1, 2, 3, 4, 5, 6, 7, 8]).contrasts[0]!).slice(7)
    expect(eighth?.values.waitMinutes.mean).toBe(-13.5)
    expect(means.map(({ values }) => [values.waitMinutes.lower, values.waitMinutes.upper])).toEqual([
      [-10, -8],
      [-11, -7],
      [-10.5, -8.5],
    ])
  })
})
