import { evaluateScenario } from '../fairness/evaluate.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { evaluatedPolicies, needsSearch } from './policy-source.ts'
import { RemainingTime } from './remaining-time.ts'

/** Part of the time that the search for a tuned index takes, about. */
const searchShare = 0.4

/** All policies of a scenario on the same patients. Computes without a break: its host ends the process to stop it. */
export function runEvaluation(specification: SpecificationOf<'evaluation'>, context: JobContext): LastMessage {
  const { scenario, policies, replications, seed, recommend } = specification
  const time = new RemainingTime(context.clock)
  const preparation = policies.some(needsSearch) ? searchShare : 0
  const report = (fraction: number, detail: string) => context.progress(fraction, detail, time.at(fraction))
  const result = evaluateScenario({
    scenario,
    policies: evaluatedPolicies(policies, scenario, (fraction, detail) => report(preparation * fraction, detail)),
    replications,
    seed,
    recommend,
    onProgress: (fraction, detail) => report(preparation + (1 - preparation) * fraction, detail),
  })
  return { type: 'result', result: { kind: 'evaluation', result } }
}
