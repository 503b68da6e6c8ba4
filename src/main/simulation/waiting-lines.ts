import { disciplineCodes, type PathwayModel } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'

const nobody = -1

/**
 * Who waits: doubly linked lists by patient, one for each line of each queue, in order of joining (at the same minute: of arrival). A queue's
 * discipline says which line comes next.
 */
export class WaitingLines {
  /** People waiting, in all queues. */
  waiting = 0
  /** Lines with somebody in them. */
  nonEmpty = 0
  readonly waitingInLine: Int32Array
  readonly waitingInQueue: Int32Array
  /** Line by queue x class, and the first line of each queue (one more than queues). */
  readonly lineOf: Int32Array
  readonly firstLine: Int32Array
  private readonly classes: number
  private readonly states: PatientStates
  private readonly discipline: Uint8Array
  private readonly weight: Float64Array
  /** A bit for each line, 1 where somebody is in it: most lines are empty, and going through all of them would take long. */
  private readonly isNonEmpty: Int32Array
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  /** For going through a queue in order: who comes next in each line; 1 where a last-come queue is past those whose care was broken off. */
  private readonly cursors: Int32Array
  private readonly pastInterrupted: Uint8Array
  private sequence: Int32Array = new Int32Array(0)

  /** `controlled`: whether somebody decides at `policy` queues. */
  constructor({ classes, lineTable, queues }: PathwayModel, states: PatientStates, controlled: boolean) {
    this.classes = classes
    this.states = states
    this.lineOf = lineTable.lineOf
    this.firstLine = lineTable.firstLine
    this.weight = lineTable.weight
    this.discipline = controlled
      ? lineTable.discipline
      : lineTable.discipline.map((code) => (code === disciplineCodes.controlled ? disciplineCodes.ranked : code))
    this.isNonEmpty = new Int32Array((this.weight.length >> 5) + 1)
    this.heads = new Int32Array(this.weight.length)
    this.tails = new Int32Array(this.weight.length)
    this.waitingInLine = new Int32Array(this.weight.length)
    this.waitingInQueue = new Int32Array(queues.length)
    this.cursors = new Int32Array(this.weight.length)
    this.pastInterrupted = new Uint8Array(queues.length)
  }

  /** Everybody is gone. `sequence`: order of arrival by slot. */
  reset(sequence: Int32Array): void {
    this.sequence = sequence
    this.heads.fill(nobody)
    this.tails.fill(nobody)
    this.waitingInLine.fill(0)
    this.waitingInQueue.fill(0)
    this.isNonEmpty.fill(0)
    this.waiting = 0
    this.nonEmpty = 0
  }

  /** The slots have become more. */
  follow(sequence: Int32Array): void {
    this.sequence = sequence
  }

  isControlled(queue: number): boolean {
    return this.discipline[queue] === disciplineCodes.controlled
  }

  /** First of those of a class (of its line, where classes share one), -1 where nobody waits. */
  headOf(queue: number, classIndex: number): number {
    return this.heads[this.lineOf[queue * this.classes + classIndex]!]!
  }

  /** The first line from this one on with somebody in it, -1 where there is none. */
  nextNonEmpty(from: number): number {
    const { isNonEmpty } = this
    let word = from >> 5
    let bits = isNonEmpty[word]! & (-1 << from)
    while (bits === 0) {
      if (++word === isNonEmpty.length) return nobody
      bits = isNonEmpty[word]!
    }
    return 32 * word + 31 - Math.clz32(bits & -bits)
  }

  lineOfPatient(patient: number, queue: number): number {
    return this.lineOf[queue * this.classes + this.states.classOf[patient]!]!
  }

  /** Whether one stands before the other where only the time of joining counts. */
  joinedBefore(patient: number, other: number): boolean {
    const { joinedMinutes } = this.states
    const difference = joinedMinutes[patient]! - joinedMinutes[other]!
    return difference < 0 || (difference === 0 && this.sequence[patient]! < this.sequence[other]!)
  }

  add(patient: number, queue: number): void {
    this.waiting++
    this.waitingInQueue[queue]!++
    this.link(patient, this.lineOfPatient(patient, queue))
  }

  remove(patient: number, queue: number): void {
    this.waiting--
    this.waitingInQueue[queue]!--
    this.unlink(patient, this.lineOfPatient(patient, queue))
  }

  /** A waiting patient's class changes. */
  changeClass(patient: number, queue: number, classIndex: number): void {
    const from = this.lineOfPatient(patient, queue)
    this.states.classOf[patient] = classIndex
    const to = this.lineOfPatient(patient, queue)
    if (to === from) return
    this.unlink(patient, from)
    this.link(patient, to)
  }

