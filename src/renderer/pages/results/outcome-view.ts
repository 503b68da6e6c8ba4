import {
  type Comparison,
  type Estimate,
  type EvaluationResult,
  type PolicyOutcome,
  type Recommendation,
  sideOfZero,
} from '../../../shared/evaluation.ts'

/**
 * The policy a result page starts with: the agent with the lowest need-weighted wait, or else the best rule. Where a setting was trained several
 * times, the middle one of its trainings: the best of them would be lucky as well as good.
 */
export function mainPolicy(result: EvaluationResult): PolicyOutcome | undefined {
  const [best] = [...(result.seedPools ?? [])].sort(
    (a, b) => a.outcome.needWeightedWait.overSeeds.mean - b.outcome.needWeightedWait.overSeeds.mean,
  )
  if (best !== undefined) {
    const trainings = result.policies.filter(({ policy }) => best.agents.some((agent) => agent.policy === policy))
    const ascending = trainings.sort((a, b) => a.needWeightedWait.mean - b.needWeightedWait.mean)
    return ascending[Math.floor(ascending.length / 2)]
  }
  return lowest(result.policies.filter((policy) => policy.kind === 'agent')) ?? bestRule(result)
}

export const bestRule = (result: EvaluationResult): PolicyOutcome | undefined =>
  lowest(result.policies.filter((policy) => policy.kind === 'rule'))

export const baselineOf = (result: EvaluationResult): PolicyOutcome | undefined =>
  result.policies.find((policy) => policy.policy === result.baseline)

export const comparisonOf = (result: EvaluationResult, policy: string): Comparison | undefined =>
  result.comparisons.find((comparison) => comparison.policy === policy)

function lowest(policies: readonly PolicyOutcome[]): PolicyOutcome | undefined {
  return [...policies].sort((a, b) => a.needWeightedWait.mean - b.needWeightedWait.mean)[0]
}

/** `equal`: waits standardised to the pooled mix of need, other measures over all levels; a number: that true acuity. */
export type Need = 'equal' | 1 | 2 | 3 | 4 | 5

/** Wait and on-target share of one group under one policy; null where too few patients were seen. */
export function groupMeasure(
  outcome: PolicyOutcome,
  groupId: string,
  measure: 'waitMinutes' | 'onTarget',
  need: Need,
): Estimate | null {
  const group = outcome.byGroup.find((one) => one.groupId === groupId)
  if (group === undefined) return null
  if (need !== 'equal') return group.byAcuity.find((cell) => cell.acuity === need)?.[measure] ?? null
  return measure === 'waitMinutes' ? group.equalNeedWaitMinutes : group.onTarget
}

/** Whether a difference is clear of zero, and to which side. */
export function changeOf(difference: Estimate, moreIsBetter: boolean): 'better' | 'worse' | 'unclear' {
  const side = sideOfZero(difference)
  return side === 'unclear' ? side : (side === 'above') === moreIsBetter ? 'better' : 'worse'
}

/** What a difference in wait means for a group. */
export function effectOf(difference: Estimate): 'gains' | 'loses' | 'unclear' {
  return ({ better: 'gains', worse: 'loses', unclear: 'unclear' } as const)[changeOf(difference, false)]
}

/** The sentence of a change that was tried without its title, which stands above it. */
export function sentenceAlone({ title, sentence }: Pick<Recommendation, 'title' | 'sentence'>): string {
  return sentence.startsWith(`${title}. `) ? sentence.slice(title.length + 2) : sentence
}
