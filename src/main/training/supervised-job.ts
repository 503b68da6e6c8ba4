import type { LiveCommand } from '../../shared/live.ts'
import type { Problem } from '../../shared/problem.ts'
import type { JobStatus } from '../../shared/run.ts'
import type { Clock } from './clock.ts'
import { exitReason } from './exit-reason.ts'
import { type JobKind, type JobResult, type JobSpecification, usesNativeLibrary } from './job.ts'
import type { JobStore } from './job-store.ts'
import { checkWorkerMessage, type WorkerMessage } from './messages.ts'
import type { WorkerExit, WorkerHandle, WorkerHost } from './worker-host.ts'

const pingMilliseconds = 1_000
/** Pings without any sign from the worker: longer than any iteration or replication lasts, so what is silent for so long hangs. */
export const silentPingsAllowed = 45
/** How long a worker may take to the boundary at which it pauses or stops. */
export const boundaryMilliseconds = 30_000
/** How long a worker may take to exit once its last message is in. */
const releaseMilliseconds = 3_000
/** Waits before the first, second and third restart; there is no fourth. */
export const restartDelays: readonly number[] = [500, 2_000, 8_000]

interface Outcome {
  status: JobStatus
  error: string | null
  result: JobResult | null
  problems?: readonly Problem[]
}

export interface JobSurroundings {
  workerHost: WorkerHost
  store: JobStore
  clock: Clock
  log: (line: string) => void
  /** Called once, at the end; `tell` gives the end to the store. */
  ended: (job: SupervisedJob, tell: () => void) => void
}

/** One job from the queue to its end, through as many workers as it takes. */
export class SupervisedJob {
  readonly #around: JobSurroundings
  #specification: JobSpecification
  #handle: WorkerHandle | null = null
  #timers: (() => void)[] = []
  /** Counted in pings, not by the clock: a host that slept has heard nothing either. */
  #silentPings = 0
  #restarts = 0
  /** What it becomes when its worker is gone. */
  #outcome: Outcome | null = null
  /** The outcome is final: what the worker still posts changes nothing. */
  #decided = false
  #ended = false

  constructor(specification: JobSpecification, around: JobSurroundings) {
    this.#specification = specification
    this.#around = around
    this.#tellStatus('queued', null)
  }

  get id(): string {
    return this.#specification.id
  }

  get kind(): JobKind {
    return this.#specification.kind
  }

  /** Gives it a worker. */
  start(): void {
    const { workerHost, log } = this.#around
    let handle: WorkerHandle
    try {
      const nativeLibrary = usesNativeLibrary(this.#specification)
      handle = workerHost.start({ kind: this.kind, jobId: this.id, nativeLibrary })
    } catch (error) {
      // A system that is short of memory or processes must not take the studio down with the job.
      const reason = error instanceof Error ? error.message : String(error)
      this.#outcome = { status: 'failed', error: `The worker process could not be started: ${reason}`, result: null }
      this.#settle()
      return
    }
    this.#handle = handle
    this.#silentPings = 0
    handle.onMessage((value) => {
      if (handle === this.#handle && !this.#decided) this.#received(value)
    })
    handle.onExit((exit) => {
      if (handle === this.#handle) this.#exited(exit)
    })
    log(`${this.#name()} has worker process ${handle.pid ?? 'that did not start'}`)
    this.#tellStatus('starting', null)
    handle.send({ type: 'start', specification: this.#specification })
    this.#later(pingMilliseconds, () => this.#ping())
  }

  /** Training runs only. */
  pause(): void {
    this.#endAtBoundary('pause', { status: 'paused', error: null, result: null }, boundaryMilliseconds)
  }

  stop(): void {
    const outcome: Outcome = { status: 'cancelled', error: null, result: null }
    if (this.kind === 'training') this.#endAtBoundary('stop', outcome, boundaryMilliseconds)
    else if (this.kind === 'live') this.#endAtBoundary('stop', outcome, releaseMilliseconds)
    else this.#endNow(outcome)
  }

  /** The studio closes. Training gets the time given to write a checkpoint. */
  interrupt(milliseconds: number): void {
    if (this.kind === 'training' || this.kind === 'evaluation') {
      const error = 'The studio was closed before this had finished.'
      const outcome: Outcome = { status: 'interrupted', error, result: null }
      if (this.kind === 'training') this.#endAtBoundary('pause', outcome, milliseconds)
      else this.#endNow(outcome)
    } else this.stop()
  }

  command(command: LiveCommand): void {
    this.#handle?.send({ type: 'command', command })
  }

  /** The caller has taken a part. */
  taken(): void {
    this.#handle?.send({ type: 'taken' })
  }

  #endAtBoundary(type: 'pause' | 'stop', outcome: Outcome, milliseconds: number): void {
    if (this.#handle === null) {
      this.#endNow(outcome)
      return
    }
    this.#later(milliseconds, () => this.#kill())
    if (this.#decided) return
    // Of several wishes the first counts, except that one may still stop what is about to pause.
    if (this.#outcome === null || outcome.status === 'cancelled') this.#outcome = outcome
    this.#handle.send({ type })
  }

  #endNow(outcome: Outcome): void {
    this.#outcome ??= outcome
    if (this.#handle === null) this.#settle()
    else this.#kill()
  }

  #ping(): void {
    if (this.#handle === null) return
    if (this.#silentPings >= silentPingsAllowed) {
      this.#around.log(`${this.#name()} has not answered ${silentPingsAllowed} pings; its worker is ended`)
      this.#kill()
      return
    }
    this.#silentPings += 1
    this.#handle.send({ type: 'ping' })
    this.#later(pingMilliseconds, () => this.#ping())
  }

  #received(value: unknown): void {
    const checked = checkWorkerMessage(value)
    if (!checked.ok) {
      this.#fail(`The worker process posted something that makes no sense (${checked.problem}).`)
      return
    }
    const message = checked.message
    if (message.job !== this.id || message.attempt !== this.#specification.attempt) return
    this.#silentPings = 0
    try {
      this.#take(message)
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error))
    }
  }

  #take(message: WorkerMessage): void {
    const { store } = this.#around
    switch (message.type) {
      case 'ready':
        this.#tellStatus('running', null)
        break
      case 'heartbeat':
        break
      case 'progress':
        store.progressed(this, message.fraction, message.detail, message.remainingSeconds)
        break
      case 'metrics':
        store.metricsArrived(this.id, message.metrics)
        break
      case 'checkpoint': {
        const { bytes, iteration, decisions } = message
        store.checkpointArrived(this.id, { bytes, iteration, decisions })
        break
      }
      case 'frame':
        store.frameArrived(this.id, message.frame)
        break
      case 'part':
        store.partArrived(this, message.part)
        break
      case 'result':
        this.#release({ status: 'finished', error: null, result: message.result })
        break
      case 'ended': {
        const status = message.outcome === 'paused' ? 'paused' : 'cancelled'
        this.#release(this.#outcome ?? { status, error: null, result: null })
        break
      }
      case 'failed':
        this.#release({ status: 'failed', error: message.message, result: null, problems: message.problems ?? [] })
        break
    }
  }

  /** The last message is in. */
  #release(outcome: Outcome): void {
    this.#outcome = outcome
    this.#decided = true
    this.#handle?.send({ type: 'release' })
    this.#later(releaseMilliseconds, () => this.#kill())
  }

  #fail(error: string): void {
    this.#outcome = { status: 'failed', error, result: null }
    this.#decided = true
    this.#kill()
  }

  #kill(): void {
    this.#handle?.kill()
  }