  /** Who is to start next; only where somebody waits in the queue, and not of a controlled queue. */
  first(queue: number, now: number): number {
    const line = this.firstLine[queue]!
    switch (this.discipline[queue]) {
      case disciplineCodes.firstCome:
        return this.heads[line]!
      case disciplineCodes.lastCome:
        return this.tails[line]!
      case disciplineCodes.priority:
        return this.heads[this.nextNonEmpty(line)]!
      default: {
        const end = this.firstLine[queue + 1]!
        let best = nobody
        let bestLine = line
        for (let other = this.nextNonEmpty(line); other >= 0 && other < end; other = this.nextNonEmpty(other + 1)) {
          const head = this.heads[other]!
          if (best !== nobody && !this.goesFirst(queue, head, other, best, bestLine, now)) continue
          best = head
          bestLine = other
        }
        return best
      }
    }
  }

  /** Starts going through a queue with `nextInOrder`. */
  beginOrder(queue: number): void {
    const { cursors, firstLine } = this
    const ends = this.discipline[queue] === disciplineCodes.lastCome ? this.tails : this.heads
    const end = firstLine[queue + 1]!
    for (let line = firstLine[queue]!; line < end; line++) cursors[line] = ends[line]!
    this.pastInterrupted[queue] = 0
  }

  /** The next of a queue in the order in which they are to start, -1 after the last. Nobody may join or leave on the way. */
  nextInOrder(queue: number, now: number): number {
    const { cursors, firstLine } = this
    const first = firstLine[queue]!
    if (this.discipline[queue] === disciplineCodes.lastCome) return this.nextOfLastCome(queue, first)
    const end = firstLine[queue + 1]!
    let best = nobody
    let bestLine = first
    for (let line = first; line < end; line++) {
      const patient = cursors[line]!
      if (patient === nobody || (best !== nobody && !this.goesFirst(queue, patient, line, best, bestLine, now))) continue
      best = patient
      bestLine = line
    }
    if (best !== nobody) cursors[bestLine] = this.states.following[best]!
    return best
  }

  /** Everybody in a queue, in the order in which they are to start. */
  inOrder(queue: number, now: number): number[] {
    const order: number[] = []
    this.beginOrder(queue)
    for (let patient = this.nextInOrder(queue, now); patient !== nobody; patient = this.nextInOrder(queue, now))
      order.push(patient)
    return order
  }

  /** Whose care was broken off was the last to come when it began, and goes before the others. */
  private nextOfLastCome(queue: number, line: number): number {
    const { cursors, pastInterrupted } = this
    const { interrupted, preceding } = this.states
    for (;;) {
      const patient = cursors[line]!
      if (patient === nobody) {
        if (pastInterrupted[queue] === 1) return nobody
        pastInterrupted[queue] = 1
        cursors[line] = this.tails[line]!
        continue
      }
      cursors[line] = preceding[patient]!
      if ((interrupted[patient] === 0) === (pastInterrupted[queue] === 1)) return patient
    }
  }

  private goesFirst(queue: number, patient: number, line: number, other: number, otherLine: number, now: number): boolean {
    const { joinedMinutes } = this.states
    switch (this.discipline[queue]) {
      case disciplineCodes.priority:
        return line < otherLine
      case disciplineCodes.weighted: {
        const difference =
          this.weight[line]! * (now - joinedMinutes[patient]!) - this.weight[otherLine]! * (now - joinedMinutes[other]!)
        return difference > 0 || (difference === 0 && this.joinedBefore(patient, other))
      }
      default: {
        const difference = this.weight[line]! - this.weight[otherLine]!
        return difference < 0 || (difference === 0 && this.joinedBefore(patient, other))
      }
    }
  }

  private link(patient: number, line: number): void {
    const { following, preceding } = this.states
    let before = this.tails[line]!
    while (before !== nobody && !this.joinedBefore(before, patient)) before = preceding[before]!
    const after = before === nobody ? this.heads[line]! : following[before]!
    preceding[patient] = before
    following[patient] = after
    if (before === nobody) this.heads[line] = patient
    else following[before] = patient
    if (after === nobody) this.tails[line] = patient
    else preceding[after] = patient
    if (this.waitingInLine[line]!++ === 0) {
      this.nonEmpty++
      this.isNonEmpty[line >> 5]! |= 1 << line
    }
  }

  private unlink(patient: number, line: number): void {
    const { following, preceding } = this.states
    const before = preceding[patient]!
    const after = following[patient]!
    if (before === nobody) this.heads[line] = after
    else following[before] = after
    if (after === nobody) this.tails[line] = before
    else preceding[after] = before
    if (--this.waitingInLine[line]! === 0) {
      this.nonEmpty--
      this.isNonEmpty[line >> 5]! &= ~(1 << line)
    }
  }
}
