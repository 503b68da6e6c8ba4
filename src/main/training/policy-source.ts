import type { Scenario } from '../../shared/scenario.ts'
import { findTunedIndex } from '../evaluation/tuned-index/find-tuned-index.ts'
import { type EvaluatedPolicy, evaluatedRule, evaluatedTunedIndex } from '../fairness/evaluated-policy.ts'
import type { ProgressListener } from '../fairness/progress.ts'
import { createAgentPolicy } from '../learning/agent-policy.ts'
import { readCheckpointHeader } from '../learning/checkpoint.ts'
import { compileScenario } from '../simulation/hospital/hospital-model.ts'
import type { PolicySource } from './job.ts'
import { createEngine } from './network-engine.ts'

/** One search a hospital: its tuned index does not depend on which patients it is then shown. */
const searchSeed = 1

/**
 * The policies behind sources, for one hospital. A tuned index that has not been found yet is searched for, which takes seconds. Throws a
 * sentence where a checkpoint is damaged; `create`, where the agent does not fit the hospital.
 */
export function evaluatedPolicies(
  sources: readonly PolicySource[],
  scenario: Scenario,
  onProgress?: ProgressListener,
): EvaluatedPolicy[] {
  const searches = sources.filter(needsSearch).length
  let searched = 0
  return sources.map((source) => {
    if (source.kind === 'rule') return evaluatedRule(source.name)
    if (source.kind === 'agent') return evaluatedAgent(source)
    if (source.parameters !== null) return evaluatedTunedIndex(source.name, source.parameters)
    const groupBlind = source.name === 'tuned-index-group-blind'
    const parameters = findTunedIndex({
      model: compileScenario(scenario),
      groupBlind,
      seed: searchSeed,
      onProgress: (fraction) =>
        onProgress?.((searched + fraction) / searches, `${scenario.title}: looking for the best index on development patients`),
    })
    searched++
    return evaluatedTunedIndex(source.name, parameters)
  })
}

/** One policy for one hospital. */
export function evaluatedPolicy(source: PolicySource, scenario: Scenario): EvaluatedPolicy {
  return evaluatedPolicies([source], scenario)[0]!
}

/** Whether a tuned index has to be found before it can be used. */
export const needsSearch = (source: PolicySource): boolean => source.kind === 'tuned-index' && source.parameters === null

function evaluatedAgent(source: Extract<PolicySource, { kind: 'agent' }>): EvaluatedPolicy {
  const { kind, name, label, fairnessWeight, groupBlind, hospital, scenarioId, scenarioVersion, bestOfDecisions, checkpoint } =
    source
  const { scenario, decisions, options } = readCheckpointHeader(checkpoint)
  return {
    kind,
    name,
    label,
    fairnessWeight,
    readsGroups: !groupBlind,
    training: {
      scenario,
      scenarioId,
      scenarioVersion,
      decisions: bestOfDecisions ?? decisions,
      isBest: bestOfDecisions !== null,
      seed: options.seed,
      hospital,
    },
    tunedIndex: null,
    create: (model) => createAgentPolicy({ checkpoint, model, engine: createEngine(), name, label }),
  }
}
