import { createHash } from 'node:crypto'
import type { Measure, ModelResult } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import type { RandomUse } from '../../simulation/population/random.ts'
import { batchesCorrelated } from '../../statistics/batch-means.ts'
import type { BinSumsPlace } from '../../statistics/bin-sums.ts'
import { sampleFields } from '../../statistics/pooled-times.ts'
import { ReplicationRule } from '../../statistics/replication-rule.ts'
import { seriesLength } from './census-series.ts'
import { type KeyMeasure, keyMeasures } from './key-measures.ts'
import { type MeasureLayout, positionsOf } from './measure-layout.ts'
import { ModelEstimates } from './model-estimates.ts'
import { measuresOf } from './model-measures.ts'
import { batches, layoutOf, type ReplicationDesign, type ReplicationRange, type ReplicationRows } from './replication-rows.ts'
import { resultWarnings } from './result-warnings.ts'
import { warmUpAdvice } from './warm-up-advice.ts'

export interface ModelExperimentOptions {
  /** The document's own unless given. With a precision: at most so many (10,000 unless given). */
  readonly replications?: number
  /** The document's own unless given. */
  readonly seed?: number
  readonly use?: RandomUse
  /** Replications are added until the 95 % half-width of every key measure is at most this share of its mean. */
  readonly precision?: number
  /** Replications to a range; a few unless given. */
  readonly rangeLength?: number
}

const { count, mean } = positionsOf(sampleFields)
const mostReplications = 10_000
const longestRange = 150
/** Ranges are so short that there are about this many, for progress and for sharing them out. */
const ranges = 40
const precisionRange = 5
/** A range is at most this part of what is left: the last ones are short, so that no thread works on for long when the others have ended. */
const largestPart = 1 / 8

/**
 * A simulation of a model as ranges of replications that can be run anywhere and in any order: ask `nextRange` until it is null, run each with
 * `ReplicationRunner`, give the rows to `add`. The result depends on neither: rows are taken in the order of replications, and those beyond what a
 * precision needed are dropped.
 */
export class ModelExperiment {
  readonly model: CompiledModel
  readonly design: ReplicationDesign
  /** How much is done, from 0 to 1; with a precision, about how much. */
  fraction = 0
  private readonly layout: MeasureLayout
  private readonly estimates: ModelEstimates
  private readonly most: number
  private readonly rangeLength: number
  private readonly largestPart: number
  private readonly precision: number | null
  private readonly rule: ReplicationRule | null
  private readonly keys: readonly KeyMeasure[]
  private readonly early = new Map<number, ReplicationRows>()
  private readonly digest = createHash('sha256')
  private readonly series = new Float64Array(seriesLength)
  private seriesCount = 0
  private asked = 0
  private replications = 0
  private events = 0
  private enough = false
  private correlated = false

  constructor(model: CompiledModel, options: ModelExperimentOptions = {}) {
    const { run } = model.document
    this.model = model
    this.precision = options.precision ?? null
    this.most = options.replications ?? (this.precision === null ? run.replications : mostReplications)
    this.design = {
      seed: options.seed ?? run.seed,
      use: options.use ?? 'confirmation',
      batchMeans: run.kind === 'steady-state' && this.most === 1,
      apart: this.precision !== null,
    }
    this.largestPart = options.rangeLength === undefined ? largestPart : 1
    this.rangeLength =
      options.rangeLength ??
      (this.precision === null ? Math.max(1, Math.min(longestRange, Math.ceil(this.most / ranges))) : precisionRange)
    this.layout = layoutOf(model)
    this.estimates = new ModelEstimates(this.layout)
    this.keys = keyMeasures(model, this.layout, this.estimates)
    this.rule = this.precision === null ? null : new ReplicationRule(this.precision)
  }

  /** What to run next; null where nothing more is needed. */
  nextRange(): ReplicationRange | null {
    if (this.enough || this.asked >= this.most) return null
    const count = Math.min(this.rangeLength, Math.ceil(this.largestPart * (this.most - this.asked)))
    const range = { first: this.asked, count }
    this.asked += count
    return range
  }

  /** Whether the rows of all that is needed have come. */
  get finished(): boolean {
    return this.enough || this.replications >= this.most
  }

