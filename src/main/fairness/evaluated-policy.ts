import { type RuleName, ruleLabels } from '../../shared/policy.ts'
import type { HospitalModel } from '../simulation/hospital-model.ts'
import type { Policy } from '../simulation/policy.ts'
import { builtInRule } from '../simulation/rules.ts'
import type { PolicyDescription } from './analyse.ts'

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
