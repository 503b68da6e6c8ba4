import type { AsyncIteratorClass } from '@orpc/server'
import { v7 as newId } from 'uuid'
import type { ValidationEvent } from '../../shared/contract.ts'
import type { ValidationSuiteName } from '../../shared/validation.ts'
import type { ActivityService } from './activity-service.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import { mapEvents } from './map-events.ts'

export interface ValidationRequest {
  suites?: ValidationSuiteName[] | undefined
  quick: boolean
}

/** Holds the simulator against what is known, on this very machine. */
export class ValidationService {
  readonly #jobs: AwaitedJobs
  readonly #activity: ActivityService
  readonly #resourcesDirectory: string
  readonly #threads: () => number

  /** `threads`: how many a validation may use. */
  constructor(jobs: AwaitedJobs, activity: ActivityService, resourcesDirectory: string, threads: () => number) {
    this.#jobs = jobs
    this.#activity = activity
    this.#resourcesDirectory = resourcesDirectory
    this.#threads = threads
  }

  run({ suites, quick }: ValidationRequest, signal: AbortSignal | undefined): AsyncIteratorClass<ValidationEvent, undefined> {
    const id = newId()
    this.#activity.track({ id, kind: 'validation', subjectId: 'simulator', title: 'Validation of the simulator' })
    const [resourcesDirectory, threads] = [this.#resourcesDirectory, this.#threads()]
    const events = this.#jobs.stream(
      { kind: 'validation', id, attempt: 1, suites: suites ?? null, quick, resourcesDirectory, threads },
      signal,
    )
    return mapEvents(events, (event): ValidationEvent | null => {
      if (event.kind === 'progress') return event
      if (event.kind === 'part') return event.part.kind === 'check' ? event.part : null
      return event.result.kind === 'validation' ? { kind: 'result', result: event.result.result } : null
    })
  }
}
