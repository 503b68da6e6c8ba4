import { branchTarget } from './branching.ts'
import { Contention } from './contention.ts'
import { DeadlineHeap } from './deadline-heap.ts'
import { DueGroups } from './due-groups.ts'
import { type InterruptionReason, Interruptions } from './interruptions.ts'
import { NumberedUnits } from './numbered-units.ts'
import { type ContentionGroup, operationCodes, operationStride, type PathwayModel, type RequestTable } from './pathway-model.ts'
import { Patience } from './patience.ts'
import { PatientStates } from './patient-states.ts'
import type { PatientRows, PatientSource } from './population/patient-rows.ts'
import type { Recorder } from './recorder.ts'
import { RunLimits } from './run-limits.ts'
import { ShiftCalendar } from './shift-calendar.ts'
import { WaitingLines } from './waiting-lines.ts'

const nobody = -1
const never = Number.POSITIVE_INFINITY

/**
 * Runs one replication of a pathway model: event-driven, over typed arrays, nothing allocated per event. Same model and same patients
 * give the same events, bit for bit. Events at the same minute happen in a fixed order: shift changes, then ends of delays, changes of class,
 * leaving, arrivals; inside each by order of arrival.
 */
export class PathwayMachine {
  /** Minutes since the start. */
  now = 0
  /** Events since the start: arrivals, ends of delays, changes of class, leaving, shift changes and starts of care. */
  eventsExecuted = 0
  /** Patients that have arrived; in a table of patients the next to arrive has this number. */
  arrivedCount = 0
  /** Patients that are in the model. */
  inside = 0
  /** Units in use and units on duty, by resource. In use may exceed on duty after a shift's end. */
  readonly busy: Int32Array
  readonly capacity: Int32Array
  /** People at each place of the program: in a delay, or waiting at a seize. */
  readonly countAtStep: Int32Array
  recorder: Recorder | null = null

  protected readonly pathway: PathwayModel
  protected readonly states = new PatientStates()
  protected readonly lines: WaitingLines
  protected source!: PatientSource
  private rows!: PatientRows
  private readonly program: Int32Array
  private readonly shifts: ShiftCalendar
  private readonly delays = new DeadlineHeap()
  private readonly worsening = new DeadlineHeap()
  private readonly patience: Patience
  private readonly contention: Contention
  private nextArrival = never

  private readonly requests: RequestTable
  private readonly due: DueGroups

  /** Only where the model has what they are for; null costs nothing. */
  private readonly interruptions: Interruptions | null
  private readonly numbered: NumberedUnits | null
  /** Patients who found their queue full and stay only if they can start at once. */
  private readonly onTrial: number[] = []
  private readonly limits: RunLimits

  /** `controlled`: whether somebody decides at `policy` queues (see `advance`); they go by their order otherwise. */
  constructor(pathway: PathwayModel, { controlled = false } = {}) {
    const { requests, queues, resources } = pathway
    this.pathway = pathway
    this.program = pathway.program
    this.lines = new WaitingLines(pathway, this.states, controlled)
    this.patience = new Patience(queues, this.lines.waitingInQueue)
    this.shifts = new ShiftCalendar(resources)
    this.capacity = this.shifts.capacity
    this.busy = new Int32Array(resources.length)
    this.countAtStep = new Int32Array(pathway.program.length / operationStride)
    this.requests = pathway.requestTable
    this.due = new DueGroups(pathway)
    const { busy, capacity, delays, lines, states } = this
    this.interruptions = Interruptions.areIn(pathway)
      ? new Interruptions(pathway, lines, states, {
          busy,
          capacity,
          delays,
          breakOff: (patient, request, joinedMinutes, why) => this.breakOff(patient, request, joinedMinutes, why),
          take: (patient, resource, units) => this.give(patient, resource, units),
        })
      : null
    this.contention = new Contention(pathway, lines, states, {
      busy,
      capacity,
      mayStart: (patient) => this.mayStart(patient),
      needsOf: (patient) => this.interruptions?.needsOf(patient) ?? requests[states.requestOf[patient]!]!.needs,
    })
    this.numbered = resources.some((resource) => resource.numbered) ? new NumberedUnits(resources) : null
    this.limits = new RunLimits(pathway, this.countAtStep, lines, states)
  }

