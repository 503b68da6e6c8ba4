import { createAgentPolicy } from '../learning/agent-policy.ts'
import { createEngine } from '../neural/engines.ts'
import type { HospitalModel } from '../simulation/hospital-model.ts'
import type { Policy } from '../simulation/policy.ts'
import { builtInRule } from '../simulation/rules.ts'
import type { PolicySource } from './job.ts'

/** The policy itself. Throws a sentence where an agent was trained on another kind of hospital or its checkpoint is damaged. */
export function createPolicy(source: PolicySource, model: HospitalModel): Policy {
  if (source.kind === 'rule') return builtInRule(source.name, model)
  const { name, label, checkpoint } = source
  return createAgentPolicy({ checkpoint, model, engine: createEngine(), name, label })
}
