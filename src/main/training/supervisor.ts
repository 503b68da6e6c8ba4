import type { LiveCommand } from '../../shared/live.ts'
import type { Clock } from './clock.ts'
import type { JobKind, JobSpecification } from './job.ts'
import type { JobStore } from './job-store.ts'
import { Queue } from './queue.ts'
import { SupervisedJob } from './supervised-job.ts'
import type { WorkerHost } from './worker-host.ts'

/** Jobs somebody waits for in front of the screen start at once, up to this many. */
export const promptJobs = 8
/** How long training may take to write a checkpoint when the studio closes. */
const closingMilliseconds = 4_000

export interface SupervisorOptions {
  workerHost: WorkerHost
  store: JobStore
  /** How many training and evaluation jobs run at once. Asked whenever a job may start. */
  maximumParallel: () => number
  clock: Clock
  log: (line: string) => void
}

/** Gives every job a worker process, keeps watch over it, and hands what it posts to the store. */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #jobs = new Map<string, SupervisedJob>()
  /** Training and evaluation wait for a place; the others have places of their own. */
  readonly #long: Queue
  readonly #prompt = new Queue(() => promptJobs)
  #idle: (() => void)[] = []
  #closed = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#long = new Queue(options.maximumParallel)
  }

  /** Queues a job. Throws where a job of that id has not ended yet, and while closing. */
  submit(specification: JobSpecification): void {
    if (this.#closed) throw new Error('The studio is closing and takes no more work.')
    if (this.#jobs.has(specification.id)) throw new Error(`${specification.id} has not ended yet; wait until it has.`)
    const { workerHost, store, clock, log } = this.#options
    const ended = (job: SupervisedJob, tell: () => void) => this.#ended(job, tell)
    const job = new SupervisedJob(specification, { workerHost, store, clock, log, ended })
    this.#jobs.set(job.id, job)
    this.#queueOf(job.kind).add(job.id)
    this.reconsider()
  }

  /** A training run: checkpoint, then `paused`. False where the supervisor has no such training run. */
  pause(id: string): boolean {
    const job = this.#jobs.get(id)
    if (job?.kind !== 'training') return false
    job.pause()
    return true
  }

  /** Ends a job: `cancelled`, a training run after a last checkpoint. False where the supervisor has no such job. */
  stop(id: string): boolean {
    const job = this.#jobs.get(id)
    job?.stop()
    return job !== undefined
  }

  /** False where there is no such live hospital. */
  command(id: string, command: LiveCommand): boolean {
    const job = this.#jobs.get(id)
    if (job?.kind !== 'live') return false
    job.command(command)
    return true
  }

  /** The caller of a job has taken a part of what it waits for. */
  taken(id: string): void {
    this.#jobs.get(id)?.taken()
  }

  /** Starts what has room now. Call it when `maximumParallel` has changed. */
  reconsider(): void {
    if (this.#closed) return
    for (const queue of [this.#prompt, this.#long]) {
      for (let id = queue.take(); id !== undefined; id = queue.take()) this.#jobs.get(id)?.start()
    }
  }

  /** Resolves when no job waits or runs. */
  waitForIdle(): Promise<void> {
    if (this.#jobs.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** Ends all jobs within seconds: training runs write a checkpoint first where they can, and become `interrupted`. */
  close(): Promise<void> {
    this.#closed = true
    for (const job of [...this.#jobs.values()]) job.interrupt(closingMilliseconds)
    return this.waitForIdle()
  }

  #queueOf(kind: JobKind): Queue {
    return kind === 'training' || kind === 'evaluation' ? this.#long : this.#prompt
  }

  #ended(job: SupervisedJob, tell: () => void): void {
    // Its place is free before the store hears of it, so that whoever listens can submit it again.
    this.#jobs.delete(job.id)
    this.#queueOf(job.kind).remove(job.id)
    tell()
    this.reconsider()
    if (this.#jobs.size > 0) return
    const idle = this.#idle
    this.#idle = []
    for (const resolve of idle) resolve()
  }
}
