import type { CompiledModel } from '../../simulation/compile-model.ts'
import type { RandomUse } from '../../simulation/population/random.ts'
import type { BinSums } from '../../statistics/bin-sums.ts'
import { MeasureLayout } from './measure-layout.ts'

/** Windows that one long run in steady state is cut into: enough for an interval, few enough to be long (Schmeiser 1982: 10 to 30). */
export const batches = 20

/** Some replications in a row of the same simulation. */
export interface ReplicationRange {
  readonly first: number
  readonly count: number
}

/** What all replications of a simulation share. */
export interface ReplicationDesign {
  readonly seed: number
  readonly use: RandomUse
  /** One long run, cut into batches. */
  readonly batchMeans: boolean
  /** Whether the times of each replication are told by themselves, because any may be the last (with a precision). */
  readonly apart: boolean
}

/**
 * Measures of a range of replications, and their times in bins: sample by sample as in `MeasureLayout.sampleStarts`, of all replications together, or of
 * each in turn where they are kept apart. Plain data, so that a range can be run anywhere; the same range always gives the same bits.
 */
export interface ReplicationRows extends BinSums {
  readonly first: number
  readonly count: number
  /** Columns of `MeasureLayout`, in minutes: a row for each replication, or for each batch of the only one. */
  readonly values: Float64Array
  /** Executed events, by replication. */
  readonly events: Float64Array
  /** SHA-256 of the event log, 32 bytes for each replication. */
  readonly digests: Uint8Array
  /** Mean patients in the model by stretch of time, for those replications that are among the first 40 in steady state. */
  readonly series: Float64Array
}

export function layoutOf(model: CompiledModel): MeasureLayout {
  const { classes, requests, resources } = model.pathway
  return new MeasureLayout({
    classes,
    requests: requests.length,
    units: resources.map(({ schedule }) => schedule.units.reduce((most, units) => Math.max(most, units), 0)),
  })
}
