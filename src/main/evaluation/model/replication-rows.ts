import type { CompiledModel } from '../../simulation/compile-model.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import type { RandomUse } from '../../simulation/population/random.ts'
import { BinCounts } from '../../statistics/bin-counts.ts'
import { BinSummation } from '../../statistics/bin-summation.ts'
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

/** Runs ranges of replications of a model and measures them, with one set of recorders for all of them; `extra` records them as well. */
export class ReplicationRunner {
  private readonly model: CompiledModel
  private readonly design: ReplicationDesign
  private readonly layout: MeasureLayout
  /** Rows of a replication: one, or its batches. */
  private readonly windows: number
  private readonly bins = new BinCounts()
  private readonly binSummation = new BinSummation()
  private readonly digest = new EventDigest()
  private readonly recorder: MeasureRecorder
  private readonly series: CensusSeries
  private readonly everyTime: Recorders
  private readonly withSeries: Recorders

  constructor(model: CompiledModel, design: ReplicationDesign, extra: readonly ReplicationRecorder[] = []) {
    const { run, measures } = model.document
    const unit = minutesPerUnit(model.document)
    const [from, to] = [run.warmUp * unit, run.horizon * unit]
    const windows = design.batchMeans ? batches : 1
    const edges = Array.from({ length: windows + 1 }, (_, edge) =>
      edge === windows ? to : from + ((to - from) * edge) / windows,
    )
    this.model = model
    this.design = design
    this.windows = windows
    this.layout = layoutOf(model)
    this.recorder = new MeasureRecorder(this.layout, edges, {
      waitOverMinutes: (measures?.waitOver ?? Number.POSITIVE_INFINITY) * unit,
      // What lasts is seen through a window in time, and whoever ends in it belongs to it; a day with an end is about those who come.
      counted: run.kind === 'steady-state' ? 'everybody' : 'arrived-since',
      bins: this.bins,
    })
    this.series = new CensusSeries(to)
    this.everyTime = new Recorders([this.recorder, this.digest, ...extra])
    this.withSeries = new Recorders([this.recorder, this.digest, this.series, ...extra])
  }

  run({ first, count }: ReplicationRange): ReplicationRows {
    const { model, design, windows, layout, recorder, digest, series, bins } = this
    const { run } = model.document
    const inSeries = run.kind === 'steady-state' ? Math.max(0, Math.min(count, seriesReplications - first)) : 0
    const rows = {
      first,
      count,
      values: new Float64Array(count * windows * layout.columns),
      events: new Float64Array(count),
      digests: new Uint8Array(count * digestBytes),
      series: new Float64Array(inSeries * seriesLength),
    }
    bins.clear()
    for (let index = 0; index < count; index++) {
      const key = { seed: design.seed, use: design.use, replication: first + index }
      rows.events[index] = simulateReplication(model, key, index < inSeries ? this.withSeries : this.everyTime).eventsExecuted
      rows.values.set(recorder.rows, index * windows * layout.columns)
      rows.digests.set(digest.digest(), index * digestBytes)
      if (index < inSeries) rows.series.set(series.means, index * seriesLength)
    }
    const times = this.binSummation.sum(bins.written(), layout.sampleStarts.length, design.apart ? windows : windows * count)
    return { ...rows, bins: times.bins, binSums: times.sums }
  }
}
