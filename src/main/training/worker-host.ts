import type { JobKind } from './job.ts'
import type { HostMessage } from './messages.ts'

/** How a worker process ended. */
export interface WorkerExit {
  /** Exit code; null where a signal ended it or it never started. */
  code: number | null
  signal: string | null
  /** The last lines it wrote to stderr, at most 20; where it never started, why. */
  stderrTail: string[]
}

/** One worker process. */
export interface WorkerHandle {
  /** Undefined until the process runs, and where it never does. */
  readonly pid: number | undefined
  /** Posts a message. To a worker that has ended it is dropped, without an error. */
  send(message: HostMessage): void
  /** What the worker posts, unchecked, in order. One listener. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, never before `start` has returned, also where the process could not be started. One listener. */
  onExit(listener: (exit: WorkerExit) => void): void
  /** Ends it at once, even when it hangs. Never throws. */
  kill(): void
}

export interface WorkerStart {
  kind: JobKind
  jobId: string
  /** The job loads a native library that works in Node alone, not in Electron's. */
  nativeLibrary?: boolean
}

/**
 * Starts workers: the program `training/worker.ts`, with `fairward-worker <kind> <jobId>` in its command line. Under Node a forked
 * child, under Electron a utility process. Every implementation passes the contract in `test/training/worker-host-contract.ts`.
 */
export interface WorkerHost {
  /** Never throws: what goes wrong arrives as an exit. */
  start(options: WorkerStart): WorkerHandle
}
