import { ruleLabels, ruleNames, tunedIndexLabels, tunedIndexNames } from '../shared/policy.ts'

/** What needs no training: the rules, then those with searched numbers. */
export const builtInPolicies: readonly { id: string; label: string }[] = [
  ...ruleNames.map((id) => ({ id, label: ruleLabels[id] })),
  ...tunedIndexNames.map((id) => ({ id, label: tunedIndexLabels[id] })),
]
