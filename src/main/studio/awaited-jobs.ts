import type { AsyncIteratorClass } from '@orpc/server'
import type { JobStatus } from '../../shared/run.ts'
import type { JobPart, JobResult, JobSpecification } from '../training/job.ts'
import type { StatusDetail } from '../training/job-store.ts'
import type { Supervisor } from '../training/supervisor.ts'
import { badInput, conflict } from './failures.ts'
import type { JobListener } from './job-board.ts'
import { type JobEvent, JobStream } from './job-stream.ts'

type JobEnder = Pick<Supervisor, 'submit' | 'stop' | 'taken'>

/** Jobs whose caller waits: for the result, or for what comes on the way to it as well. */
export class AwaitedJobs implements JobListener {
  readonly #supervisor: JobEnder
  readonly #streams = new Map<string, JobStream>()
  readonly #results = new Map<string, JobResult>()

  constructor(supervisor: JobEnder) {
    this.#supervisor = supervisor
  }

  /** The result of a job, which is stopped when its caller goes away. */
  async run(specification: JobSpecification, signal: AbortSignal | undefined): Promise<JobResult> {
    signal?.throwIfAborted()
    for await (const event of this.stream(specification, signal)) if (event.kind === 'result') return event.result
    throw conflict(endedWithoutResult)
  }

  /** What a job says, up to its result, which is the last. The job is stopped when its caller leaves. */
  stream(specification: JobSpecification, signal: AbortSignal | undefined): AsyncIteratorClass<JobEvent, undefined> {
    const { id } = specification
    const stop = () => this.#supervisor.stop(id)
    const stream = new JobStream({ taken: () => this.#supervisor.taken(id), left: stop })
    this.#streams.set(id, stream)
    if (signal?.aborted) {
      stream.end(conflict(stoppedEarly))
      return stream.events
    }
    signal?.addEventListener('abort', stop, { once: true })
    try {
      this.#supervisor.submit(specification)
    } catch (error) {
      this.#streams.delete(id)
      signal?.removeEventListener('abort', stop)
      throw error
    }
    return stream.events
  }

  progressed(id: string, fraction: number, detail: string): void {
    this.#streams.get(id)?.progressed(fraction, detail)
  }

  partArrived(id: string, part: JobPart): void {
    this.#streams.get(id)?.partArrived(part)
  }

  finished(id: string, result: JobResult): void {
    this.#results.set(id, result)
  }

  statusChanged(id: string, status: JobStatus, { error, problems }: StatusDetail): void {
    const stream = this.#streams.get(id)
    if (stream === undefined || !['finished', 'failed', 'cancelled', 'interrupted'].includes(status)) return
    const result = this.#results.get(id)
    this.#streams.delete(id)
    this.#results.delete(id)
    if (status === 'finished' && result !== undefined) stream.finish(result)
    else if (status === 'finished' || status === 'failed')
      stream.end(problems.length > 0 ? badInput('', problems) : conflict(error ?? endedWithoutResult))
    else stream.end(conflict(stoppedEarly))
  }
}

const endedWithoutResult = 'It ended without a result; try again.'
const stoppedEarly = 'It was stopped before it had finished.'
