import { describe, expect, it } from 'vitest'
import { paretoOf } from '../../src/shared/pareto.ts'
import { resultOf, urban } from '../report/fixture.ts'
import { seedPoolOf } from '../report/seed-pool-fixture.ts'

describe('wait against fairness', () => {
  const result = resultOf(urban)
  const agent = result.policies.find(({ kind }) => kind === 'agent')!
  const pool = {
    ...seedPoolOf([3, 4]),
    agents: [
      { seed: 3, policy: agent.policy },
      { seed: 4, policy: 'gone' },
    ],
  }
  const { settings, references } = paretoOf(result, [pool])

  it('has each setting by its mean over trainings, with those trainings that are in the result', () => {
    const { outcome } = pool
    expect(settings).toMatchObject([
      { label: pool.label, cost: outcome.needWeightedWait.overSeeds, gap: outcome.needWeightedGap.overSeeds },
    ])
    expect(settings[0]?.seeds).toEqual([
      { id: agent.policy, label: agent.label, seed: 3, cost: agent.needWeightedWait, gap: agent.needWeightedGap },
    ])
  })

  it('is held against today’s rule and the tuned index, and nothing where an older result has no such gap', () => {
    expect(references.map(({ id }) => id)).toEqual(['acuity', 'tuned-index'])
    const older = { ...result, policies: result.policies.map(({ needWeightedGap: _, ...rest }) => rest) }
    expect(paretoOf(older, [pool])).toMatchObject({ references: [], settings: [{ seeds: [] }] })
  })
})
