import type { LiveFrame } from '../../shared/live.ts'
import type { Problem } from '../../shared/problem.ts'
import type { CheckpointSummary, JobStatus, RunMetrics } from '../../shared/run.ts'
import type { JobKind, JobPart, JobResult } from './job.ts'

/** Which worker of the job it is about (they are counted), and why it failed, was interrupted or is being restarted, as a sentence. */
export interface StatusDetail {
  attempt: number
  error: string | null
  /** What is wrong with the input, where that is why it failed. */
  problems: readonly Problem[]
}

/**
 * Where the supervisor puts what jobs post; the studio gives it. All calls are synchronous. One that throws (a full disk) fails its
 * job with the error's message.
 */
export interface JobStore {
  statusChanged(job: { id: string; kind: JobKind }, status: JobStatus, detail: StatusDetail): void
  progressed(job: { id: string; kind: JobKind }, fraction: number, detail: string, remainingSeconds: number | null): void
  /** In order. After a restart, iterations since the checkpoint come again, equal but for their timing fields. */
  metricsArrived(runId: string, metrics: RunMetrics[]): void
  /** The metrics up to its iteration have arrived before. */
  checkpointArrived(runId: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary
  frameArrived(liveId: string, frame: LiveFrame): void
  /** In order. */
  partArrived(job: { id: string; kind: JobKind }, part: JobPart): void
  /** Before the status becomes `finished`. */
  finished(id: string, result: JobResult): void
  /** For restarts; skips a damaged one. */
  latestCheckpoint(runId: string): Uint8Array | null
}
