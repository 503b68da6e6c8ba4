import type { JobStatus } from '../../shared/run.ts'
import type { JobResult, JobSpecification } from '../training/job.ts'
import type { Supervisor } from '../training/supervisor.ts'
import { conflict } from './failures.ts'
import type { JobListener, StatusDetail } from './job-board.ts'

interface Waiter {
  result: JobResult | null
  resolve(result: JobResult): void
  reject(error: Error): void
}

/** Jobs whose caller waits for the result: simulations and reports. */
export class AwaitedJobs implements JobListener {
  readonly #supervisor: Pick<Supervisor, 'submit' | 'stop'>
  readonly #waiters = new Map<string, Waiter>()

  constructor(supervisor: Pick<Supervisor, 'submit' | 'stop'>) {
    this.#supervisor = supervisor
  }

  /** The job is stopped when its caller goes away. */
  async run(specification: JobSpecification, signal: AbortSignal | undefined): Promise<JobResult> {
    const { id } = specification
    const stop = () => this.#supervisor.stop(id)
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        this.#waiters.set(id, { result: null, resolve, reject })
        this.#supervisor.submit(specification)
      })
    } finally {
      this.#waiters.delete(id)
      signal?.removeEventListener('abort', stop)
    }
  }

  finished(id: string, result: JobResult): void {
    const waiter = this.#waiters.get(id)
    if (waiter !== undefined) waiter.result = result
  }

  statusChanged(id: string, status: JobStatus, { error }: StatusDetail): void {
    const waiter = this.#waiters.get(id)
    if (waiter === undefined) return
    if (status === 'finished' && waiter.result !== null) waiter.resolve(waiter.result)
    else if (status === 'finished' || status === 'failed')
      waiter.reject(conflict(error ?? 'It ended without a result; try again.'))
    else if (status === 'cancelled' || status === 'interrupted') waiter.reject(conflict('It was stopped before it had finished.'))
  }
}
