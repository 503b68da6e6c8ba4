import type { LiveFrame } from '../../shared/live.ts'
import type { CheckpointSummary, JobStatus, RunMetrics } from '../../shared/run.ts'
import type { JobKind, JobResult } from './job.ts'

/**
 * Where the supervisor puts what jobs post; the studio gives it. All calls are synchronous. One that throws (a full disk) fails its
 * job with the error's message.
 */
export interface JobStore {
  /** `error` is a sentence: why it failed or was interrupted, or why it is being restarted. */
  statusChanged(job: { id: string; kind: JobKind }, status: JobStatus, detail: { attempt: number; error: string | null }): void
  progressed(id: string, fraction: number, detail: string, remainingSeconds: number | null): void
  /** In order. After a restart, iterations since the checkpoint come again, equal but for their timing fields. */
  metricsArrived(runId: string, metrics: RunMetrics[]): void
  /** The metrics up to its iteration have arrived before. */
  checkpointArrived(runId: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary
  frameArrived(liveId: string, frame: LiveFrame): void
  /** Before the status becomes `finished`. */
  finished(id: string, result: JobResult): void
  /** For restarts; skips a damaged one. */
  latestCheckpoint(runId: string): Uint8Array | null
}
