import type { JobKind, JobSpecification } from '../../src/main/training/job.ts'
import type { HostMessage, JobMessage } from '../../src/main/training/messages.ts'
import type { WorkerExit, WorkerHandle, WorkerHost } from '../../src/main/training/worker-host.ts'

/** A worker that the test plays. It does what it is told: pauses, stops, and exits when released. */
export class FakeWorker implements WorkerHandle {
  readonly kind: JobKind
  readonly jobId: string
  readonly pid = 4242
  readonly received: HostMessage[] = []
  specification: JobSpecification | null = null
  ended = false
  #message: (message: unknown) => void = () => {}
  #exit: (exit: WorkerExit) => void = () => {}

  constructor(kind: JobKind, jobId: string) {
    this.kind = kind
    this.jobId = jobId
  }

  send(message: HostMessage): void {
    this.received.push(message)
    if (message.type === 'start') this.specification = message.specification
    if (message.type === 'release') queueMicrotask(() => this.exit({ code: 0 }))
    if (message.type === 'ping') queueMicrotask(() => this.post({ type: 'heartbeat' }))
    if (message.type === 'pause') queueMicrotask(() => this.post({ type: 'ended', outcome: 'paused' }))
    if (message.type === 'stop') queueMicrotask(() => this.post({ type: 'ended', outcome: 'stopped' }))
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener
  }

  onExit(listener: (exit: WorkerExit) => void): void {
    this.#exit = listener
  }

  kill(): void {
    queueMicrotask(() => this.exit({ signal: 'SIGKILL' }))
  }

  post(message: JobMessage): void {
    if (!this.ended) this.#message({ ...message, job: this.jobId, attempt: this.specification?.attempt })
  }

  exit(how: Partial<WorkerExit>): void {
    if (this.ended) return
    this.ended = true
    this.#exit({ code: null, signal: null, stderrTail: [], ...how })
  }
}

export class FakeWorkerHost implements WorkerHost {
  readonly workers: FakeWorker[] = []

  start({ kind, jobId }: { kind: JobKind; jobId: string }): FakeWorker {
    const worker = new FakeWorker(kind, jobId)
    this.workers.push(worker)
    return worker
  }

  /** The latest worker of a job. */
  of(jobId: string): FakeWorker {
    const worker = this.workers.findLast((each) => each.jobId === jobId)
    if (worker === undefined) throw new Error(`no worker has been started for ${jobId}`)
    return worker
  }

  /** The latest worker of all. */
  get last(): FakeWorker {
    const worker = this.workers.at(-1)
    if (worker === undefined) throw new Error('no worker has been started')
    return worker
  }
}
