import { describe, expect, it } from 'vitest'
import { fitGroups } from '../../../src/main/calibration/arrivals/group-fit.ts'
import { matchGroups } from '../../../src/main/calibration/visits/visit-groups.ts'
import { readVisits } from '../../../src/main/calibration/visits/visits-file.ts'
import { preset } from '../../presets.ts'
import { chance } from '../chance.ts'

const { groups } = preset('urban')
const hourFactor = groups.map((group) => group.hourFactor)
const shares = [0.3, 0.35, 0.2, 0.15]
const inHour = (hour: number, factors = hourFactor) => {
  const weights = shares.map((share, group) => share * factors[group]![hour]!)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

describe('shares of the groups', () => {
  it('are given back exactly under the hours of the base', () => {
    const counts = Float64Array.from({ length: 96 }, (_, index) => 1e4 * inHour(index % 24)[Math.floor(index / 24)]!)
    const fit = fitGroups(counts, 4, hourFactor)
    expect(fit.hourFactor).toBeNull()
    fit.share.forEach(({ value }, group) => {
      expect(value).toBeCloseTo(shares[group]!, 8)
    })
  })

  it('have intervals that hold what they say, and keep the hours of the base as often as the test says', () => {
    let [inside, kept] = [0, 0]
    for (let seed = 0; seed < 100; seed++) {
      const { pick } = chance(seed)
      const counts = new Float64Array(96)
      for (let visit = 0; visit < 4800; visit++) counts[pick(inHour(visit % 24)) * 24 + (visit % 24)]!++
      const fit = fitGroups(counts, 4, hourFactor)
      if (fit.hourFactor !== null) continue
      kept++
      fit.share.forEach((estimate, group) => {
        const [lower, upper] = estimate.interval(0.95)
        if (lower <= shares[group]! && shares[group]! <= upper) inside++
      })
    }
    expect(kept).toBeGreaterThanOrEqual(95)
    expect(inside / (4 * kept)).toBeGreaterThan(0.92)
  })

  it('come with their own hours where those of the base do not fit', () => {
    const other = hourFactor.map((factors, group) =>
      factors.map((factor, hour) => (group === 0 && hour < 12 ? 4 * factor : factor)),
    )
    const counts = Float64Array.from({ length: 96 }, (_, index) => 1000 * inHour(index % 24, other)[Math.floor(index / 24)]!)
    const fit = fitGroups(counts, 4, hourFactor)
    expect(fit.hoursProbability).toBeLessThan(1e-6)
    for (let hour = 0; hour < 24; hour++) {
      const weights = fit.share.map(({ value }, group) => value * fit.hourFactor![group]![hour]!.value)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      weights.forEach((weight, group) => {
        expect(weight / total).toBeCloseTo(inHour(hour, other)[group]!, 6)
      })
    }
  })
})

describe('groups of the file', () => {
  const base = preset('urban')
  const visits = (values: readonly string[]) =>
    readVisits({
      text: `arrival,group\n${values.map((value) => `2026-01-05 10:00,${value}`).join('\n')}\n`,
      mapping: {},
      timeZone: null,
    }).visits

  it('are matched with those of the base by id or label; absent ones are left out', () => {
    const { scenario, groupOf, areKnown, warnings } = matchGroups(base, visits(['Older adults', 'children', 'children']))
    expect(areKnown).toBe(true)
    expect(scenario.groups.map(({ id }) => id)).toEqual(['children', 'older-adults'])
    expect(groupOf).toEqual([1, 0])
    expect(scenario.groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(warnings[0]).toContain('Adults, Adults with a language barrier')
  })

  it('become groups of their own where the base has none such; the rarest of many are put together', () => {
    const { scenario, groupOf } = matchGroups(base, visits(['A', 'A', 'B', 'B', 'C', 'C', 'D', 'D', 'E', 'E', 'F', 'G']))
    expect(scenario.groups.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'others'])
    expect(groupOf).toEqual([0, 1, 2, 3, 4, 5, 5])
    const meanUnder = base.groups.reduce((sum, group) => sum + group.share * group.underTriage, 0)
    expect(scenario.groups[0]!.underTriage).toBeCloseTo(meanUnder, 12)
  })

  it('are those of the base where the file tells none apart', () => {
    expect(matchGroups(base, visits(['all', 'all'])).areKnown).toBe(false)
  })
})
