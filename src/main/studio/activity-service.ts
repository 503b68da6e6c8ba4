import type { Activity } from '../../shared/contract.ts'
import { isActive, type JobStatus } from '../../shared/run.ts'
import type { Clock } from '../training/clock.ts'
import type { Topics } from './topics.ts'

const topic = 'activity'
/** How long an ended job stays in the list. */
const afterglowMilliseconds = 60_000

/** The jobs of this session, for the strip that shows what is going on. */
export class ActivityService {
  readonly #topics: Topics
  readonly #clock: Clock
  readonly #activities = new Map<string, Activity>()
  readonly #removals = new Map<string, () => void>()

  constructor(topics: Topics, clock: Clock) {
    this.#topics = topics
    this.#clock = clock
  }

  /** Before the job is submitted; again when it is resumed. */
  track(job: Pick<Activity, 'id' | 'kind' | 'subjectId' | 'title'>): void {
    this.#keep(job.id)
    this.#activities.set(job.id, { ...job, status: 'queued', progress: 0, remainingSeconds: null, detail: '' })
    this.#topics.changed(topic)
  }

  statusChanged(id: string, status: JobStatus, error: string | null): void {
    const activity = this.#activities.get(id)
    if (activity === undefined) return
    const progress = status === 'finished' ? 1 : activity.progress
    this.#activities.set(id, { ...activity, status, progress, remainingSeconds: null, detail: error ?? '' })
    this.#keep(id)
    if (!isActive(status))
      this.#removals.set(
        id,
        this.#clock.after(afterglowMilliseconds, () => this.#remove(id)),
      )
    this.#topics.changed(topic)
  }

  progressed(id: string, fraction: number, detail: string, remainingSeconds: number | null): void {
    const activity = this.#activities.get(id)
    if (activity === undefined) return
    this.#activities.set(id, { ...activity, progress: Math.min(1, Math.max(0, fraction)), detail, remainingSeconds })
    this.#topics.changed(topic)
  }

  list(): Activity[] {
    return [...this.#activities.values()]
  }

  /** Never ends by itself. */
  watch(signal: AbortSignal | undefined) {
    return this.#topics.watch(topic, { read: () => ({ state: this.list(), last: false }), minimumMilliseconds: 250, signal })
  }

  close(): void {
    for (const callOff of this.#removals.values()) callOff()
    this.#removals.clear()
  }

  #keep(id: string): void {
    this.#removals.get(id)?.()
    this.#removals.delete(id)
  }

  #remove(id: string): void {
    this.#removals.delete(id)
    this.#activities.delete(id)
    this.#topics.changed(topic)
  }
}
