import type { ArrivalStream } from './arrival-stream.ts'
import { PatientColumns } from './patient-columns.ts'
import type { PopulationPlan } from './population-plan.ts'
import { KeyedRandom, type RandomKey } from './random.ts'
import { SampleBlock } from './sample-block.ts'

const noTimes: readonly (Float64Array | null)[] = []

/** Draws the patients of one replication in order of arrival, a block at a time, into columns of its own. */
export class PatientDrawer {
  readonly plan: PopulationPlan
  readonly columns: PatientColumns
  /** Patients drawn so far. */
  drawn = 0
  private readonly random: KeyedRandom
  private readonly block: SampleBlock
  private readonly ownStreams: readonly ArrivalStream[]
  private streams: readonly ArrivalStream[]

  constructor(plan: PopulationPlan) {
    this.plan = plan
    this.columns = new PatientColumns(plan.durationColumns, plan.codeColumns)
    this.random = new KeyedRandom({ seed: 0, use: 'development', replication: 0 })
    this.block = new SampleBlock(this.columns, this.random)
    this.ownStreams = plan.createStreams(noTimes)
    this.streams = this.ownStreams
  }

  begin(key: RandomKey, horizonMinutes: number, arrivalTimes: readonly (Float64Array | null)[] = noTimes): void {
    this.random.rekey(key)
    this.drawn = 0
    this.streams = arrivalTimes.length === 0 ? this.ownStreams : this.plan.createStreams(arrivalTimes)
    for (const stream of this.streams) stream.begin(this.random, horizonMinutes)
  }

  /**
   * Draws up to `slots.length` (at most a block) of the patients who come next into these slots; fewer where nobody more comes. Gives how many.
   */
  draw(slots: Int32Array, wanted: number): number {
    const { streams, columns, block } = this
    const { entrySteps } = this.plan
    const { arrivalMinutes, stream: streamOf, number, sequence, entryStep } = columns
    let count = 0
    for (; count < wanted; count++) {
      let next = 0
      let minutes = Number.POSITIVE_INFINITY
      for (let at = 0; at < streams.length; at++)
        if (streams[at]!.nextMinutes < minutes) {
          minutes = streams[at]!.nextMinutes
          next = at
        }
      if (minutes === Number.POSITIVE_INFINITY) break
      const slot = slots[count]!
      const stream = streams[next]!
      block.slots[count] = slot
      arrivalMinutes[slot] = minutes
      streamOf[slot] = next
      number[slot] = stream.nextNumber
      sequence[slot] = this.drawn++
      entryStep[slot] = entrySteps[next]!
      stream.advance()
    }
    block.run(this.plan.operations, count, 0)
    return count
  }

  /** Draws the columns of a redraw list anew for one patient, whose class now is `classIndex`. */
  redraw(slot: number, list: number, visit: number, classIndex: number): void {
    const { block } = this
    const classes = this.columns.classAtArrival
    const atArrival = classes[slot]!
    block.slots[0] = slot
    classes[slot] = classIndex
    block.run(this.plan.redraws[list]!, 1, visit)
    classes[slot] = atArrival
  }
}
