import type { ReplicationRecorder } from '../../evaluation/model/replication.ts'

/** A recorder that ends a replication with one row of sums. */
export interface Instrument extends ReplicationRecorder {
  readonly columns: readonly string[]
  write(row: Float64Array): void
}
