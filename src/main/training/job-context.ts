import type { LiveCommand } from '../../shared/live.ts'
import type { Clock } from './clock.ts'
import type { JobPart } from './job.ts'
import type { JobMessage } from './messages.ts'

/** What a job in a worker may do: post, look at the clock, and hear what its host wishes. */
export interface JobContext {
  readonly clock: Clock
  post(message: JobMessage): void
  /** Posts how far it is, at most 10 times a second. */
  progress(fraction: number, detail: string, remainingSeconds: number | null): void
  /** What the host has asked for so far. Ask again after `breathe`. */
  readonly wish: 'pause' | 'stop' | null
  /** Commands that came since the last call, in order. */
  takeCommands(): LiveCommand[]
  /** Posts a part of what its caller waits for. */
  part(part: JobPart): void
  /** Waits until the caller has taken nearly all parts, so that a slow one does not fill the memory. */
  partsTaken(): Promise<void>
  /** Lets messages in. Long work calls it between two pieces. */
  breathe(): Promise<void>
}

/** How a job ends. It may also throw: the error's message is then what the user reads, and the job is not tried again. */
export type LastMessage = Extract<JobMessage, { type: 'result' | 'ended' }>
