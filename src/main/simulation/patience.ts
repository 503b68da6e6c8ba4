import { DeadlineHeap } from './deadline-heap.ts'
import type { QueuePlan } from './pathway-model.ts'

const never = Number.POSITIVE_INFINITY

/** Patience of those in one queue, on a clock that runs at 1 + crowding x waiting: crowding then costs nothing per patient. */
class CrowdedQueue {
  readonly heap = new DeadlineHeap()
  readonly queue: number
  private readonly crowding: number
  private clock = 0

  constructor(queue: number, crowding: number) {
    this.queue = queue
    this.crowding = crowding
  }

  reset(sequence: Int32Array): void {
    this.heap.reset(sequence)
    this.clock = 0
  }

  pass(minutes: number, waiting: number): void {
    this.clock += minutes * (1 + this.crowding * waiting)
  }

  nextMinutes(now: number, waiting: number): number {
    if (this.heap.size === 0) return never
    const left = (this.heap.nextKey - this.clock) / (1 + this.crowding * waiting)
    return left > 0 ? now + left : now
  }

  add(patient: number, minutes: number): void {
    this.heap.push(patient, this.clock + minutes)
  }

  takeFirst(): number {
    this.clock = this.heap.nextKey
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
  private readonly waitingInQueue: Int32Array
  /** Where `nextMinutes` found whoever is next: position in `crowded`, or -1. */
  private nextAt = -1

  constructor(queues: readonly QueuePlan[], waitingInQueue: Int32Array) {
    this.waitingInQueue = waitingInQueue
    this.crowdedAt = new Int32Array(queues.length).fill(-1)
    const crowded: CrowdedQueue[] = []
    queues.forEach(({ crowding }, queue) => {
      if (crowding > 0) this.crowdedAt[queue] = crowded.push(new CrowdedQueue(queue, crowding)) - 1
    })
    this.crowded = crowded
  }

  reset(sequence: Int32Array): void {
    this.plain.reset(sequence)
    for (const crowded of this.crowded) crowded.reset(sequence)
  }

  grow(sequence: Int32Array): void {
    this.plain.grow(sequence)
    for (const { heap } of this.crowded) heap.grow(sequence)
  }

  /** So many minutes pass with people waiting as they do now. */
  pass(minutes: number): void {
    for (let index = 0; index < this.crowded.length; index++) {
      const crowded = this.crowded[index]!
      crowded.pass(minutes, this.waitingInQueue[crowded.queue]!)
    }
  }

  /** When the first will leave if nothing else happens before. */
  nextMinutes(now: number): number {
    let next = this.plain.nextKey
    this.nextAt = -1
    for (let index = 0; index < this.crowded.length; index++) {
      const crowded = this.crowded[index]!
      const minutes = crowded.nextMinutes(now, this.waitingInQueue[crowded.queue]!)
      if (minutes < next) {
        next = minutes
        this.nextAt = index
      }
    }
    return next
  }

  add(patient: number, queue: number, minutes: number, now: number): void {
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
    return this.nextAt < 0 ? this.plain.pop() : this.crowded[this.nextAt]!.takeFirst()
  }
}
