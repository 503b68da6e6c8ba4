import type { AsyncIteratorClass } from '@orpc/server'
import { v7 as newId } from 'uuid'
import type { ModelEvent } from '../../shared/contract.ts'
import { modelSubject, parseModel } from '../../shared/model/parse-model.ts'
import type { Problem } from '../../shared/problem.ts'
import { modelWarnings } from '../evaluation/model/model-warnings.ts'
import { inspectModel } from '../simulation/compile-model.ts'
import type { ActivityService } from './activity-service.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import { badInput } from './failures.ts'
import { mapEvents } from './map-events.ts'

export interface ModelRequest {
  document?: unknown
  replications?: number | undefined
  seed?: number | undefined
  precision?: number | undefined
  log: boolean
}

/**
 * Patient-flow models as documents: what is wrong with one, and what comes out of it. Documents are compiled in the processes that run them: large ones
 * take seconds, in which nobody else would be served here.
 */
export class ModelService {
  readonly #jobs: AwaitedJobs
  readonly #activity: ActivityService
  readonly #threads: () => number

  /** `threads`: how many a simulation may use. */
  constructor(jobs: AwaitedJobs, activity: ActivityService, threads: () => number) {
    this.#jobs = jobs
    this.#activity = activity
    this.#threads = threads
  }

  check(document: unknown): { problems: Problem[]; warnings: string[] } {
    const parsed = parseModel(document)
    if (!parsed.ok) return { problems: parsed.problems, warnings: [] }
    const { problems, warnings } = inspectModel(parsed.model)
    return problems.length > 0
      ? { problems, warnings: [] }
      : { problems: [], warnings: modelWarnings({ document: parsed.model, warnings }) }
  }

  simulate(request: ModelRequest, signal: AbortSignal | undefined): AsyncIteratorClass<ModelEvent, undefined> {
    const { document, replications = null, seed = null, precision = null, log } = request
    const parsed = parseModel(document)
    if (!parsed.ok) throw badInput(modelSubject(document), parsed.problems)
    const { problems } = inspectModel(parsed.model)
    if (problems.length > 0) throw badInput(modelSubject(document), problems)
    const { name, title } = parsed.model
    const id = newId()
    this.#activity.track({ id, kind: 'model', subjectId: name, title: `Simulation of ${title}` })
    const threads = this.#threads()
    const events = this.#jobs.stream(
      { kind: 'model', id, attempt: 1, document: parsed.model, replications, seed, precision, log, threads },
      signal,
    )
    return mapEvents(events, (event): ModelEvent | null => {
      if (event.kind === 'progress') return event
      if (event.kind === 'part') return event.part.kind === 'text' ? { kind: 'log', text: event.part.text } : null
      return event.result.kind === 'model' ? { kind: 'result', result: event.result.result } : null
    })
  }
}
