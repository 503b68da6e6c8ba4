import { describe, expect, it } from 'vitest'
import { type Scenario, sourceOf } from '../../src/shared/scenario.ts'
import { preset, presetNames, presetText } from '../presets.ts'

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

  it('uses the Canadian targets, a day of warm-up, and runs long enough for its size', () => {
    const shared: Partial<Scenario> = { targets: { scale: 'CTAS', minutes: [5, 15, 30, 60, 120] } }
    expect(scenario).toMatchObject(shared)
    expect(scenario.run).toEqual({ warmUpHours: 24, days: name === 'rural' ? 14 : 5 })
  })
})