  /** Empties the model at minute 0 with these patients to come. */
  begin(source: PatientSource): void {
    this.source = source
    this.rows = source.rows
    const { sequence, capacity } = this.rows
    this.states.reset(capacity)
    this.lines.reset(sequence)
    for (const heap of [this.delays, this.worsening, this.patience]) heap.reset(sequence)
    this.busy.fill(0)
    this.countAtStep.fill(0)
    this.due.reset()
    this.now = 0
    this.eventsExecuted = 0
    this.arrivedCount = 0
    this.inside = 0
    this.onTrial.length = 0
    this.limits.reset()
    this.interruptions?.reset(capacity)
    this.numbered?.reset()
    this.nextArrival = source.nextMinutes
    this.shifts.begin()
    if (this.recorder !== null)
      for (let resource = 0; resource < this.capacity.length; resource++)
        this.recorder.capacityChanged(0, resource, this.capacity[resource]!)
  }

  /** By patient; NaN until it has happened. `startMinutes` is the first request that was granted. */
  get startMinutes(): Float64Array {
    return this.states.startMinutes
  }
  get leftMinutes(): Float64Array {
    return this.states.leftMinutes
  }
  get worsenedMinutes(): Float64Array {
    return this.states.worsenedMinutes
  }
  get departureMinutes(): Float64Array {
    return this.states.departureMinutes
  }
  /** By patient: the present class, and the place in the program (-1 before arrival and after the end). */
  get classOf(): Int32Array {
    return this.states.classOf
  }
  get stepOf(): Int32Array {
    return this.states.stepOf
  }

  /** People waiting, in all queues. */
  get waiting(): number {
    return this.lines.waiting
  }

  /** By queue. */
  get waitingInQueue(): Int32Array {
    return this.lines.waitingInQueue
  }

  /**
   * Runs until a decision is due at a controlled queue (somebody waits and what they need is free: true) or until `untilMinutes`,
   * events of that minute included (false). Infinity: until nothing more is to come. Throws `ModelError` where the model cannot go on.
   */
  advance(untilMinutes: number): boolean {
    for (;;) {
      if (this.due.count > 0) {
        if (this.serveGroups()) return true
        if (this.onTrial.length > 0) {
          this.endTrial()
          continue
        }
        this.limits.checkWaits(this.now)
      }
      let next = this.shifts.nextMinutes
      let source = 0
      const delayEnds = this.delays.nextKey
      if (delayEnds < next) {
        next = delayEnds
        source = 1
      }
      if (this.lines.waiting > 0) {
        const worsens = this.worsening.nextKey
        if (worsens < next) {
          next = worsens
          source = 2
        }
        const leaves = this.patience.nextMinutes()
        if (leaves < next) {
          next = leaves
          source = 3
        }
      }
      if (this.nextArrival < next) {
        next = this.nextArrival
        source = 4
      }
      if (next > untilMinutes || next === never) {
        if (untilMinutes > this.now && untilMinutes < never) this.now = untilMinutes
        return false
      }
      this.now = next
      this.eventsExecuted++
      if (source === 1) this.endDelay()
      else if (source === 4) this.arrive()
      else if (source === 2) this.worsen()
      else if (source === 3) this.leave()
      else this.changeShift()
    }
  }

  /** Minutes of the next event if nobody is started before it; Infinity where nothing is to come. */
  get nextEventMinutes(): number {
    return Math.min(
      this.shifts.nextMinutes,
      this.delays.nextKey,
      this.nextArrival,
      this.worsening.nextKey,
      this.patience.nextMinutes(),
    )
  }

  /** First in line of a class, -1 where nobody waits. */
  headOf(classIndex: number, queue = 0): number {
    return this.lines.headOf(queue, classIndex)
  }

  /** Whom this waiting patient is followed by in the same line, -1 for the last. */
  nextInLine(patient: number): number {
    return this.states.following[patient]!
  }

  /** Whether everything that the (first) step of this queue needs is free. */
  canStart(queue = 0): boolean {
    return this.isFree(this.requests.ofQueue[queue]!)
  }

  /** The first in line of a class takes the queue's resources and goes on. */
  protected startFirst(queue: number, classIndex: number): void {
    const patient = this.lines.headOf(queue, classIndex)
    if (patient === nobody) throw new Error(`nobody of class ${classIndex} is waiting; choose a class with somebody in it`)
    this.grant(patient)
  }

