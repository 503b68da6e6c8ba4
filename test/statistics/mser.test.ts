import { describe, expect, it } from 'vitest'
import { mser5 } from '../../src/main/statistics/mser.ts'

/** The statistic as published, cut by cut. */
function byDefinition(means: readonly number[]): number {
  const statistics = means.slice(0, -5).map((_, cut) => {
    const rest = means.slice(cut)
    const centre = rest.reduce((sum, value) => sum + value, 0) / rest.length
    return rest.reduce((sum, value) => sum + (value - centre) ** 2, 0) / rest.length ** 2
  })
  return statistics.indexOf(Math.min(...statistics))
}
const repeated = (times: number, ...values: number[]) => Array.from({ length: times }, () => values).flat()

describe('MSER-5', () => {
  it('cuts off exactly an empty beginning', () => {
    expect(mser5([...Array<number>(25).fill(0), ...repeated(100, 9, 11)])).toEqual({ observations: 25, enough: true })
  })

  it('cuts off nothing where nothing changes', () => {
    expect(mser5(Array<number>(200).fill(3))).toEqual({ observations: 0, enough: true })
  })

  it('says that a series which never settles is too short', () => {
    expect(mser5(Array.from({ length: 200 }, (_, index) => index)).enough).toBe(false)
    expect(mser5([1, 2, 3]).enough).toBe(false)
  })

  it('is the cut of the published formula on a rising and then wavering series', () => {
    const series = Array.from(
      { length: 400 },
      (_, index) => 20 * (1 - Math.exp(-index / 30)) + 3 * Math.sin(index * 1.7) + Math.cos(index / 9),
    )
    const means = Array.from(
      { length: 80 },
      (_, batch) => series.slice(5 * batch, 5 * batch + 5).reduce((sum, value) => sum + value, 0) / 5,
    )
    const cut = byDefinition(means)
    expect(cut).toBeGreaterThan(5)
    expect(mser5(series)).toEqual({ observations: 5 * cut, enough: true })
  })
})
