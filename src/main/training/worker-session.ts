import type { LiveCommand } from '../../shared/live.ts'
import type { Clock } from './clock.ts'
import type { HostLink } from './host-link.ts'
import type { JobPart, JobSpecification } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { checkHostMessage, type HostMessage, type JobMessage } from './messages.ts'
import { problemsIn } from './refusal.ts'

const beatMilliseconds = 1_000
/** Beats without a word from a host that hangs. A cut line ends the worker at once, a dead host within two seconds (`endWithHost`). */
const silentBeatsAllowed = 10
const progressMilliseconds = 100
/** Parts that may be on their way to a caller that is slow. */
const partsAhead = 8
const exitCodes = { done: 0, hostLost: 4, misunderstood: 5 } as const

export interface WorkerSessionOptions {
  link: HostLink
  clock: Clock
  run: (specification: JobSpecification, context: JobContext) => Promise<LastMessage>
  /** Ends the process. */
  exit: (code: number) => void
  reportError: (error: unknown) => void
}

/** The life of a worker process: takes one job, runs it, tells its host, and ends when it is done or its host is gone. */
export class WorkerSession implements JobContext {
  readonly clock: Clock
  wish: 'pause' | 'stop' | null = null
  readonly #options: WorkerSessionOptions
  #specification: JobSpecification | null = null
  #commands: LiveCommand[] = []
  #silentBeats = 0
  #nextProgress = 0
  #partsAhead = 0
  #partTaken: () => void = () => {}

  constructor(options: WorkerSessionOptions) {
    this.#options = options
    this.clock = options.clock
    options.link.onLost(() => options.exit(exitCodes.hostLost))
    options.link.onMessage((value) => this.#received(value))
    this.#beat()
  }

  post(message: JobMessage): void {
    if (this.#specification === null) return
    const { id, attempt } = this.#specification
    this.#options.link.post({ job: id, attempt, ...message })
  }

  progress(fraction: number, detail: string, remainingSeconds: number | null): void {
    const now = this.clock.now()
    if (now < this.#nextProgress) return
    this.#nextProgress = now + progressMilliseconds
    this.post({ type: 'progress', fraction, detail, remainingSeconds })
  }

  part(part: JobPart): void {
    this.#partsAhead += 1
    this.post({ type: 'part', part })
  }

  async partsTaken(): Promise<void> {
    while (this.#partsAhead > partsAhead) await new Promise<void>((resolve) => (this.#partTaken = resolve))
  }

  takeCommands(): LiveCommand[] {
    const commands = this.#commands
    this.#commands = []
    return commands
  }

  breathe(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  /** Counts beats, not time: while this process computed it could not hear, and the host's words wait in the line. */
  #beat(): void {
    this.#silentBeats += 1
    if (this.#silentBeats > silentBeatsAllowed) this.#options.exit(exitCodes.hostLost)
    this.post({ type: 'heartbeat' })
    this.clock.after(beatMilliseconds, () => this.#beat())
  }

  #received(value: unknown): void {
    this.#silentBeats = 0
    const checked = checkHostMessage(value)
    if (checked.ok) {
      this.#take(checked.message)
      return
    }
    this.#options.reportError(new Error(`The host sent something that makes no sense (${checked.problem}).`))
    this.#options.exit(exitCodes.misunderstood)
  }

  #take(message: HostMessage): void {
    switch (message.type) {
      case 'start':
        if (this.#specification !== null) break
        this.#specification = message.specification
        void this.#run(message.specification)
        break
      case 'ping':
        break
      case 'pause':
        this.wish ??= 'pause'
        break
      case 'stop':
        this.wish = 'stop'
        break
      case 'command':
        this.#commands.push(message.command)
        break
      case 'taken':
        this.#partsAhead -= 1
        this.#partTaken()
        break
      case 'release':
        this.#options.exit(exitCodes.done)
        break
    }
  }

  async #run(specification: JobSpecification): Promise<void> {
    this.post({ type: 'ready' })
    try {
      this.post(await this.#options.run(specification, this))
    } catch (error) {
      this.#options.reportError(error)
      const problems = problemsIn(error)
      const message = error instanceof Error ? error.message : String(error)
      this.post({ type: 'failed', message, ...(problems.length > 0 && { problems }) })
    }
  }
}