  #exited(exit: WorkerExit): void {
    this.#handle = null
    this.#callOffTimers()
    if (this.#outcome !== null) {
      this.#settle()
      return
    }
    const reason = exitReason(exit)
    this.#around.log(`${this.#name()} has lost its worker. ${reason}`)
    const delay = this.kind === 'training' || this.kind === 'evaluation' ? restartDelays[this.#restarts] : undefined
    if (delay === undefined) {
      const tried = this.#restarts === 0 ? '' : ` It was started again ${this.#restarts} times, and ended each time.`
      this.#outcome = { status: 'failed', error: `${reason}${tried}`, result: null }
      this.#settle()
      return
    }
    this.#restarts += 1
    this.#specification = this.#nextAttempt()
    this.#tellStatus('starting', `${reason} It is being started again (${this.#restarts} of ${restartDelays.length}).`)
    this.#later(delay, () => this.start())
  }

  #nextAttempt(): JobSpecification {
    const attempt = this.#specification.attempt + 1
    if (this.#specification.kind !== 'training') return { ...this.#specification, attempt }
    let checkpoint = this.#specification.checkpoint
    try {
      checkpoint = this.#around.store.latestCheckpoint(this.id) ?? checkpoint
    } catch (error) {
      this.#around.log(`${this.#name()}: its latest checkpoint cannot be read: ${error instanceof Error ? error.message : error}`)
    }
    return { ...this.#specification, attempt, checkpoint }
  }

  #settle(): void {
    if (this.#ended) return
    this.#ended = true
    this.#callOffTimers()
    const outcome = this.#outcome ?? { status: 'cancelled' as const, error: null, result: null }
    this.#around.ended(this, () => {
      try {
        if (outcome.result !== null) this.#around.store.finished(this.id, outcome.result)
        this.#tellStatus(outcome.status, outcome.error, outcome.problems)
      } catch (error) {
        this.#tellStatus('failed', error instanceof Error ? error.message : String(error))
      }
    })
  }

  #tellStatus(status: JobStatus, error: string | null, problems: readonly Problem[] = []): void {
    const { attempt } = this.#specification
    try {
      this.#around.store.statusChanged(this, status, { attempt, error, problems })
    } catch (problem) {
      // The store reports its own state; a job must not take the studio with it.
      this.#around.log(`${this.#name()}: ${status} could not be stored: ${problem instanceof Error ? problem.message : problem}`)
    }
  }

  #later(milliseconds: number, action: () => void): void {
    this.#timers.push(this.#around.clock.after(milliseconds, action))
  }

  #callOffTimers(): void {
    for (const callOff of this.#timers) callOff()
    this.#timers = []
  }

  #name(): string {
    return `${this.kind} ${this.id} (attempt ${this.#specification.attempt})`
  }
}
