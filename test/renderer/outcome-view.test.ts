import { describe, expect, it } from 'vitest'
import {
  baselineOf,
  bestRule,
  changeOf,
  comparisonOf,
  effectOf,
  groupMeasure,
  mainPolicy,
  sentenceAlone,
} from '../../src/renderer/pages/results/outcome-view.ts'
import { alone, estimateOf, resultOf, urban } from '../report/fixture.ts'
import { seedPoolOf } from '../report/seed-pool-fixture.ts'

const result = resultOf(urban)

describe('which policies a page of results is about', () => {
  it('starts with the best agent and knows today’s rule and the best one', () => {
    expect(mainPolicy(result)?.policy).toBe('019a-agent')
    expect(baselineOf(result)?.policy).toBe('acuity')
    expect(bestRule(result)?.policy).toBe('tuned-index')
    expect(comparisonOf(result, '019a-agent')?.baseline).toBe('acuity')
    expect(comparisonOf(result, 'acuity')).toBeUndefined()
  })

  it('starts with the middle one of several trainings, not with the luckiest', () => {
    const agent = result.policies.find(({ kind }) => kind === 'agent')!
    const trained = [240, 225, 232].map((cost, index) => ({
      ...agent,
      policy: `run-${index + 1}`,
      needWeightedWait: estimateOf(cost, 8),
    }))
    const study = { ...result, policies: [...result.policies, ...trained], seedPools: [seedPoolOf([1, 2, 3])] }
    expect(mainPolicy(study)?.policy).toBe('run-3')
  })

  it('starts with the best rule where there is no agent', () => {
    expect(mainPolicy(resultOf(alone))?.policy).toBe('acuity')
    expect(mainPolicy({ ...result, policies: [] })).toBeUndefined()
  })
})

describe('measures of a group', () => {
  const outcome = result.policies[0]!
  const group = outcome.byGroup[0]!

  it('takes the standardised wait at equal need and the cell at a level', () => {
    expect(groupMeasure(outcome, group.groupId, 'waitMinutes', 'equal')).toBe(group.equalNeedWaitMinutes)
    expect(groupMeasure(outcome, group.groupId, 'onTarget', 'equal')).toBe(group.onTarget)
    const cell = group.byAcuity.find(({ acuity }) => acuity === 3)!
    expect(groupMeasure(outcome, group.groupId, 'waitMinutes', 3)).toBe(cell.waitMinutes)
  })

  it('has none for a group that is not there', () => {
    expect(groupMeasure(outcome, 'nobody', 'waitMinutes', 'equal')).toBeNull()
  })
})

describe('what a difference means', () => {
  it('is clear only where the interval leaves zero out', () => {
    expect(changeOf(estimateOf(-2, 1), false)).toBe('better')
    expect(changeOf(estimateOf(2, 1), false)).toBe('worse')
    expect(changeOf(estimateOf(-1, 1), false)).toBe('unclear')
    expect(changeOf(estimateOf(2, 1), true)).toBe('better')
    expect(changeOf(estimateOf(-2, 1), true)).toBe('worse')
    expect(changeOf({ ...estimateOf(-2, 1), n: 1 }, false)).toBe('unclear')
    expect([-2, 0.5, 2].map((mean) => effectOf(estimateOf(mean, 1)))).toEqual(['gains', 'unclear', 'loses'])
  })
})

describe('words without what stands above them', () => {
  it('leaves the title out of a sentence that begins with it', () => {
    expect(sentenceAlone({ title: 'Two more care spaces', sentence: 'Two more care spaces. This helps.' })).toBe('This helps.')
    expect(sentenceAlone({ title: 'Two more', sentence: 'Two more care spaces help.' })).toBe('Two more care spaces help.')
  })
})