  private mayStart(patient: number): boolean {
    if (this.interruptions === null) return this.isFree(this.states.requestOf[patient]!)
    for (const { resource, units } of this.interruptions.needsOf(patient))
      if (this.busy[resource]! + units > this.capacity[resource]!) return this.interruptions.makeRoom(patient)
    return true
  }

  private isFree(request: number): boolean {
    const { needStart, needResource, needUnits } = this.requests
    const end = needStart[request + 1]!
    for (let need = needStart[request]!; need < end; need++) {
      const resource = needResource[need]!
      if (this.busy[resource]! + needUnits[need]! > this.capacity[resource]!) return false
    }
    return true
  }

  /** This waiting patient gets what was asked for. */
  private grant(patient: number): void {
    if (this.interruptions !== null && this.states.interrupted[patient] !== 0) {
      this.resume(patient, this.interruptions)
      return
    }
    const request = this.states.requestOf[patient]!
    const joined = this.states.joinedMinutes[patient]!
    if (this.onTrial.length > 0) this.passTrial(patient)
    this.stopWaiting(patient)
    this.eventsExecuted++
    if (Number.isNaN(this.states.startMinutes[patient]!)) this.states.startMinutes[patient] = this.now
    this.recorder?.started(this.now, patient, request, joined)
    const { needStart, needResource, needUnits } = this.requests
    const end = needStart[request + 1]!
    for (let need = needStart[request]!; need < end; need++) {
      const resource = needResource[need]!
      const units = needUnits[need]!
      this.take(patient, resource, units)
      this.interruptions?.took(patient, resource, units, request, joined)
    }
    this.goOn(patient, this.states.stepOf[patient]! + 1)
  }

  private take(patient: number, resource: number, units: number): void {
    this.busy[resource]! += units
    if (this.numbered?.has(resource))
      for (let unit = 0; unit < units; unit++) {
        const number = this.numbered.take(patient, resource)
        this.recorder?.seized(this.now, patient, resource, 1, number)
      }
    else this.recorder?.seized(this.now, patient, resource, units, -1)
  }

  private give(patient: number, resource: number, units: number): void {
    this.busy[resource]! -= units
    this.due.markResource(resource)
    if (this.numbered?.has(resource))
      for (let unit = 0; unit < units; unit++) {
        const number = this.numbered.give(patient, resource)
        this.recorder?.released(this.now, patient, resource, 1, number)
      }
    else this.recorder?.released(this.now, patient, resource, units, -1)
  }

  /** Care stops where it is; the patient waits again for what this request was granted. */
  private breakOff(patient: number, request: number, joinedMinutes: number, why: InterruptionReason): void {
    const { states, delays, program } = this
    const queue = this.requests.queueOf[request]!
    const at = states.stepOf[patient]! * operationStride
    const preemption = why === 'preempted' ? this.pathway.queues[queue]!.preemption : 'resume'
    if (preemption === 'resample')
      this.source.redraw(patient, program[at + 2]!, ++states.redraws[patient]!, states.classOf[patient]!)
    states.remainingMinutes[patient] =
      preemption === 'resume' ? delays.keyOf(patient) - this.now : this.rows.durations[program[at + 1]!]![patient]!
    delays.remove(patient)
    states.interrupted[patient] = 1
    states.requestOf[patient] = request
    states.joinedMinutes[patient] = joinedMinutes
    states.sinceMinutes[patient] = this.now
    this.patience.beforeChange(queue, this.now)
    this.lines.add(patient, queue)
    this.due.markQueue(queue)
    this.recorder?.interrupted(this.now, patient, request, why)
  }

  /** An interrupted patient gets back what was taken away and goes on in the delay that was broken off. */
  private resume(patient: number, interruptions: Interruptions): void {
    const { states } = this
    const request = states.requestOf[patient]!
    const queue = this.requests.queueOf[request]!
    this.patience.beforeChange(queue, this.now)
    this.lines.remove(patient, queue)
    states.requestOf[patient] = nobody
    states.interrupted[patient] = 0
    this.eventsExecuted++
    this.recorder?.started(this.now, patient, request, states.sinceMinutes[patient]!)
    interruptions.bringBack(patient, (resource, units) => this.take(patient, resource, units))
    this.delays.push(patient, this.now + states.remainingMinutes[patient]!)
  }

  /** Starts whoever can start; true where a controlled queue has a decision to make. */
  private serveGroups(): boolean {
    const { groups } = this.pathway
    while (this.due.count > 0)
      for (let group = 0; group < groups.length; group++) {
        if (!this.due.take(group)) continue
        const plan = groups[group]!
        if (plan.single ? this.serveQueue(plan.queues[0]!) : this.serveShared(plan)) {
          this.due.mark(group)
          return true
        }
      }
    return false
  }

