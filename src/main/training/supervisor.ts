import type { LiveCommand } from '../../shared/live.ts'
import type { Clock } from './clock.ts'
import type { JobSpecification } from './job.ts'
import type { JobStore } from './job-store.ts'
import type { WorkerHost } from './worker-host.ts'

export interface SupervisorOptions {
  workerHost: WorkerHost
  store: JobStore
  /** How many training and evaluation jobs run at once. Asked whenever a job may start. */
  maximumParallel: () => number
  clock: Clock
  log: (line: string) => void
}

/** Gives every job a worker process, keeps watch over it, and hands what it posts to the store. */
export declare class Supervisor {
  constructor(options: SupervisorOptions)
  /** Queues a job. Throws where a job of that id has not ended yet. */
  submit(specification: JobSpecification): void
  /** A training run: checkpoint, then `paused`. False where the supervisor has no such training run. */
  pause(id: string): boolean
  /** Ends a job: `cancelled`, a training run after a last checkpoint. False where the supervisor has no such job. */
  stop(id: string): boolean
  /** False where no such live hospital runs. */
  command(id: string, command: LiveCommand): boolean
  /** Starts what has room now: call after a change of the setting. */
  reconsider(): void
  /** Resolves when no job waits or runs. */
  waitForIdle(): Promise<void>
  /** Ends all jobs within seconds: training runs write a checkpoint first where they can, and become `interrupted`. */
  close(): Promise<void>
}
