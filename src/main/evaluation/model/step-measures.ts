import type { BinCounts } from '../../statistics/bin-counts.ts'
import { writeSampleFields } from '../../statistics/pooled-times.ts'
import { StreamingSample } from '../../statistics/streaming-sample.ts'
import { type MeasureLayout, positionsOf, stepCountFields, stepFields } from './measure-layout.ts'
import { TimeAverages } from './time-average.ts'
import { together } from './together.ts'

const { arrived, started, left, lost, balked, preempted, waiting } = positionsOf(stepFields)
const counted = stepCountFields.length
const nowhere = -1

/** Steps where patients wait, by class at the time: who came, was started, left or was turned away; waits to the first start; mean number waiting. */
export class StepMeasures {
  private readonly layout: MeasureLayout
  private readonly requests: number
  /** Classes told apart: all of them, or 1. */
  private readonly classes: number
  /** (Request x class) x counted field. */
  private readonly counts: Float64Array
  private readonly waiting: TimeAverages
  private readonly waits: StreamingSample[]
  private readonly allWaits: StreamingSample
  /** By slot: the request waited at, and whether because of an interruption. */
  private requestOf = new Int32Array(64).fill(nowhere)
  private interruptedOf = new Uint8Array(64)

  constructor(layout: MeasureLayout, waitOverMinutes: number) {
    this.layout = layout
    this.requests = layout.parts.requests
    this.classes = Math.max(1, layout.stepBlocks - 1)
    const cells = this.requests * this.classes
    this.counts = new Float64Array(cells * counted)
    this.waiting = new TimeAverages(cells)
    this.waits = Array.from({ length: cells }, () => new StreamingSample(waitOverMinutes))
    this.allWaits = new StreamingSample(waitOverMinutes)
  }

  begin(): void {
    this.waiting.begin()
    this.requestOf.fill(nowhere)
    this.interruptedOf.fill(0)
    this.open(0)
  }

  open(minutes: number): void {
    this.counts.fill(0)
    this.waiting.open(minutes)
    for (const sample of this.waits) sample.clear()
  }

  arrivedInModel(patient: number): void {
    if (patient >= this.requestOf.length) this.grow(patient)
    this.requestOf[patient] = nowhere
    this.interruptedOf[patient] = 0
  }

  joined(minutes: number, patient: number, request: number, classIndex: number): void {
    const cell = this.cell(request, classIndex)
    this.counts[cell * counted + arrived]!++
    this.waiting.add(cell, 1, minutes)
    this.requestOf[patient] = request
  }

  interrupted(minutes: number, patient: number, request: number, classIndex: number): void {
    const cell = this.cell(request, classIndex)
    this.counts[cell * counted + preempted]!++
    this.waiting.add(cell, 1, minutes)
    this.requestOf[patient] = request
    this.interruptedOf[patient] = 1
  }

  /** `waitMinutes`: what the patient waited; NaN where it does not count (`MeasureRecorder`). */
  started(minutes: number, patient: number, request: number, classIndex: number, waitMinutes: number): void {
    const cell = this.cell(request, classIndex)
    this.waiting.add(cell, -1, minutes)
    this.requestOf[patient] = nowhere
    if (this.interruptedOf[patient] !== 0) {
      this.interruptedOf[patient] = 0
      return
    }
    this.counts[cell * counted + started]!++
    if (!Number.isNaN(waitMinutes)) this.waits[cell]!.add(waitMinutes)
  }

  left(minutes: number, patient: number, request: number, classIndex: number): void {
    const cell = this.cell(request, classIndex)
    this.counts[cell * counted + left]!++
    this.waiting.add(cell, -1, minutes)
    this.requestOf[patient] = nowhere
    this.interruptedOf[patient] = 0
  }

  refused(request: number, classIndex: number, why: 'lost' | 'balked'): void {
    const at = this.cell(request, classIndex) * counted
    this.counts[at + arrived]!++
    this.counts[at + (why === 'lost' ? lost : balked)]!++
  }

  classChanged(minutes: number, patient: number, from: number, to: number): void {
    const request = this.requestOf[patient]!
    if (request === nowhere || from === to || this.classes === 1) return
    this.waiting.add(this.cell(request, from), -1, minutes)
    this.waiting.add(this.cell(request, to), 1, minutes)
  }

  /** The window from `fromMinutes` to `toMinutes` into a row, and its waits into bins. */
  write(row: Float64Array, bins: BinCounts, fromMinutes: number, toMinutes: number): void {
    const minutes = toMinutes - fromMinutes
    for (let request = 0; request < this.requests; request++) {
      const first = request * this.classes
      const end = first + this.classes
      const all = this.layout.stepAt(request, 0)
      row.fill(0, all, all + counted)
      this.writeWaits(row, bins, all, together(this.waits.slice(first, end), this.allWaits))
      let area = 0
      for (let cell = first; cell < end; cell++) {
        const cellArea = this.waiting.area(cell, toMinutes)
        area += cellArea
        for (let field = 0; field < counted; field++) row[all + field]! += this.counts[cell * counted + field]!
        if (this.layout.stepBlocks === 1) continue
        const at = this.layout.stepAt(request, cell - first + 1)
        for (let field = 0; field < counted; field++) row[at + field] = this.counts[cell * counted + field]!
        row[at + waiting] = cellArea / minutes
        this.writeWaits(row, bins, at, this.waits[cell]!)
      }
      row[all + waiting] = area / minutes
    }
  }

  private writeWaits(row: Float64Array, bins: BinCounts, at: number, waits: StreamingSample): void {
    writeSampleFields(waits, row, at + this.layout.stepWaitOffset)
    waits.writeBins(bins)
  }

  private cell(request: number, classIndex: number): number {
    return this.classes === 1 ? request : request * this.classes + classIndex
  }

  private grow(patient: number): void {
    const slots = Math.max(patient + 1, 2 * this.requestOf.length)
    const requests = new Int32Array(slots)
    requests.set(this.requestOf)
    this.requestOf = requests
    const interruptions = new Uint8Array(slots)
    interruptions.set(this.interruptedOf)
    this.interruptedOf = interruptions
  }
}
