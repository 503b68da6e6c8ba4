import { describe, expect, it } from 'vitest'
import { evaluatedRule } from '../../src/main/fairness/evaluated-policy.ts'
import { simulateScenario } from '../../src/main/fairness/simulate.ts'
import { simulationResultSchema } from '../../src/shared/contract.ts'
import type { RuleName } from '../../src/shared/policy.ts'
import { preset } from '../presets.ts'

describe('simulation of one policy', () => {
  const scenario = { ...preset('urban'), run: { warmUpHours: 24, days: 1 } }
  const simulate = (policy: RuleName, seed: number, replications = 3) =>
    simulateScenario({ scenario, policy: evaluatedRule(policy), replications, seed })

  it('has a digest of all events that only scenario, policy, seed and replications decide', () => {
    const first = simulate('acuity', 1)
    expect(simulationResultSchema.parse(JSON.parse(JSON.stringify(first)))).toEqual(first)
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(simulate('acuity', 1)).toEqual(first)
    for (const other of [simulate('fcfs', 1), simulate('acuity', 2), simulate('acuity', 1, 2)])
      expect(other.digest).not.toBe(first.digest)
    // Every patient arrives and most start and end: at least three events each, over both days.
    expect(first.events).toBeGreaterThan(3 * 2 * 2 * first.result.patientsPerReplication)
  })

  it('is measured by itself, without a comparison', () => {
    const { result } = simulate('target', 5)
    expect(result.baseline).toBe('target')
    expect(result.policies).toHaveLength(1)
    expect(result.comparisons).toEqual([])
    expect(result.recommendations).toBeNull()
  })
})
