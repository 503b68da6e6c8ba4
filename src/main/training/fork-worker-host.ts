import { type ChildProcess, fork } from 'node:child_process'
import type { HostMessage } from './messages.ts'
import { StderrTail } from './stderr-tail.ts'
import type { WorkerExit, WorkerHandle, WorkerHost, WorkerStart } from './worker-host.ts'

/** Would change what a worker is or runs: preloaded code, Electron's binary as Node, an inspector. */
const droppedVariables = ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'ELECTRON_NO_ASAR', 'NODE_REPL_EXTERNAL_MODULE']

/** The environment a worker gets: the host's, without what could change the program. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !droppedVariables.includes(name)))
}

/** Workers as forked children of a plain Node process. */
export class ForkWorkerHost implements WorkerHost {
  readonly #program: string
  readonly #node: string

  /** `program` is the path of the worker program, `node` that of the Node that runs it. */
  constructor(program: string, node = process.execPath) {
    this.#program = program
    this.#node = node
  }

  start({ kind, jobId }: WorkerStart): WorkerHandle {
    return new ForkedWorker(
      fork(this.#program, ['fairward-worker', kind, jobId], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: workerEnvironment(process.env),
        execPath: this.#node,
        execArgv: [],
      }),
    )
  }
}

class ForkedWorker implements WorkerHandle {
  readonly #child: ChildProcess
  readonly #tail = new StderrTail()
  #onExit: ((exit: WorkerExit) => void) | null = null
  #ended = false

  constructor(child: ChildProcess) {
    this.#child = child
    child.stderr?.on('data', (chunk: Buffer) => this.#tail.add(chunk))
    // `close` comes after the last of stderr; a process that never started has an `error` only.
    child.on('close', (code, signal) => this.#end(code, signal))
    child.on('error', (error) => {
      if (child.pid !== undefined) return
      this.#tail.add(Buffer.from(`The worker process could not be started: ${error.message}\n`))
      this.#end(null, null)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: HostMessage): void {
    // Between a worker's death and the news of it, sending fails; its exit tells the story.
    if (this.#child.connected) this.#child.send(message, () => {})
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener)
  }

  onExit(listener: (exit: WorkerExit) => void): void {
    this.#onExit = listener
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #end(code: number | null, signal: string | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#onExit?.({ code, signal, stderrTail: this.#tail.lines() })
  }
}
