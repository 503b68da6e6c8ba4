import { DeadlineHeap } from './deadline-heap.ts'
import type { MachineState } from './machine-state.ts'
import type { QueuePlan } from './pathway-model.ts'

const never = Number.POSITIVE_INFINITY

/**
 * Patience of those in one queue, on a clock that runs at 1 + crowding x waiting: crowding then costs nothing per patient. The clock is only
 * read when the number of people changes, so that it does not matter how often a run is stopped on the way.
 */
class CrowdedQueue {
  readonly heap = new DeadlineHeap()
  readonly queue: number
  private readonly crowding: number
  /** The clock at the last change. */
  private clock = 0
  private sinceMinutes = 0

  constructor(queue: number, crowding: number) {
    this.queue = queue
    this.crowding = crowding
  }

  reset(sequence: Int32Array): void {
    this.heap.reset(sequence)
    this.clock = 0
    this.sinceMinutes = 0
  }

  readClock(now: number, waiting: number): void {
    this.clock += (now - this.sinceMinutes) * (1 + this.crowding * waiting)
    this.sinceMinutes = now
  }

  /** When the first will leave, as long as nothing changes. */
  nextMinutes(waiting: number): number {
    const left = (this.heap.nextKey - this.clock) / (1 + this.crowding * waiting)
    return left > 0 ? this.sinceMinutes + left : this.sinceMinutes
  }

  add(patient: number, minutes: number): void {
    this.heap.push(patient, this.clock + minutes)
  }

  takeFirst(now: number): number {
    this.clock = this.heap.nextKey
    this.sinceMinutes = now
    return this.heap.pop()
  }
}

/** When the patience of those who wait runs out. */
export class Patience {
  /** Queues in which it runs faster the more wait. */
  private readonly crowded: readonly CrowdedQueue[]
  /** By queue: position in `crowded`, -1 for the others, who share a heap in plain minutes. */
  private readonly crowdedAt: Int32Array
  private readonly plain = new DeadlineHeap()
  private readonly state: MachineState
  /** When the first will leave, as long as nothing changes; NaN: to be worked out. And where: position in `crowded`, or -1. */
  private next = Number.NaN
  private nextAt = -1

  constructor(queues: readonly QueuePlan[], state: MachineState) {
    this.state = state
    this.crowdedAt = new Int32Array(queues.length).fill(-1)
    const crowded: CrowdedQueue[] = []
    queues.forEach(({ crowding }, queue) => {
      if (crowding > 0) this.crowdedAt[queue] = crowded.push(new CrowdedQueue(queue, crowding)) - 1
    })
    this.crowded = crowded
  }

  reset(sequence: Int32Array): void {
    this.next = Number.NaN
    this.plain.reset(sequence)
    for (const crowded of this.crowded) crowded.reset(sequence)
  }

  grow(sequence: Int32Array): void {
    this.plain.grow(sequence)
    for (const { heap } of this.crowded) heap.grow(sequence)
  }

  /** Call before the number of people waiting in a queue changes. */
  beforeChange(queue: number): void {
    this.next = Number.NaN
    const at = this.crowdedAt[queue]!
    if (at >= 0) this.crowded[at]!.readClock(this.state.now, this.state.lines.waitingInQueue[queue]!)
  }

  /** When the first will leave if nothing else happens before. */
  nextMinutes(): number {
    if (Number.isNaN(this.next)) this.findNext()
    return this.next
  }

  private findNext(): void {
    this.next = this.plain.nextKey
    this.nextAt = -1
    for (let index = 0; index < this.crowded.length; index++) {
      const crowded = this.crowded[index]!
      const minutes = crowded.nextMinutes(this.state.lines.waitingInQueue[crowded.queue]!)
      if (minutes < this.next) {
        this.next = minutes
        this.nextAt = index
      }
    }
  }

  /** Somebody begins to wait, whose patience stands in a column of what was drawn; after `beforeChange`. */
  add(patient: number, queue: number, column: number): void {
    const { rows, now } = this.state
    const minutes = rows.durations[column]![patient]!
    if (minutes === never) return
    const at = this.crowdedAt[queue]!
    if (at < 0) this.plain.push(patient, now + minutes)
    else this.crowded[at]!.add(patient, minutes)
  }

  remove(patient: number, queue: number): void {
    const at = this.crowdedAt[queue]!
    if (at < 0) this.plain.remove(patient)
    else this.crowded[at]!.heap.remove(patient)
  }

  /** Takes out whoever `nextMinutes` was about, at that time. */
  takeFirst(): number {
    this.next = Number.NaN
    return this.nextAt < 0 ? this.plain.pop() : this.crowded[this.nextAt]!.takeFirst(this.state.now)
  }
}
