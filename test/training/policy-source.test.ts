import { describe, expect, it } from 'vitest'
import { strictAcuityIndex } from '../../src/main/evaluation/tuned-index/candidates.ts'
import { evaluatedPolicies, evaluatedPolicy, needsSearch } from '../../src/main/training/policy-source.ts'
import { createTrainer } from '../../src/main/training/training-job.ts'
import { preset } from '../presets.ts'
import { training } from './fixtures/specifications.ts'

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

  it('are agents that say what they were trained on, and whether they are the best of a training or its last', async () => {
    const { trainer } = await createTrainer(training('run', { scenario, engine: 'reference' }))
    const agent = { kind: 'agent', name: 'run', label: 'Agent', fairnessWeight: 0, groupBlind: true } as const
    const trainedOn = { hospital: scenario, scenarioId: 'scenario-1', scenarioVersion: 4 }
    const source = { ...agent, ...trainedOn, checkpoint: await trainer.checkpoint() }
    trainer.dispose()
    const common = { ...trainedOn, scenario: 'urban', seed: 1 }
    const last = evaluatedPolicy({ ...source, bestOfDecisions: null }, scenario)
    expect(last).toMatchObject({ readsGroups: false, training: { ...common, decisions: 0, isBest: false } })
    const best = evaluatedPolicy({ ...source, bestOfDecisions: 5000 }, scenario)
    expect(best.training).toEqual({ ...common, decisions: 5000, isBest: true })
  })

  it('refuse a damaged checkpoint in a sentence', () => {
    const agent = {
      name: 'run',
      label: 'Agent',
      fairnessWeight: 0,
      groupBlind: false,
      hospital: null,
      scenarioId: 'urban',
      scenarioVersion: 1,
      bestOfDecisions: null,
    }
    expect(() => evaluatedPolicy({ kind: 'agent', ...agent, checkpoint: new Uint8Array(3) }, scenario)).toThrow(/checkpoint/i)
  })
})
