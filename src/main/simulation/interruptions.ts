import type { DeadlineHeap } from './deadline-heap.ts'
import { HeldUnits } from './held-units.ts'
import type { MachineState } from './machine-state.ts'
import { disciplineCodes, type Need, operationStride, type PathwayModel } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'
import type { ResourceUse } from './resource-use.ts'
import type { WaitingLines } from './waiting-lines.ts'
import type { WaitingRoom } from './waiting-room.ts'

const none = -1

type InterruptionReason = 'preempted' | 'handed-over'

/**
 * Care that is broken off: a more urgent patient takes units from less urgent ones of the same queue, or a shift ends and units hand their
 * patients over. Whoever is interrupted keeps everything else, and waits for what was taken away; only those in a delay can be interrupted.
 */
export class Interruptions {
  private readonly pathway: PathwayModel
  private readonly lines: WaitingLines
  private readonly states: PatientStates
  private readonly state: MachineState
  private readonly supply: ResourceUse
  private readonly waitingRoom: WaitingRoom
  private readonly delays: DeadlineHeap
  private readonly held: HeldUnits
  /** Resources whose holders must be known. */
  private readonly tracked: readonly boolean[]

  constructor(pathway: PathwayModel, state: MachineState, supply: ResourceUse, waitingRoom: WaitingRoom, delays: DeadlineHeap) {
    this.pathway = pathway
    this.state = state
    this.lines = state.lines
    this.states = state.states
    this.supply = supply
    this.waitingRoom = waitingRoom
    this.delays = delays
    this.held = new HeldUnits(pathway.resources.length)
    this.tracked = trackedResources(pathway)
  }

  /** Whether a model can interrupt anybody. */
  static areIn(pathway: PathwayModel): boolean {
    return trackedResources(pathway).includes(true)
  }

  reset(slots: number): void {
    this.held.reset(slots)
  }

  grow(slots: number): void {
    this.held.growSlots(slots)
  }

  took(patient: number, resource: number, units: number, request: number, joinedMinutes: number): void {
    if (this.tracked[resource]) this.held.add(patient, resource, units, request, joinedMinutes)
  }

  gave(patient: number, resource: number, units: number): void {
    if (this.tracked[resource]) this.held.give(patient, resource, units)
  }

  /** What a waiting patient needs: everything that was asked for, or what was taken away. */
  needsOf(patient: number): readonly Need[] {
    if (this.states.interrupted[patient] === 0) return this.pathway.requests[this.states.requestOf[patient]!]!.needs
    const needs: { resource: number; units: number }[] = []
    for (let entry = this.held.latestOf(patient); entry !== none; entry = this.held.nextOf(entry))
      if (this.held.owed[entry] !== 0) needs.push({ resource: this.held.resourceOf(entry), units: this.held.units[entry]! })
    return needs
  }

  /** An interrupted patient, for whom it is free, gets back what was taken away and goes on in the delay that was broken off. */
  resume(patient: number): void {
    const { held, state, states } = this
    const request = states.requestOf[patient]!
    this.waitingRoom.leaveAgain(patient)
    states.interrupted[patient] = 0
    state.recorder?.started?.(state.now, patient, request, states.sinceMinutes[patient]!)
    for (let entry = held.latestOf(patient); entry !== none; entry = held.nextOf(entry)) {
      if (held.owed[entry] === 0) continue
      held.bringBack(entry)
      this.supply.take(patient, held.resourceOf(entry), held.units[entry]!)
    }
    this.delays.push(patient, state.now + states.remainingMinutes[patient]!)
  }

  /** Takes what this waiting patient lacks from less urgent ones, if that is enough; whether it was. */
  makeRoom(patient: number): boolean {
    const queue = this.pathway.requests[this.states.requestOf[patient]!]!.queue
    if (this.pathway.queues[queue]!.preemption === 'none') return false
    const { busy, capacity } = this.state
    const urgency = this.lines.lineOfPatient(patient, queue)
    const lacking = this.needsOf(patient).filter(({ resource, units }) => busy[resource]! + units > capacity[resource]!)
    for (const { resource, units } of lacking) {
      let available = capacity[resource]! - busy[resource]!
      for (let entry = this.held.latest(resource); entry !== none; entry = this.held.before(entry))
        if (this.canBeTaken(entry, queue, urgency)) available += this.held.units[entry]!
      if (available < units) return false
    }
    for (const { resource, units } of lacking)
      while (busy[resource]! + units > capacity[resource]!) {
        const victim = this.leastUrgent(resource, (entry) => this.canBeTaken(entry, queue, urgency))
        if (victim === none) return false
        this.interrupt(victim, queue, new Set(lacking.map((need) => need.resource)))
      }
    return true
  }

