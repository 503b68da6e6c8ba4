import { foundFull, outOfPatience } from '../../simulation/recorder.ts'
import type { BinCounts } from '../../statistics/bin-counts.ts'
import { writeSampleFields } from '../../statistics/pooled-times.ts'
import { StreamingSample } from '../../statistics/streaming-sample.ts'
import { countFields, type MeasureLayout, positionsOf } from './measure-layout.ts'
import { TimeAverages } from './time-average.ts'
import { together } from './together.ts'

const { out, left, lost, balked, inside } = positionsOf(countFields)

/** Patients by class at arrival: counts, whole waits, times in the model, mean number inside. */
export class ClassMeasures {
  private readonly layout: MeasureLayout
  private readonly classes: number
  /** Class x count field; the number inside is kept in `present`. */
  private readonly counts: Float64Array
  private readonly present: TimeAverages
  private readonly waits: StreamingSample[]
  private readonly times: StreamingSample[]
  private readonly allWaits: StreamingSample
  private readonly allTimes = new StreamingSample()
  /** By slot. */
  private arrivalMinutes = new Float64Array(64)
  private sinceMinutes = new Float64Array(64)
  private waitedMinutes = new Float64Array(64)
  private classOf = new Int32Array(64)

  constructor(layout: MeasureLayout, waitOverMinutes: number) {
    this.layout = layout
    this.classes = layout.parts.classes
    this.counts = new Float64Array(this.classes * countFields.length)
    this.present = new TimeAverages(this.classes)
    this.waits = Array.from({ length: this.classes }, () => new StreamingSample(waitOverMinutes))
    this.times = Array.from({ length: this.classes }, () => new StreamingSample())
    this.allWaits = new StreamingSample(waitOverMinutes)
  }

  begin(): void {
    this.present.begin()
    this.open(0)
  }

  open(minutes: number): void {
    this.counts.fill(0)
    this.present.open(minutes)
    for (const sample of this.waits) sample.clear()
    for (const sample of this.times) sample.clear()
  }

  arrivalOf(patient: number): number {
    return this.arrivalMinutes[patient]!
  }

  arrived(minutes: number, patient: number, classIndex: number): void {
    if (patient >= this.classOf.length) this.grow(patient)
    this.arrivalMinutes[patient] = minutes
    this.waitedMinutes[patient] = 0
    this.classOf[patient] = classIndex
    this.counts[classIndex * countFields.length]!++
    this.present.add(classIndex, 1, minutes)
  }

  beganWaiting(minutes: number, patient: number): void {
    this.sinceMinutes[patient] = minutes
  }

  waited(minutes: number, patient: number): void {
    this.waitedMinutes[patient]! += minutes - this.sinceMinutes[patient]!
  }

  /** `counted`: whether times of this patient are (`MeasureRecorder`). */
  departed(minutes: number, patient: number, exit: number, counted: boolean): void {
    const classIndex = this.classOf[patient]!
    const end = exit >= 0 ? out : exit === outOfPatience ? left : exit === foundFull ? lost : balked
    this.counts[classIndex * countFields.length + end]!++
    this.present.add(classIndex, -1, minutes)
    if (!counted || end === lost || end === balked) return
    this.waits[classIndex]!.add(this.waitedMinutes[patient]!)
    this.times[classIndex]!.add(minutes - this.arrivalMinutes[patient]!)
  }

  /** The window from `fromMinutes` to `toMinutes` into a row, and its times into bins. */
  write(row: Float64Array, bins: BinCounts, fromMinutes: number, toMinutes: number): void {
    const fields = countFields.length
    const all = this.layout.classAt(0)
    row.fill(0, all, all + fields)
    this.writeTimes(row, bins, all, together(this.waits, this.allWaits), together(this.times, this.allTimes))
    let area = 0
    for (let classIndex = 0; classIndex < this.classes; classIndex++) {
      const at = this.layout.classAt(classIndex + 1)
      const classArea = this.present.area(classIndex, toMinutes)
      this.counts[classIndex * fields + inside] = this.present.counts[classIndex]!
      for (let field = 0; field < fields; field++) {
        row[at + field] = this.counts[classIndex * fields + field]!
        row[all + field]! += row[at + field]!
      }
      this.writeTimes(row, bins, at, this.waits[classIndex]!, this.times[classIndex]!)
      row[at + this.layout.inSystemOffset] = classArea / (toMinutes - fromMinutes)
      area += classArea
    }
    row[all + this.layout.inSystemOffset] = area / (toMinutes - fromMinutes)
  }

  private writeTimes(row: Float64Array, bins: BinCounts, at: number, waits: StreamingSample, times: StreamingSample): void {
    writeSampleFields(waits, row, at + this.layout.waitOffset)
    waits.writeBins(bins)
    writeSampleFields(times, row, at + this.layout.timeOffset)
    times.writeBins(bins)
  }

  private grow(patient: number): void {
    const slots = Math.max(patient + 1, 2 * this.classOf.length)
    const longer = (old: Float64Array) => {
      const array = new Float64Array(slots)
      array.set(old)
      return array
    }
    this.arrivalMinutes = longer(this.arrivalMinutes)
    this.sinceMinutes = longer(this.sinceMinutes)
    this.waitedMinutes = longer(this.waitedMinutes)
    const classes = new Int32Array(slots)
    classes.set(this.classOf)
    this.classOf = classes
  }
}
