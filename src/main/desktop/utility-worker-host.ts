import { ForkWorkerHost, workerEnvironment } from '../training/fork-worker-host.ts'
import type { HostMessage } from '../training/messages.ts'
import { StderrTail } from '../training/stderr-tail.ts'
import type { WorkerExit, WorkerHandle, WorkerHost, WorkerStart } from '../training/worker-host.ts'

/** The parts of Electron's utility process that are used. */
export interface UtilityProcessLike {
  readonly pid: number | undefined
  readonly stderr: NodeJS.ReadableStream | null
  postMessage(message: unknown): void
  kill(): boolean
  on(event: 'spawn', listener: () => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'error', listener: (type: 'FatalError', location: string) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

/** `utilityProcess.fork`. */
export type ForkUtilityProcess = (
  program: string,
  parameters: string[],
  options: { env: NodeJS.ProcessEnv; execArgv: string[]; stdio: ('ignore' | 'pipe')[]; serviceName: string },
) => UtilityProcessLike

/** The last words of a process may arrive after the news of its end. */
const lastWordsMilliseconds = 500

/**
 * Workers as Electron's utility processes: Node without a window, started and watched by the app. Native libraries that share memory with
 * JavaScript do not work in them; jobs with such a library get a process of plain Node where there is one.
 */
export class UtilityWorkerHost implements WorkerHost {
  readonly #program: string
  readonly #fork: ForkUtilityProcess
  readonly #plain: WorkerHost | null

  /** `program` is the path of the worker program, `plainNode` that of a Node without Electron, null where there is none. */
  constructor(program: string, fork: ForkUtilityProcess, plainNode: string | null) {
    this.#program = program
    this.#fork = fork
    this.#plain = plainNode === null ? null : new ForkWorkerHost(program, plainNode)
  }

  start({ kind, jobId, nativeLibrary = false }: WorkerStart): WorkerHandle {
    if (nativeLibrary && this.#plain !== null) return this.#plain.start({ kind, jobId })
    return new UtilityWorker(
      this.#fork(this.#program, ['fairward-worker', kind, jobId], {
        env: workerEnvironment(process.env),
        execArgv: [],
        stdio: ['ignore', 'ignore', 'pipe'],
        serviceName: `fairward-worker ${kind} ${jobId}`,
      }),
    )
  }
}

class UtilityWorker implements WorkerHandle {
  readonly #child: UtilityProcessLike
  readonly #tail = new StderrTail()
  #onExit: ((exit: WorkerExit) => void) | null = null
  #killed = false
  #over = false

  constructor(child: UtilityProcessLike) {
    this.#child = child
    const { stderr } = child
    const listen = (chunk: Buffer) => this.#tail.add(chunk)
    stderr?.on('data', listen)
    child.on('spawn', () => {
      if (this.#killed) this.#end()
    })
    // What V8 dies of, mostly a lack of memory. An `error` that nobody hears would be thrown in the app itself.
    child.on('error', (type, location) => this.#tail.add(Buffer.from(`${type}: ${location}\n`)))
    child.on('exit', (code) => {
      this.#over = true
      const tell = once(() => this.#tell(code))
      // When its listeners have returned, Electron takes all of them from stderr, where the last words may still be on their way.
      setImmediate(() => {
        if (stderr === null || !stderr.readable) return tell()
        stderr.off('data', listen).on('data', listen).once('end', tell)
        setTimeout(tell, lastWordsMilliseconds)
      })
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: HostMessage): void {
    if (!this.#over) this.#child.postMessage(message)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener)
  }

  onExit(listener: (exit: WorkerExit) => void): void {
    this.#onExit = listener
  }

  kill(): void {
    if (this.#over) return
    this.#killed = true
    this.#end()
  }

  #end(): void {
    const { pid } = this.#child
    // It has not begun yet, and Electron would not end it: that is done once it has.
    if (pid === undefined) return
    if (process.platform === 'win32') {
      this.#child.kill()
      return
    }
    try {
      // Electron's own kill asks politely, which a worker that hangs does not hear.
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended, and the news of it is on its way.
    }
  }

  /** Electron gives an exit code only, and 0 for what it has killed. */
  #tell(code: number): void {
    const end = this.#killed ? { code: null, signal: 'SIGKILL' } : { code, signal: null }
    this.#onExit?.({ ...end, stderrTail: this.#tail.lines() })
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