  /** A shift has ended: units above the number on duty hand over their patients, as far as these are in care. */
  handOver(resource: number): void {
    const { busy, capacity } = this.state
    const { held, states } = this
    while (busy[resource]! > capacity[resource]!) {
      const entry = this.leastUrgent(resource, (candidate) => this.isInCare(candidate))
      if (entry === none) return
      const patient = held.patient[entry]!
      if (states.interrupted[patient] === 0)
        this.breakOff(patient, held.request[entry]!, held.joinedMinutes[entry]!, 'handed-over')
      held.takeAway(entry)
      this.supply.give(patient, resource, held.units[entry]!)
    }
  }

  private canBeTaken(entry: number, queue: number, urgency: number): boolean {
    const patient = this.held.patient[entry]!
    return (
      this.pathway.requests[this.held.request[entry]!]!.queue === queue &&
      this.lines.lineOfPatient(patient, queue) > urgency &&
      this.isInCare(entry)
    )
  }

  /** Whether the holder of an entry is in care, or waits for other units of this very care that were taken away. */
  private isInCare(entry: number): boolean {
    const { held, states } = this
    const patient = held.patient[entry]!
    return this.delays.has(patient) || (states.interrupted[patient] !== 0 && states.requestOf[patient] === held.request[entry])
  }

  /**
   * Of those that qualify, the entry of the least urgent patient, of these the latest started; -1: none. Between queues, the places of
   * classes in the orders are compared as they stand.
   */
  private leastUrgent(resource: number, qualifies: (entry: number) => boolean): number {
    let found = none
    let leastUrgency = -1
    for (let entry = this.held.latest(resource); entry !== none; entry = this.held.before(entry)) {
      if (!qualifies(entry)) continue
      const { queue } = this.pathway.requests[this.held.request[entry]!]!
      const line = this.lines.lineOfPatient(this.held.patient[entry]!, queue)
      const urgency = isOrdered(this.pathway.queues[queue]!.discipline) ? this.pathway.lineTable.weight[line]! : 0
      if (urgency <= leastUrgency) continue
      found = entry
      leastUrgency = urgency
    }
    return found
  }

  /** Takes all units of these resources that the patient of an entry got through this queue. */
  private interrupt(entry: number, queue: number, resources: ReadonlySet<number>): void {
    const { held, pathway, supply } = this
    const patient = held.patient[entry]!
    if (this.states.interrupted[patient] === 0)
      this.breakOff(patient, held.request[entry]!, held.joinedMinutes[entry]!, 'preempted')
    for (let own = held.latestOf(patient); own !== none; own = held.nextOf(own)) {
      const resource = held.resourceOf(own)
      if (held.owed[own] !== 0 || !resources.has(resource) || pathway.requests[held.request[own]!]!.queue !== queue) continue
      held.takeAway(own)
      supply.give(patient, resource, held.units[own]!)
    }
  }

  /** Care stops where it is; the patient waits again for what this request was granted, in the place that the time of joining gives. */
  private breakOff(patient: number, request: number, joinedMinutes: number, why: InterruptionReason): void {
    const { state, states, delays } = this
    const { program, queues, requests } = this.pathway
    const { now } = state
    const at = states.stepOf[patient]! * operationStride
    const preemption = why === 'preempted' ? queues[requests[request]!.queue]!.preemption : 'resume'
    if (preemption === 'resample')
      state.source.redraw(patient, program[at + 2]!, ++states.redraws[patient]!, states.classOf[patient]!)
    states.remainingMinutes[patient] =
      preemption === 'resume' ? delays.keyOf(patient) - now : state.rows.durations[program[at + 1]!]![patient]!
    delays.remove(patient)
    states.interrupted[patient] = 1
    states.sinceMinutes[patient] = now
    this.waitingRoom.joinAgain(patient, request, joinedMinutes)
    state.recorder?.interrupted?.(now, patient, request, why)
  }
}

/** Whether the weights of a queue's lines are the places of its classes in an order. */
function isOrdered(discipline: number): boolean {
  return discipline === disciplineCodes.priority || discipline === disciplineCodes.controlled
}

function trackedResources({ resources, requests, queues }: PathwayModel): boolean[] {
  return resources.map(
    ({ handOver }, resource) =>
      handOver ||
      requests.some(
        ({ queue, needs }) => queues[queue]!.preemption !== 'none' && needs.some((need) => need.resource === resource),
      ),
  )
}
