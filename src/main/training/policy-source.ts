import { type EvaluatedPolicy, evaluatedRule } from '../fairness/evaluated-policy.ts'
import { createAgentPolicy } from '../learning/agent-policy.ts'
import { readCheckpointHeader } from '../learning/checkpoint.ts'
import { createEngine } from '../neural/engines.ts'
import type { PolicySource } from './job.ts'

/** The policy behind a source. Throws a sentence where a checkpoint is damaged; `create`, where the agent does not fit the hospital. */
export function evaluatedPolicy(source: PolicySource): EvaluatedPolicy {
  if (source.kind === 'rule') return evaluatedRule(source.name)
  const { kind, name, label, fairnessWeight, checkpoint } = source
  const { scenario, decisions } = readCheckpointHeader(checkpoint)
  return {
    kind,
    name,
    label,
    fairnessWeight,
    training: { scenario, decisions },
    create: (model) => createAgentPolicy({ checkpoint, model, engine: createEngine(), name, label }),
  }
}
