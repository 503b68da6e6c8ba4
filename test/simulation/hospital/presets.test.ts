import { describe, expect, it } from 'vitest'
import { type Scenario, sourceOf } from '../../../src/shared/scenario.ts'
import { preset, presetNames, presetText } from '../../presets.ts'

/** Paths of all numbers and nulls: `groups[1].acuityMix[0]`. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => leaves(item, `${path}[${at}]`))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`))
  return [path]
}

/** Names and texts are no parameters. */
const isText = (path: string) =>
  /^(format|version|name|title|description)$|^groups\[\d+\]\.(id|label)$|\.distribution$/.test(path)

describe.each(presetNames)('preset %s', (name) => {
  const scenario = preset(name)

  it('has its own name and fits the schema', () => {
    expect(scenario.name).toBe(name)
    expect(JSON.parse(presetText(name))).toEqual(scenario)
  })

  it('names the source of every parameter, or calls it an assumption and says why', () => {
    const { sources, ...parameters } = scenario
    for (const path of leaves(parameters).filter((leaf) => !isText(leaf))) {
      const source = sourceOf(scenario, path)
      expect(source, `${path} has no source`).not.toBeNull()
      expect(source!.length, path).toBeGreaterThan(30)
    }
    for (const source of Object.values(sources))
      expect(source).toMatch(/^Assumption: \w|^[A-Z][^.]*\b(\d{4}|CTAS|Waiting Patiently|predictor)\b/)
  })

  it('has no source for a field that is not there', () => {
    const general = new Set(leaves(scenario).map((path) => path.replace(/\[\d+\]/g, '[]')))
    for (const field of Object.keys(scenario.sources))
      expect(
        [...general].some((path) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)),
        field,
      ).toBe(true)
  })

  it('says in plain words what causes the gap', () => {
    expect(scenario.description).toContain('The known cause of the gap: triage misses urgent need more often')
    expect(scenario.description.includes('already nearly the best order')).toBe(name === 'rural' || name === 'pediatric')
    const under = scenario.groups.map((group) => group.underTriage)
    expect(Math.max(...under)).toBeGreaterThan(2 * Math.min(...under))
  })

  it('says of its patients what its numbers come to', () => {
    const { sources, admission, arrivals, groups, triage } = scenario
    let [patients, urgent, recognised, tooUrgent, admitted] = [0, 0, 0, 0, 0]
    arrivals.ratePerHour.forEach((rate, hour) => {
      const shares = groups.map((group) => group.share * group.hourFactor[hour]!)
      const whole = shares.reduce((sum, share) => sum + share, 0)
      groups.forEach((group, index) => {
        group.acuityMix.forEach((mix, acuity) => {
          const count = (rate * shares[index]! * mix) / whole
          const under = group.underTriage * triage.underByAcuity[acuity]!
          patients += count
          tooUrgent += count * group.overTriage * triage.overByAcuity[acuity]!
          admitted += count * Math.min(1, admission.probability[acuity]! * group.admissionFactor)
          if (acuity > 1) return
          urgent += count
          // Level 1 taken for level 2 is still one of the two urgent levels.
          recognised += acuity === 1 ? count * (1 - under) : count
        })
      })
    })
    expect(Math.abs(patients / arrivals.ratePerHour.reduce((sum, rate) => sum + rate, 0) - 1)).toBeLessThan(1e-6)
    const percentIn = (field: string) => Number(/about (\d+) %/.exec(sources[field] ?? '')?.[1])
    expect(percentIn('groups[].underTriage')).toBe(Math.round((100 * recognised) / urgent))
    expect(percentIn('groups[].overTriage')).toBe(Math.round((100 * tooUrgent) / patients))
    if (name !== 'pediatric') expect(percentIn('admission.probability')).toBe(Math.round((100 * admitted) / patients))
  })

  it('uses the Canadian targets, a day of warm-up, and runs long enough for its size', () => {
    const shared: Partial<Scenario> = { targets: { scale: 'CTAS', minutes: [5, 15, 30, 60, 120] } }
    expect(scenario).toMatchObject(shared)
    expect(scenario.run).toEqual({ warmUpHours: 24, days: name === 'rural' ? 14 : 5 })
  })
})
