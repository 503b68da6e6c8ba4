import { evaluateScenario } from '../fairness/evaluate.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { evaluatedPolicy } from './policy-source.ts'
import { RemainingTime } from './remaining-time.ts'

/** All policies of a scenario on the same patients. Computes without a break: its host ends the process to stop it. */
export function runEvaluation(specification: SpecificationOf<'evaluation'>, context: JobContext): LastMessage {
  const { scenario, policies, replications, seed, recommend } = specification
  const time = new RemainingTime(context.clock)
  const result = evaluateScenario({
    scenario,
    policies: policies.map(evaluatedPolicy),
    replications,
    seed,
    recommend,
    onProgress: (fraction, detail) => context.progress(fraction, detail, time.at(fraction)),
  })
  return { type: 'result', result: { kind: 'evaluation', result } }
}
