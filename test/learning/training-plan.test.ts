import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planTraining } from '../../src/main/learning/training-plan.ts'

describe('the training plan', () => {
  it('has at least 25 iterations at 120,000 decisions', () => {
    const plan = planTraining({ seed: 1, decisions: 120_000, fairnessWeight: 0 })
    expect(plan.iterations).toBeGreaterThanOrEqual(25)
    expect(plan.iterations * plan.environments * plan.stepsPerIteration).toBeGreaterThanOrEqual(120_000)
  })

  it('stops at the first whole iteration that reaches the decisions asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 100_000_000 }), (decisions) => {
        const plan = planTraining({ seed: 1, decisions, fairnessWeight: 0.5 })
        const each = plan.environments * plan.stepsPerIteration
        expect(plan.iterations * each).toBeGreaterThanOrEqual(decisions)
        expect((plan.iterations - 1) * each).toBeLessThan(decisions)
        expect(plan.minibatchDecisions).toBeLessThanOrEqual(each)
      }),
      { seed: 1 },
    )
  })
})
