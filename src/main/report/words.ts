import type { EvaluationResult, PolicyOutcome, Verdict } from '../../shared/evaluation.ts'

/** Said wherever a trained policy is shown. */
export const notForLiveUse = 'Not for live clinical use.'

export const verdictLabels: Record<Verdict['verdict'], string> = {
  'disparity-shown': 'Disparity shown',
  equivalent: 'Equivalent',
  'not-enough-runs': 'Not enough runs',
}

/** Today's rule, the rule with the lowest need-weighted wait where that is another one, and the trained agents. */
export interface Headline {
  baseline: PolicyOutcome | null
  bestRule: PolicyOutcome | null
  agents: PolicyOutcome[]
}

export function headlineOf(result: EvaluationResult): Headline {
  const rules = result.policies.filter((policy) => policy.kind === 'rule')
  const best = rules.reduce<PolicyOutcome | null>(
    (lowest, rule) => (lowest === null || rule.needWeightedWait.mean < lowest.needWeightedWait.mean ? rule : lowest),
    null,
  )
  const baseline = result.policies.find((policy) => policy.policy === result.baseline) ?? null
  return {
    baseline,
    bestRule: best?.policy === baseline?.policy ? null : best,
    agents: result.policies.filter((policy) => policy.kind === 'agent'),
  }
}

/** `Strict acuity (today)`, `Agent 12 (agent)`: a policy with its part in the comparison. */
export function labelWithRole(policy: PolicyOutcome, result: EvaluationResult): string {
  const { baseline, bestRule } = headlineOf(result)
  const isBaseline = policy.policy === result.baseline
  const hasOtherRules = result.policies.some((other) => other.kind === 'rule' && other.policy !== result.baseline)
  if (isBaseline) return `${policy.label} (today${bestRule === null && baseline !== null && hasOtherRules ? '; best rule' : ''})`
  if (policy.policy === bestRule?.policy) return `${policy.label} (best rule)`
  return policy.kind === 'agent' && !/agent/i.test(policy.label) ? `${policy.label} (agent)` : policy.label
}

export const groupLabel = (result: EvaluationResult, groupId: string): string =>
  result.groups.find((group) => group.id === groupId)?.label ?? groupId

/** `a`, `a or b`, `a, b or c`. */
export const joined = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

/** A text that ends as a sentence. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)