  private serveQueue(queue: number): boolean {
    const { lines } = this
    if (lines.isControlled(queue)) return lines.waitingInQueue[queue]! > 0 && this.canStart(queue)
    while (lines.waitingInQueue[queue]! > 0) {
      const patient = lines.first(queue, this.now)
      if (!this.mayStart(patient)) return false
      this.grant(patient)
    }
    return false
  }

  private serveShared(group: ContentionGroup): boolean {
    for (let patient = this.contention.next(group, this.now); patient !== nobody; patient = this.contention.next(group, this.now))
      this.grant(patient)
    const { lines } = this
    return group.queues.some((queue) => lines.isControlled(queue) && lines.waitingInQueue[queue]! > 0 && this.canStart(queue))
  }

  private arrive(): void {
    const { source } = this
    const patient = source.take()
    if (this.rows.capacity > this.states.stepOf.length) this.grow()
    this.nextArrival = source.nextMinutes
    this.arrivedCount++
    this.limits.checkInside(++this.inside, this.now)
    this.states.enter(patient, this.rows)
    this.recorder?.arrived(this.now, patient)
    this.goOn(patient, this.rows.entryStep[patient]!)
  }

  private grow(): void {
    const { sequence, capacity } = this.rows
    this.states.grow(capacity)
    this.lines.follow(sequence)
    for (const heap of [this.delays, this.worsening, this.patience]) heap.grow(sequence)
    this.interruptions?.grow(capacity)
  }

  private endDelay(): void {
    const patient = this.delays.pop()
    const step = this.states.stepOf[patient]!
    this.countAtStep[step]!--
    this.goOn(patient, step + 1)
  }

  private worsen(): void {
    const patient = this.worsening.pop()
    const request = this.states.requestOf[patient]!
    const from = this.states.classOf[patient]!
    const to = this.rows.codes[this.pathway.requests[request]!.worseClass]![patient]!
    this.states.worsenedMinutes[patient] = this.now
    if (to !== from) {
      const queue = this.requests.queueOf[request]!
      this.lines.changeClass(patient, queue, to)
      this.due.markQueue(queue)
    }
    this.recorder?.classChanged(this.now, patient, from, to)
  }

  private leave(): void {
    const patient = this.patience.takeFirst(this.now)
    const request = this.states.requestOf[patient]!
    this.stopWaiting(patient)
    this.due.markQueue(this.requests.queueOf[request]!)
    this.states.leftMinutes[patient] = this.now
    this.recorder?.left(this.now, patient, request)
    this.goOn(patient, this.pathway.requests[request]!.whenOutOfPatience)
  }

  private changeShift(): void {
    const { shifts } = this
    const minutes = shifts.nextMinutes
    for (let resource = 0; resource < this.capacity.length; resource++) {
      if (!shifts.change(resource, minutes)) continue
      this.recorder?.capacityChanged(this.now, resource, this.capacity[resource]!)
      this.due.markResource(resource)
      if (this.pathway.resources[resource]!.handOver) this.interruptions!.handOver(resource)
    }
    shifts.finishChange()
  }

  /** Carries a patient from a place of the program to the next one that takes time. */
  private goOn(patient: number, from: number): void {
    const { program, states } = this
    let step = from
    for (;;) {
      const at = step * operationStride
      const operand = program[at + 1]!
      switch (program[at]) {
        case operationCodes.seize:
          states.stepOf[patient] = step
          if (this.requests.mayRefuse[operand] !== 0 && this.turnsAway(patient, operand)) {
            step = this.pathway.requests[operand]!.whenBalked
            break
          }
          this.startWaiting(patient, operand)
          return
        case operationCodes.delay:
          states.stepOf[patient] = step
          this.countAtStep[step]!++
          this.delays.push(patient, this.now + this.rows.durations[operand]![patient]!)
          return
        case operationCodes.release:
          this.interruptions?.gave(patient, operand, program[at + 2]!)
          this.give(patient, operand, program[at + 2]!)
          step++
          break
        case operationCodes.branch:
          step = this.pathway.tables[program[at + 2]! + this.rows.codes[operand]![patient]!]!
          break
        case operationCodes.exit:
          this.depart(patient, operand)
          return
        default:
          step = this.goElsewhere(patient, step)
      }
    }
  }

