import { branchTarget } from './branching.ts'
import { Contention } from './contention.ts'
import { DeadlineHeap } from './deadline-heap.ts'
import { DueGroups } from './due-groups.ts'
import { Interruptions } from './interruptions.ts'
import { MachineState } from './machine-state.ts'
import { type ContentionGroup, operationCodes, operationStride, type PathwayModel, type RequestTable } from './pathway-model.ts'
import type { PatientSource } from './population/patient-rows.ts'
import { ResourceUse } from './resource-use.ts'
import { RunLimits } from './run-limits.ts'
import { WaitingRoom } from './waiting-room.ts'

const nobody = -1
const never = Number.POSITIVE_INFINITY

/**
 * Runs one replication of a pathway model: event-driven, over typed arrays, nothing allocated per event. Same model and same patients
 * give the same events, bit for bit. Events at the same minute happen in a fixed order: shift changes, then ends of delays, changes of class,
 * leaving, arrivals; inside each by order of arrival.
 */
export class PathwayMachine extends MachineState {
  protected readonly pathway: PathwayModel
  private readonly program: Int32Array
  private readonly requests: RequestTable
  private readonly delays = new DeadlineHeap()
  private readonly due: DueGroups
  private readonly resources: ResourceUse
  private readonly waitingRoom: WaitingRoom
  private readonly contention: Contention
  /** Only where somebody's care can be broken off; null costs nothing. */
  private readonly interruptions: Interruptions | null
  private readonly limits: RunLimits
  private nextArrival = never

  /** `controlled`: whether somebody decides at `policy` queues (see `advance`); they go by their order otherwise. */
  constructor(pathway: PathwayModel, { controlled = false } = {}) {
    super(pathway, controlled)
    const { lines, states } = this
    this.pathway = pathway
    this.program = pathway.program
    this.requests = pathway.requestTable
    this.due = new DueGroups(pathway)
    this.resources = new ResourceUse(pathway, this, this.due)
    this.waitingRoom = new WaitingRoom(pathway, this, this.due)
    this.interruptions = Interruptions.areIn(pathway)
      ? new Interruptions(pathway, this, this.resources, this.waitingRoom, this.delays)
      : null
    this.contention = new Contention(pathway, lines, states, {
      has: (resource, units) => this.resources.has(resource, units),
      mayStart: (patient) => this.mayStart(patient),
      needsOf: (patient) => this.interruptions?.needsOf(patient) ?? pathway.requests[states.requestOf[patient]!]!.needs,
    })
    this.limits = new RunLimits(pathway, this.countAtStep, lines, states)
  }

  /** Empties the model at minute 0 with these patients to come. */
  begin(source: PatientSource): void {
    this.source = source
    this.rows = source.rows
    const { sequence, capacity } = this.rows
    this.states.reset(capacity)
    this.waitingRoom.reset(sequence)
    this.delays.reset(sequence)
    this.resources.reset()
    this.interruptions?.reset(capacity)
    this.countAtStep.fill(0)
    this.due.reset()
    this.limits.reset()
    this.now = 0
    this.eventsExecuted = 0
    this.arrivedCount = 0
    this.inside = 0
    this.nextArrival = source.nextMinutes
    this.shifts.begin()
    if (this.recorder !== null)
      for (let resource = 0; resource < this.capacity.length; resource++)
        this.recorder.capacityChanged?.(0, resource, this.capacity[resource]!)
  }

