import type { LiveFrame } from '../../shared/live.ts'
import type { CheckpointSummary, JobStatus, RunMetrics } from '../../shared/run.ts'
import type { JobKind, JobPart, JobResult } from '../training/job.ts'
import type { JobStore, StatusDetail } from '../training/job-store.ts'
import type { ActivityService } from './activity-service.ts'

/** What a service hears about its jobs. */
export interface JobListener {
  statusChanged(id: string, status: JobStatus, detail: StatusDetail): void
  /** Before the status becomes `finished`. */
  finished(id: string, result: JobResult): void
  progressed?(id: string, fraction: number, detail: string): void
  /** Parts of what the caller of a job waits for. */
  partArrived?(id: string, part: JobPart): void
}

export interface TrainingListener extends JobListener {
  metricsArrived(id: string, metrics: RunMetrics[]): void
  checkpointArrived(id: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary
  latestCheckpoint(id: string): Uint8Array | null
}

export interface LiveListener extends JobListener {
  frameArrived(id: string, frame: LiveFrame): void
}

export interface JobListeners {
  training: TrainingListener
  evaluation: JobListener
  simulation: JobListener
  live: LiveListener
  report: JobListener
  model: JobListener
  validation: JobListener
  inspection: JobListener
  calibration: JobListener
  visits: JobListener
  engine: JobListener
}

/** Passes what the supervisor reports to the service whose job it is. */
export class JobBoard implements JobStore {
  readonly #activity: ActivityService
  readonly #troubled: (error: unknown) => void
  #listeners: JobListeners | null = null

  /** `troubled` hears every error, so that the state of the store can be shown; the supervisor gets it too. */
  constructor(activity: ActivityService, troubled: (error: unknown) => void) {
    this.#activity = activity
    this.#troubled = troubled
  }

  /** Before the first job. */
  connect(listeners: JobListeners): void {
    this.#listeners = listeners
  }

  statusChanged(job: { id: string; kind: JobKind }, status: JobStatus, detail: StatusDetail): void {
    this.#activity.statusChanged(job.id, status, detail.error)
    this.#pass((to) => to[job.kind].statusChanged(job.id, status, detail))
  }

  progressed(job: { id: string; kind: JobKind }, fraction: number, detail: string, remainingSeconds: number | null): void {
    this.#activity.progressed(job.id, fraction, detail, remainingSeconds)
    this.#pass((to) => to[job.kind].progressed?.(job.id, fraction, detail))
  }

  partArrived(job: { id: string; kind: JobKind }, part: JobPart): void {
    this.#pass((to) => to[job.kind].partArrived?.(job.id, part))
  }

  metricsArrived(runId: string, metrics: RunMetrics[]): void {
    this.#pass((to) => to.training.metricsArrived(runId, metrics))
  }

  checkpointArrived(runId: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary {
    return this.#pass((to) => to.training.checkpointArrived(runId, checkpoint))
  }

  frameArrived(liveId: string, frame: LiveFrame): void {
    this.#pass((to) => to.live.frameArrived(liveId, frame))
  }

  finished(id: string, result: JobResult): void {
    this.#pass((to) => to[result.kind].finished(id, result))
  }

  latestCheckpoint(runId: string): Uint8Array | null {
    return this.#pass((to) => to.training.latestCheckpoint(runId))
  }

  #pass<T>(action: (listeners: JobListeners) => T): T {
    if (this.#listeners === null) throw new Error('a job reported before anybody listened')
    try {
      return action(this.#listeners)
    } catch (error) {
      this.#troubled(error)
      throw error
    }
  }
}
