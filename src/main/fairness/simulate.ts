import type { SimulationResult } from '../../shared/contract.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { replicate } from '../evaluation/replicate.ts'
import { EventLog } from '../simulation/hospital/event-log.ts'
import { compileScenario } from '../simulation/hospital/hospital-model.ts'
import { analyse } from './analyse.ts'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { policyStatistics } from './policy-statistics.ts'
import { Progress, type ProgressListener } from './progress.ts'

export interface SimulationRequest {
  readonly scenario: Scenario
  readonly policy: EvaluatedPolicy
  readonly replications: number
  readonly seed: number
  readonly onProgress?: ProgressListener
}

/** One policy by itself, with the digest of everything that happened. Throws where nobody arrives. */
export function simulateScenario(request: SimulationRequest): SimulationResult {
  const { scenario, policy, replications, seed } = request
  const model = compileScenario(scenario)
  const progress = new Progress(replications, request.onProgress)
  const log = new EventLog()
  let events = 0
  const [table] = replicate({
    model,
    policies: [policy.create(model)],
    seed,
    use: 'confirmation',
    replications,
    onSimulation: (simulation) => {
      simulation.recorder = log
    },
    onRun: (simulation) => {
      events += simulation.eventsExecuted
      progress.advance(scenario.title)
    },
  })
  return {
    scenario: scenario.name,
    policy: policy.name,
    replications,
    seed,
    digest: log.digest(),
    events,
    result: analyse({ scenario, seed, baseline: policy.name, policies: [{ policy, statistics: policyStatistics(table!) }] }),
  }
}