  /**
   * Runs until a decision is due at a controlled queue (somebody waits and what they need is free: true) or until `untilMinutes`,
   * events of that minute included (false). Infinity: until nothing more is to come. Throws `ModelError` where the model cannot go on.
   */
  advance(untilMinutes: number): boolean {
    for (;;) {
      if (this.due.count > 0) {
        if (this.serveGroups()) return true
        if (this.waitingRoom.hasTrials) {
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
        const worsens = this.waitingRoom.worsening.nextKey
        if (worsens < next) {
          next = worsens
          source = 2
        }
        const leaves = this.waitingRoom.patience.nextMinutes()
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
      else if (source === 2) this.waitingRoom.worsen()
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
      this.waitingRoom.worsening.nextKey,
      this.waitingRoom.patience.nextMinutes(),
    )
  }

  /** Whether everything that the (first) step of this queue needs is free. */
  canStart(queue = 0): boolean {
    return this.resources.isFree(this.requests.ofQueue[queue]!)
  }

  /** The first controlled queue where somebody waits and can start, -1 where there is none. */
  get queueToDecide(): number {
    for (let queue = 0; queue < this.lines.waitingInQueue.length; queue++) if (this.isToDecide(queue)) return queue
    return nobody
  }

  /** The first in line of a class takes the queue's resources and goes on; for queues where a decision is due. Throws where nobody of it waits. */
  startFirst(queue: number, classIndex: number): void {
    const patient = this.lines.headOf(queue, classIndex)
    if (patient === nobody) throw new Error(`nobody of class ${classIndex} is waiting; choose a class with somebody in it`)
    this.grant(patient)
  }

  private mayStart(patient: number): boolean {
    if (this.interruptions === null) return this.resources.isFree(this.states.requestOf[patient]!)
    for (const { resource, units } of this.interruptions.needsOf(patient))
      if (!this.resources.has(resource, units)) return this.interruptions.makeRoom(patient)
    return true
  }

  /** This waiting patient gets what was asked for. */
  private grant(patient: number): void {
    if (this.interruptions !== null && this.states.interrupted[patient] !== 0) {
      this.eventsExecuted++
      this.interruptions.resume(patient)
      return
    }
    const request = this.states.requestOf[patient]!
    const joined = this.states.joinedMinutes[patient]!
    if (this.waitingRoom.hasTrials) this.waitingRoom.passTrial(patient)
    this.waitingRoom.leave(patient)
    this.eventsExecuted++
    if (Number.isNaN(this.states.startMinutes[patient]!)) this.states.startMinutes[patient] = this.now
    this.recorder?.started?.(this.now, patient, request, joined)
    const { needStart, needResource, needUnits } = this.requests
    const end = needStart[request + 1]!
    for (let need = needStart[request]!; need < end; need++) {
      const resource = needResource[need]!
      const units = needUnits[need]!
      this.resources.take(patient, resource, units)
      this.interruptions?.took(patient, resource, units, request, joined)
    }
    this.goOn(patient, this.states.stepOf[patient]! + 1)
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
    return group.queues.some((queue) => this.isToDecide(queue))
  }

  private isToDecide(queue: number): boolean {
    return this.lines.isControlled(queue) && this.lines.waitingInQueue[queue]! > 0 && this.canStart(queue)
  }

  private arrive(): void {
    const { source } = this
    const patient = source.take()
    if (this.rows.capacity > this.states.stepOf.length) this.grow()
    this.nextArrival = source.nextMinutes
    this.arrivedCount++
    this.limits.checkInside(++this.inside, this.now)
    this.states.enter(patient, this.rows)
    this.recorder?.arrived?.(this.now, patient)
    this.goOn(patient, this.rows.entryStep[patient]!)
  }

  private grow(): void {
    const { sequence, capacity } = this.rows
    this.states.grow(capacity)
    this.waitingRoom.grow(sequence)
    this.delays.grow(sequence)
    this.interruptions?.grow(capacity)
  }

  private endDelay(): void {
    const patient = this.delays.pop()
    const step = this.states.stepOf[patient]!
    this.countAtStep[step]!--
    this.goOn(patient, step + 1)
  }

  /** Somebody's patience is over. */
  private leave(): void {
    const patient = this.waitingRoom.patience.takeFirst()
    const request = this.waitingRoom.giveUp(patient)
    this.states.leftMinutes[patient] = this.now
    this.recorder?.left?.(this.now, patient, request)
    this.goOn(patient, this.pathway.requests[request]!.whenOutOfPatience)
  }

  /** Whoever found a full queue and could not start is lost. */
  private endTrial(): void {
    const patient = this.waitingRoom.endTrial()
    if (patient === nobody) return
    const request = this.waitingRoom.giveUp(patient)
    this.recorder?.refused?.(this.now, patient, request, 'lost')
    this.goOn(patient, this.pathway.requests[request]!.whenFull)
  }

  private changeShift(): void {
    const { shifts } = this
    const minutes = shifts.nextMinutes
    for (let resource = 0; resource < this.capacity.length; resource++) {
      if (!shifts.change(resource, minutes)) continue
      this.recorder?.capacityChanged?.(this.now, resource, this.capacity[resource]!)
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
          if (this.requests.mayRefuse[operand] !== 0 && this.waitingRoom.turnsAway(patient, operand)) {
            step = this.pathway.requests[operand]!.whenBalked
            break
          }
          this.limits.noteWait(operand)
          this.waitingRoom.join(patient, operand)
          return
        case operationCodes.delay:
          states.stepOf[patient] = step
          this.countAtStep[step]!++
          this.delays.push(patient, this.now + this.rows.durations[operand]![patient]!)
          return
        case operationCodes.release:
          this.interruptions?.gave(patient, operand, program[at + 2]!)
          this.resources.give(patient, operand, program[at + 2]!)
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
    this.recorder?.departed?.(this.now, patient, exit)
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
        if (from !== operand) this.recorder?.classChanged?.(this.now, patient, from, operand)
        return step + 1
      }
      default:
        if (second !== 0) this.limits.countReturn(step, this.inside, this.arrivedCount, this.now)
        return operand
    }
  }
}
