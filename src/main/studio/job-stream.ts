import { AsyncIteratorClass } from '@orpc/server'
import type { JobPart, JobResult } from '../training/job.ts'

/** What the caller of a job hears: how far it is (the latest), parts of what it waits for (all, in order), and the result. */
export type JobEvent =
  | { kind: 'progress'; fraction: number; detail: string }
  | { kind: 'part'; part: JobPart }
  | { kind: 'result'; result: JobResult }

interface Listeners {
  /** The caller has taken a part. */
  taken(): void
  /** The caller has gone before the end. */
  left(): void
}

/** What one job says to its one caller, who takes it at its own pace. */
export class JobStream {
  readonly events: AsyncIteratorClass<JobEvent, undefined>
  readonly #listeners: Listeners
  #parts: JobPart[] = []
  #progress: JobEvent | null = null
  #result: JobResult | null = null
  #error: Error | null = null
  #ended = false
  #wake: () => void = () => {}

  constructor(listeners: Listeners) {
    this.#listeners = listeners
    this.events = new AsyncIteratorClass<JobEvent, undefined>(
      () => this.#next(),
      async () => this.#leave(),
    )
  }

  progressed(fraction: number, detail: string): void {
    this.#progress = { kind: 'progress', fraction, detail }
    this.#wake()
  }

  partArrived(part: JobPart): void {
    this.#parts.push(part)
    this.#wake()
  }

  finish(result: JobResult): void {
    this.#result = result
    this.end(null)
  }

  /** Nothing comes after what is here already; with an error, that is what the caller hears last. */
  end(error: Error | null): void {
    this.#ended = true
    this.#error = error
    this.#wake()
  }

  async #next(): Promise<IteratorResult<JobEvent, undefined>> {
    for (;;) {
      const event = this.#take()
      if (event !== null) return { done: false, value: event }
      if (this.#ended) {
        const error = this.#error
        this.#error = null
        if (error !== null) throw error
        return { done: true, value: undefined }
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #take(): JobEvent | null {
    const part = this.#parts.shift()
    if (part !== undefined) {
      this.#listeners.taken()
      return { kind: 'part', part }
    }
    const progress = this.#progress
    this.#progress = null
    if (progress !== null) return progress
    const result = this.#ended ? this.#result : null
    this.#result = null
    return result === null ? null : { kind: 'result', result }
  }

  #leave(): void {
    const early = !this.#ended
    this.#ended = true
    this.#parts = []
    this.#wake()
    if (early) this.#listeners.left()
  }
}
