import type { CompiledModel } from '../../simulation/compile-model.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import type { RandomUse } from '../../simulation/population/random.ts'
import { BinCounts } from '../../statistics/bin-counts.ts'
import { sumBins } from '../../statistics/sum-bins.ts'
import { CensusSeries, seriesLength } from './census-series.ts'
import { EventDigest } from './event-digest.ts'
import { MeasureLayout } from './measure-layout.ts'
import { MeasureRecorder } from './measure-recorder.ts'
import { Recorders } from './recorders.ts'
import { type ReplicationRecorder, simulateReplication } from './replication.ts'

const digestBytes = 32
/** The census over time is kept of so many replications; more would hardly smooth the Welch plot. */
const seriesReplications = 40
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

/** Measures of a range of replications. Plain data, so that a range can be run anywhere; the same range always gives the same bits. */
export interface ReplicationRows {
  readonly first: number
  readonly count: number
  /** Columns of `MeasureLayout`, in minutes: a row for each replication, or for each batch of the only one. */
  readonly values: Float64Array
  /** Times in bins, sample by sample as in `MeasureLayout.sampleStarts`: of all replications together, or of each in turn where they are kept apart. */
  readonly bins: Uint32Array
  readonly binSums: Float64Array
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

/** Runs a range of replications; `extra` records them as well. */
export function replicationRows(
  model: CompiledModel,
  design: ReplicationDesign,
  range: ReplicationRange,
  extra: readonly ReplicationRecorder[] = [],
): ReplicationRows {
  const { run, measures } = model.document
  const unit = minutesPerUnit(model.document)
  const [from, to] = [run.warmUp * unit, run.horizon * unit]
  const windows = design.batchMeans ? batches : 1
  const edges = Array.from({ length: windows + 1 }, (_, edge) => (edge === windows ? to : from + ((to - from) * edge) / windows))
  const layout = layoutOf(model)
  const bins = new BinCounts()
  const recorder = new MeasureRecorder(layout, edges, {
    waitOverMinutes: (measures?.waitOver ?? Number.POSITIVE_INFINITY) * unit,
    // What lasts is seen through a window in time, and whoever ends in it belongs to it; a day with an end is about those who come.
    counted: run.kind === 'steady-state' ? 'everybody' : 'arrived-since',
    bins,
  })
  const digest = new EventDigest()
  const series = new CensusSeries(to)
  const everyTime = new Recorders([recorder, digest, ...extra])
  const withSeries = new Recorders([recorder, digest, series, ...extra])
  const inSeries = run.kind === 'steady-state' ? Math.max(0, Math.min(range.count, seriesReplications - range.first)) : 0
  const rows = {
    ...range,
    values: new Float64Array(range.count * windows * layout.columns),
    events: new Float64Array(range.count),
    digests: new Uint8Array(range.count * digestBytes),
    series: new Float64Array(inSeries * seriesLength),
  }
  for (let index = 0; index < range.count; index++) {
    const key = { seed: design.seed, use: design.use, replication: range.first + index }
    rows.events[index] = simulateReplication(model, key, index < inSeries ? withSeries : everyTime).eventsExecuted
    rows.values.set(recorder.rows, index * windows * layout.columns)
    rows.digests.set(digest.digest(), index * digestBytes)
    if (index < inSeries) rows.series.set(series.means, index * seriesLength)
  }
  const times = sumBins(bins.written(), layout.sampleStarts.length, design.apart ? windows : windows * range.count)
  return { ...rows, bins: times.bins, binSums: times.sums }
}
