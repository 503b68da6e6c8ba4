import { type RuleName, ruleLabels, type TunedIndex, type TunedIndexName, tunedIndexLabels } from '../../shared/policy.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { HospitalModel } from '../simulation/hospital/hospital-model.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import { builtInRule } from '../simulation/hospital/rules.ts'
import { TunedIndexRule } from '../simulation/hospital/tuned-index-rule.ts'

/** A policy as it stands in a result. */
export interface PolicyDescription {
  readonly name: string
  readonly label: string
  readonly kind: 'rule' | 'agent'
  /** Null for rules. */
  readonly fairnessWeight: number | null
  /** Whether it decides by the group a patient belongs to. */
  readonly readsGroups: boolean
  /** How an agent was trained; null for rules. */
  readonly training: Training | null
  /** Numbers of a tuned index; null for all others. */
  readonly tunedIndex: TunedIndex | null
}

interface Training {
  /** The scenario's name. */
  readonly scenario: string
  /** Which scenario that was whatever its name, and which version of it. */
  readonly scenarioId: string
  readonly scenarioVersion: number
  /** So long was the training. */
  readonly decisions: number
  /** Whether this is the training's best checkpoint on development patients rather than its last. */
  readonly isBest: boolean
  readonly seed: number
  /** The hospital as it was then; null where that is not known. */
  readonly hospital: Scenario | null
}

/**
 * What agents have in common that differ in their seed only; with another `fairnessWeight`, where that is given. An edited hospital is
 * another one.
 */
export function settingOf({ training, readsGroups, fairnessWeight: own }: PolicyDescription, fairnessWeight = own): string {
  const { scenarioId, scenarioVersion, decisions, isBest } = training ?? {}
  return JSON.stringify([scenarioId, scenarioVersion, decisions, isBest, readsGroups, fairnessWeight])
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
    // Expected clinician time differs by group.
    readsGroups: name === 'c-mu',
    training: null,
    tunedIndex: null,
    create: (model) => builtInRule(name, model),
  }
}

/** A tuned index that has been found for a hospital, as a policy to evaluate there. */
export function evaluatedTunedIndex(name: TunedIndexName, parameters: TunedIndex): EvaluatedPolicy {
  const label = tunedIndexLabels[name]
  return {
    name,
    label,
    kind: 'rule',
    fairnessWeight: null,
    readsGroups: !parameters.groupBlind,
    training: null,
    tunedIndex: parameters,
    create: (model) => new TunedIndexRule(name, label, parameters, model),
  }
}