  private depart(patient: number, exit: number): void {
    this.inside--
    this.states.stepOf[patient] = nobody
    this.states.departureMinutes[patient] = this.now
    this.recorder?.departed(this.now, patient, exit)
    this.source.giveBack(patient)
  }

  /** The operations that hospitals do without. Returns the place where the patient goes on. */
  private goElsewhere(patient: number, step: number): number {
    const { pathway, rows, states, program } = this
    const at = step * operationStride
    const operand = program[at + 1]!
    const second = program[at + 2]!
    switch (program[at]) {
      case operationCodes.branchOnClass:
      case operationCodes.chance:
      case operationCodes.choose:
        return branchTarget(pathway, step, rows, patient, states.classOf[patient]!)
      case operationCodes.draw:
        this.source.redraw(patient, operand, ++states.redraws[patient]!, states.classOf[patient]!)
        return step + 1
      case operationCodes.become: {
        const from = states.classOf[patient]!
        states.classOf[patient] = operand
        if (from !== operand) this.recorder?.classChanged(this.now, patient, from, operand)
        return step + 1
      }
      default:
        if (second !== 0) this.limits.countReturn(step, this.inside, this.arrivedCount, this.now)
        return operand
    }
  }

  private startWaiting(patient: number, request: number): void {
    const { states, lines } = this
    const queue = this.requests.queueOf[request]!
    this.countAtStep[states.stepOf[patient]!]!++
    states.requestOf[patient] = request
    states.joinedMinutes[patient] = this.now
    this.patience.beforeChange(queue, this.now)
    lines.add(patient, queue)
    this.due.markQueue(queue)
    const { patience, worsensAfter } = this.pathway.requests[request]!
    if (patience >= 0) {
      const minutes = this.rows.durations[patience]![patient]!
      if (minutes < never) this.patience.add(patient, queue, minutes, this.now)
    }
    if (worsensAfter >= 0 && Number.isNaN(states.worsenedMinutes[patient]!)) {
      const minutes = this.rows.durations[worsensAfter]![patient]!
      if (minutes < never) this.worsening.push(patient, this.now + minutes)
    }
    this.limits.noteWait(request)
    if (this.requests.mayRefuse[request] !== 0 && lines.waitingInQueue[queue]! > this.pathway.queues[queue]!.places)
      this.onTrial.push(patient)
    else this.recorder?.joined(this.now, patient, request)
  }

  /** Whether the patient finds too many waiting for the own taste. */
  private turnsAway(patient: number, request: number): boolean {
    const { balkingDraw, queue } = this.pathway.requests[request]!
    if (balkingDraw < 0) return false
    const waiting = this.lines.waitingInQueue[queue]!
    let limit = 0
    for (const rule of this.pathway.queues[queue]!.balking) if (waiting >= rule.waiting) limit = rule.limit
    if (this.rows.durations[balkingDraw]![patient]! >= limit) return false
    this.recorder?.refused(this.now, patient, request, 'balked')
    return true
  }

  /** Whoever was on trial and starts has joined after all. */
  private passTrial(patient: number): void {
    const at = this.onTrial.indexOf(patient)
    if (at < 0) return
    this.onTrial.splice(at, 1)
    this.recorder?.joined(this.now, patient, this.states.requestOf[patient]!)
  }

  /** The last who found a full queue and could not start at once is lost, unless others have started and left a place. */
  private endTrial(): void {
    const patient = this.onTrial.pop()!
    const request = this.states.requestOf[patient]!
    const queue = this.requests.queueOf[request]!
    if (this.lines.waitingInQueue[queue]! <= this.pathway.queues[queue]!.places) {
      this.recorder?.joined(this.now, patient, request)
      return
    }
    this.stopWaiting(patient)
    this.due.markQueue(queue)
    this.recorder?.refused(this.now, patient, request, 'lost')
    this.goOn(patient, this.pathway.requests[request]!.whenFull)
  }

  private stopWaiting(patient: number): void {
    const { states } = this
    const queue = this.requests.queueOf[states.requestOf[patient]!]!
    this.countAtStep[states.stepOf[patient]!]!--
    this.patience.beforeChange(queue, this.now)
    this.lines.remove(patient, queue)
    states.requestOf[patient] = nobody
    this.patience.remove(patient, queue)
    this.worsening.remove(patient)
  }
}
