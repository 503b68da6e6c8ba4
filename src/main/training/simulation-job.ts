import { simulateScenario } from '../fairness/simulate.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { evaluatedPolicy } from './policy-source.ts'
import { RemainingTime } from './remaining-time.ts'

/** One policy on one scenario, with the digest of its event log. Computes without a break: its host ends the process to stop it. */
export function runSimulation(specification: SpecificationOf<'simulation'>, context: JobContext): LastMessage {
  const { scenario, policy, replications, seed } = specification
  const time = new RemainingTime(context.clock)
  const result = simulateScenario({
    scenario,
    policy: evaluatedPolicy(policy, scenario),
    replications,
    seed,
    onProgress: (fraction, detail) => context.progress(fraction, detail, time.at(fraction)),
  })
  return { type: 'result', result: { kind: 'simulation', result } }
}
