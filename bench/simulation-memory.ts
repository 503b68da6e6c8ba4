import type { ReplicationRecorder } from '../src/main/evaluation/model/replication.ts'
import { ReplicationRunner } from '../src/main/evaluation/model/replication-runner.ts'
import { compileModel } from '../src/main/simulation/compile-model.ts'
import type { BenchRow } from './support/best-rate.ts'
import { mm10 } from './support/models.ts'

const stations = 3
/** An arrival, and the start and end of each service. */
const eventsPerCustomer = 1 + 2 * stations
const samples = 100

/**
 * Memory of one run of 10^8 events with every measure (minutes of work, so not part of the bench of speed): the process when a tenth is done,
 * at the end, and the most in between.
 */
export async function run(): Promise<BenchRow[]> {
  const customers = Math.ceil(1e8 / eventsPerCustomer)
  const memory = new MemorySampler(customers / samples)
  const model = compileModel(mm10(customers / 8, stations))
  const design = { seed: 1, use: 'development', batchMeans: false, apart: false } as const
  const { events } = new ReplicationRunner(model, design, [memory]).run({ first: 0, count: 1 })
  const { megabytes } = memory
  const tenth = Math.floor(megabytes.length / 10)
  return [
    { name: 'memory-events', value: events[0]!, unit: 'events' },
    { name: 'memory-at-tenth', value: megabytes[tenth]!, unit: 'MB' },
    { name: 'memory-at-end', value: megabytes.at(-1)!, unit: 'MB' },
    { name: 'memory-most-after-tenth', value: Math.max(...megabytes.slice(tenth)), unit: 'MB' },
  ]
}

class MemorySampler implements ReplicationRecorder {
  readonly megabytes: number[] = []
  private readonly every: number
  private arrivals = 0

  constructor(every: number) {
    this.every = every
  }

  arrived(): void {
    if (++this.arrivals % this.every < 1) this.megabytes.push(process.memoryUsage().rss / 1e6)
  }
}
