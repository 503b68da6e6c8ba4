import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exampleSurge,
  normalised,
  numberAt,
  valueAt,
  withGroupAdded,
  withGroupRemoved,
  withValueAt,
} from '../../../src/renderer/pages/scenarios/editor/draft.ts'
import { parseScenario } from '../../../src/shared/scenario.ts'
import { preset } from './preset.ts'

const urban = preset('urban')
const surge = preset('surge')
const problemsOf = (scenario: unknown) => {
  const parsed = parseScenario(scenario)
  return parsed.ok ? [] : parsed.problems
}

describe('fields by path', () => {
  it('reads and replaces one value and shares the rest', () => {
    const changed = withValueAt(urban, 'groups[1].acuityMix[2]', 0.5)
    expect(numberAt(changed, 'groups[1].acuityMix[2]')).toBe(0.5)
    expect(numberAt(urban, 'groups[1].acuityMix[2]')).toBe(0.6)
    expect(changed.groups[0]).toBe(urban.groups[0])
    expect(changed.care).toBe(urban.care)
  })

  it('answers nothing for a place that is not there', () => {
    expect(valueAt(urban, 'arrivals.surge.day')).toBeUndefined()
    expect(numberAt(urban, 'nothing[3].here')).toBeNaN()
  })

  it('refuses to invent a place', () => {
    expect(() => withValueAt(urban, 'arrivals.surge.day', 3)).toThrow(/no field day/)
  })
})

describe('groups', () => {
  it('adds one that is valid and empty', () => {
    const more = withGroupAdded(withGroupAdded(surge, 0), 0)
    expect(more.groups).toHaveLength(surge.groups.length + 2)
    expect(new Set(more.groups.map((group) => group.id)).size).toBe(more.groups.length)
    expect(problemsOf(more)).toEqual([])
  })

  it('removes one and gives its patients to the others', () => {
    const fewer = withGroupRemoved(surge, 1)
    expect(fewer.groups.map((group) => group.id)).toEqual(surge.groups.map((group) => group.id).toSpliced(1, 1))
    expect(problemsOf(fewer)).toEqual([])
  })

  it('normalises shares to exactly 1 in four digits', () => {
    expect(normalised([1, 1, 1])).toEqual([0.3334, 0.3333, 0.3333])
    expect(normalised([0, 0])).toEqual([0.5, 0.5])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), (shares) => {
        expect(normalised(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('an incident to start from', () => {
  it.each(['urban', 'rural', 'pediatric'] as const)('is valid in %s', (name) => {
    const scenario = preset(name)
    expect(problemsOf(withValueAt(scenario, 'arrivals.surge', exampleSurge(scenario)))).toEqual([])
  })
})
