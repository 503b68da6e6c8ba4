import { describe, expect, it } from 'vitest'
import { strictAcuityIndex } from '../../src/main/evaluation/tuned-index/candidates.ts'
import { evaluatedPolicies, evaluatedPolicy, needsSearch } from '../../src/main/training/policy-source.ts'
import { preset } from '../presets.ts'

const scenario = preset('urban')
const index = { kind: 'tuned-index', name: 'tuned-index', label: 'Tuned index (sees groups)' } as const

describe('policies from their sources', () => {
  it('are rules by name, and a tuned index by the numbers found before, without another search', () => {
    const parameters = strictAcuityIndex(scenario.groups.length, false)
    const sources = [{ kind: 'rule', name: 'acuity', label: 'Strict acuity' } as const, { ...index, parameters }]
    const searched: number[] = []
    const policies = evaluatedPolicies(sources, scenario, (fraction) => searched.push(fraction))
    expect(policies).toMatchObject([
      { name: 'acuity', kind: 'rule', readsGroups: false, tunedIndex: null },
      { name: 'tuned-index', kind: 'rule', readsGroups: true, tunedIndex: parameters },
    ])
    expect(searched).toEqual([])
    expect(sources.some(needsSearch)).toBe(false)
    expect(needsSearch({ ...index, parameters: null })).toBe(true)
  })

  it('refuse a damaged checkpoint in a sentence', () => {
    const agent = { name: 'run', label: 'Agent', fairnessWeight: 0, groupBlind: false, hospital: null }
    expect(() => evaluatedPolicy({ kind: 'agent', ...agent, checkpoint: new Uint8Array(3) }, scenario)).toThrow(/checkpoint/i)
  })
})
