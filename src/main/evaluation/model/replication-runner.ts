import type { CompiledModel } from '../../simulation/compile-model.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import { BinCounts } from '../../statistics/bin-counts.ts'
import { BinSummation } from '../../statistics/bin-summation.ts'
import { CensusSeries, seriesLength } from './census-series.ts'
import { EventDigest } from './event-digest.ts'
import type { MeasureLayout } from './measure-layout.ts'
import { MeasureRecorder } from './measure-recorder.ts'
import { Recorders } from './recorders.ts'
import { type ModelPolicy, type ReplicationRecorder, simulateReplication } from './replication.ts'
import { batches, layoutOf, type ReplicationDesign, type ReplicationRange, type ReplicationRows } from './replication-rows.ts'

const digestBytes = 32
/** The census over time is kept of so many replications; more would hardly smooth the Welch plot. */
const seriesReplications = 40

/** Runs ranges of replications of a model and measures them, with one set of recorders for all of them; `extra` records them as well. */
export class ReplicationRunner {
  private readonly model: CompiledModel
  private readonly policy: ModelPolicy | undefined
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

  constructor(model: CompiledModel, design: ReplicationDesign, extra: readonly ReplicationRecorder[] = [], policy?: ModelPolicy) {
    const { run, measures } = model.document
    const unit = minutesPerUnit(model.document)
    const [from, to] = [run.warmUp * unit, run.horizon * unit]
    const windows = design.batchMeans ? batches : 1
    const edges = Array.from({ length: windows + 1 }, (_, edge) =>
      edge === windows ? to : from + ((to - from) * edge) / windows,
    )
    this.model = model
    this.policy = policy
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
      const recorders = index < inSeries ? this.withSeries : this.everyTime
      rows.events[index] = simulateReplication(model, key, recorders, undefined, this.policy).eventsExecuted
      rows.values.set(recorder.rows, index * windows * layout.columns)
      rows.digests.set(digest.digest(), index * digestBytes)
      if (index < inSeries) rows.series.set(series.means, index * seriesLength)
    }
    const times = this.binSummation.sum(bins.written(), layout.sampleStarts.length, design.apart ? windows : windows * count)
    return { ...rows, ...times }
  }
}
