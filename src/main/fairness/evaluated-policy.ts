import { type RuleName, ruleLabels } from '../../shared/policy.ts'
import type { HospitalModel } from '../simulation/hospital/hospital-model.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import { builtInRule } from '../simulation/hospital/rules.ts'

/** A policy as it stands in a result. */
export interface PolicyDescription {
  readonly name: string
  readonly label: string
  readonly kind: 'rule' | 'agent'
  /** Null for rules. */
  readonly fairnessWeight: number | null
  /** What an agent was trained on; null for rules. */
  readonly training: { readonly scenario: string; readonly decisions: number } | null
}

/** A policy to evaluate: what it is, and how to make it for a hospital. */
export interface EvaluatedPolicy extends PolicyDescription {
  create(model: HospitalModel): Policy
}

/** A built-in rule as a policy to evaluate. */
export function evaluatedRule(name: RuleName): EvaluatedPolicy {
  return {
    name,
    label: ruleLabels[name],
    kind: 'rule',
    fairnessWeight: null,
    training: null,
    create: (model) => builtInRule(name, model),
  }
}
