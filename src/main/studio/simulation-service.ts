import { v7 as newId } from 'uuid'
import type { SimulationResult } from '../../shared/contract.ts'
import type { ActivityService } from './activity-service.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import type { PolicyService } from './policy-service.ts'
import { requireScenario } from './scenario-service.ts'

export interface SimulationRequest {
  document?: unknown
  policy: string
  replications: number
  seed: number
}

/** Runs a scenario document under one policy while the caller waits. */
export class SimulationService {
  readonly #jobs: AwaitedJobs
  readonly #policies: PolicyService
  readonly #activity: ActivityService

  constructor(jobs: AwaitedJobs, policies: PolicyService, activity: ActivityService) {
    this.#jobs = jobs
    this.#policies = policies
    this.#activity = activity
  }

  async run(
    { document, policy, replications, seed }: SimulationRequest,
    signal: AbortSignal | undefined,
  ): Promise<SimulationResult> {
    const scenario = requireScenario(document)
    const source = this.#policies.source(policy, { name: scenario.name })
    const id = newId()
    this.#activity.track({ id, kind: 'simulation', subjectId: scenario.name, title: `Simulation of ${scenario.title}` })
    const result = await this.#jobs.run(
      { kind: 'simulation', id, attempt: 1, scenario, policy: source, replications, seed },
      signal,
    )
    if (result.kind !== 'simulation') throw new Error(`a simulation ended with the result of a ${result.kind} job`)
    return result.result
  }
}
