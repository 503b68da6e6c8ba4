import type { RunMetrics } from '../../shared/run.ts'
import type { JobContext } from './job-context.ts'

const batchMilliseconds = 100

/** Posts metrics at most 10 times a second, however fast iterations are. */
export class MetricsBatch {
  readonly #context: JobContext
  #waiting: RunMetrics[] = []
  #nextPost = 0

  constructor(context: JobContext) {
    this.#context = context
  }

  add(metrics: RunMetrics): void {
    this.#waiting.push(metrics)
    if (this.#context.clock.now() >= this.#nextPost) this.flush()
  }

  flush(): void {
    if (this.#waiting.length === 0) return
    this.#context.post({ type: 'metrics', metrics: this.#waiting })
    this.#waiting = []
    this.#nextPost = this.#context.clock.now() + batchMilliseconds
  }
}