  add(rows: ReplicationRows): void {
    this.early.set(rows.first, rows)
    for (let next = this.early.get(this.replications); next !== undefined; next = this.early.get(this.replications)) {
      this.early.delete(next.first)
      const place = { bins: 0, sums: 0 }
      const together = this.design.apart ? 1 : next.count
      for (let index = 0; index < next.count && !this.enough; index += together) this.take(next, index, together, place)
      if (this.finished) break
    }
    this.fraction = Math.max(this.fraction, this.done())
  }

  /** Throws an Error before everything that is needed has come. */
  result(): ModelResult {
    if (!this.finished) throw new Error(`${this.replications} replications have come and more are needed.`)
    const { document } = this.model
    const { run } = document
    const { batchMeans, seed } = this.design
    const precision = this.precisionReached()
    const advice =
      this.seriesCount === 0
        ? null
        : warmUpAdvice({
            census: this.series.map((sum) => sum / this.seriesCount),
            replications: this.seriesCount,
            horizon: run.horizon,
            warmUp: run.warmUp,
          })
    return {
      model: document.name,
      title: document.title,
      timeUnit: document.timeUnit,
      method: batchMeans ? 'batch-means' : 'replications',
      replications: this.replications,
      seed,
      horizon: run.horizon,
      warmUp: run.warmUp,
      events: this.events,
      digest: this.digest.copy().digest('hex'),
      ...measuresOf(this.model, this.layout, this.estimates, minutesPerUnit(document), batchMeans ? batches : 1),
      warnings: resultWarnings(this.model, {
        replications: this.replications,
        correlatedBatches: this.correlated,
        precision,
        advice,
      }),
      precision,
      warmUpAdvice: advice,
    }
  }

  /** Takes in `length` replications of a range from `first` on, and their times, which stand at a place. */
  private take(rows: ReplicationRows, first: number, length: number, place: BinSumsPlace): void {
    const { columns } = this.layout
    const row = (index: number) => rows.values.subarray(index * columns, (index + 1) * columns)
    const windows = this.design.batchMeans ? batches : 1
    const taken = Array.from({ length: length * windows }, (_, index) => row(first * windows + index))
    for (const each of taken) this.estimates.add(each)
    this.estimates.addBins(rows, place)
    if (this.design.batchMeans) this.correlated = correlated(this.layout, taken)
    const digestBytes = rows.digests.length / rows.count
    this.digest.update(rows.digests.subarray(first * digestBytes, (first + length) * digestBytes))
    for (let index = first; index < first + length; index++) {
      this.events += rows.events[index]!
      if ((index + 1) * seriesLength > rows.series.length) continue
      this.seriesCount++
      for (let stretch = 0; stretch < seriesLength; stretch++)
        this.series[stretch]! += rows.series[index * seriesLength + stretch]!
    }
    this.replications += length
    if (this.rule?.add(this.keys.map(({ measure }) => relativeHalfWidth(measure())))) this.enough = true
  }

  private done(): number {
    if (this.finished) return 1
    const share = this.replications / this.most
    const width = this.rule?.path.at(-1)
    return this.precision === null || width === undefined ? share : Math.max(share, Math.min(0.99, (this.precision / width) ** 2))
  }

  private precisionReached(): ModelResult['precision'] {
    const { rule, precision } = this
    if (rule === null || precision === null) return null
    return {
      target: precision,
      reached: this.enough,
      worstMeasure: this.keys[rule.worst]!.name,
      relativeHalfWidth: rule.path.at(-1) ?? 0,
      path: [...rule.path],
    }
  }
}

/** 0 where a measure never varied, and where too few replications had a value to judge it by. */
function relativeHalfWidth(measure: Measure): number {
  return measure === null || measure.halfWidth === 0 ? 0 : measure.halfWidth / Math.abs(measure.mean)
}

/** Judged by the mean time in the model, or where nobody leaves it by the mean wait at the first step that has some in every batch. */
function correlated(layout: MeasureLayout, batchRows: readonly Float64Array[]): boolean {
  const steps = Array.from({ length: layout.parts.requests }, (_, request) => layout.stepAt(request, 0) + layout.stepWaitOffset)
  const start = [layout.classAt(0) + layout.timeOffset, ...steps].find((at) => batchRows.every((row) => row[at + count]! > 0))
  return start !== undefined && batchesCorrelated(batchRows.map((row) => row[start + mean]!))
}
