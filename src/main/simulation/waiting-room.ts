import { DeadlineHeap } from './deadline-heap.ts'
import type { DueGroups } from './due-groups.ts'
import type { MachineState } from './machine-state.ts'
import type { PathwayModel, RequestTable } from './pathway-model.ts'
import { Patience } from './patience.ts'

const nobody = -1
const never = Number.POSITIVE_INFINITY

/** How patients come to wait, and what waiting does to them: patience runs out, classes change, full queues lose those who come. */
export class WaitingRoom {
  readonly patience: Patience
  readonly worsening = new DeadlineHeap()
  private readonly pathway: PathwayModel
  private readonly requests: RequestTable
  private readonly state: MachineState
  private readonly due: DueGroups
  /** Patients who found their queue full and stay only if they can start at once. */
  private readonly onTrial: number[] = []

  constructor(pathway: PathwayModel, state: MachineState, due: DueGroups) {
    this.pathway = pathway
    this.requests = pathway.requestTable
    this.state = state
    this.due = due
    this.patience = new Patience(pathway.queues, state)
  }

  /** Nobody waits. */
  reset(sequence: Int32Array): void {
    this.state.lines.reset(sequence)
    this.patience.reset(sequence)
    this.worsening.reset(sequence)
    this.onTrial.length = 0
  }

  /** The slots have become more. */
  grow(sequence: Int32Array): void {
    this.state.lines.follow(sequence)
    this.patience.grow(sequence)
    this.worsening.grow(sequence)
  }

  /** Somebody begins to wait, or is on trial where the queue is full. */
  join(patient: number, request: number): void {
    const { state } = this
    const { states, lines, rows, now } = state
    const queue = this.requests.queueOf[request]!
    state.countAtStep[states.stepOf[patient]!]!++
    states.requestOf[patient] = request
    states.joinedMinutes[patient] = now
    this.patience.beforeChange(queue)
    lines.add(patient, queue)
    this.due.markQueue(queue)
    const { patience, worsensAfter } = this.pathway.requests[request]!
    if (patience >= 0) this.patience.add(patient, queue, patience)
    if (worsensAfter >= 0 && Number.isNaN(states.worsenedMinutes[patient]!)) {
      const minutes = now + rows.durations[worsensAfter]![patient]!
      // Whose patience is over before never comes to get worse; patience is not used up slower than minutes go by.
      const latest = patience >= 0 ? now + rows.durations[patience]![patient]! : never
      if (minutes < never && minutes <= latest) this.worsening.push(patient, minutes)
    }
    if (this.requests.mayRefuse[request] !== 0 && lines.waitingInQueue[queue]! > this.pathway.queues[queue]!.places)
      this.onTrial.push(patient)
    else state.recorder?.joined?.(now, patient, request)
  }

  /** Somebody waits no more. */
  leave(patient: number): void {
    const { state } = this
    const { states } = state
    const queue = this.requests.queueOf[states.requestOf[patient]!]!
    state.countAtStep[states.stepOf[patient]!]!--
    this.patience.beforeChange(queue)
    state.lines.remove(patient, queue)
    states.requestOf[patient] = nobody
    this.patience.remove(patient, queue)
    this.worsening.remove(patient)
  }

  /** Whoever was interrupted waits again: patience is over, the time of joining gives the place in line. */
  joinAgain(patient: number, request: number, joinedMinutes: number): void {
    const { states, lines } = this.state
    const queue = this.requests.queueOf[request]!
    states.requestOf[patient] = request
    states.joinedMinutes[patient] = joinedMinutes
    this.patience.beforeChange(queue)
    lines.add(patient, queue)
    this.due.markQueue(queue)
  }

  leaveAgain(patient: number): void {
    const { states, lines } = this.state
    const queue = this.requests.queueOf[states.requestOf[patient]!]!
    this.patience.beforeChange(queue)
    lines.remove(patient, queue)
    states.requestOf[patient] = nobody
  }

  /** Somebody gives up a place in line: whoever stands behind may be able to start. Gives what was waited for. */
  giveUp(patient: number): number {
    const request = this.state.states.requestOf[patient]!
    this.leave(patient)
    this.due.markQueue(this.requests.queueOf[request]!)
    return request
  }

  /** Somebody's time to get worse is over: the class changes to what was drawn. */
  worsen(): void {
    const { state } = this
    const { states, now } = state
    const patient = this.worsening.pop()
    const request = states.requestOf[patient]!
    const from = states.classOf[patient]!
    const to = state.rows.codes[this.pathway.requests[request]!.worseClass]![patient]!
    states.worsenedMinutes[patient] = now
    if (to !== from) {
      const queue = this.requests.queueOf[request]!
      state.lines.changeClass(patient, queue, to)
      this.due.markQueue(queue)
    }
    state.recorder?.classChanged?.(now, patient, from, to)
  }

  /** Whether the patient finds too many waiting for the own taste. */
  turnsAway(patient: number, request: number): boolean {
    const { state } = this
    const { balkingDraw, queue } = this.pathway.requests[request]!
    if (balkingDraw < 0) return false
    const waiting = state.lines.waitingInQueue[queue]!
    let limit = 0
    for (const rule of this.pathway.queues[queue]!.balking) if (waiting >= rule.waiting) limit = rule.limit
    if (state.rows.durations[balkingDraw]![patient]! >= limit) return false
    state.recorder?.refused?.(state.now, patient, request, 'balked')
    return true
  }

  get hasTrials(): boolean {
    return this.onTrial.length > 0
  }

  /** Whoever was on trial and starts has joined after all. */
  passTrial(patient: number): void {
    const at = this.onTrial.indexOf(patient)
    if (at < 0) return
    this.onTrial.splice(at, 1)
    this.state.recorder?.joined?.(this.state.now, patient, this.state.states.requestOf[patient]!)
  }

  /**
   * The last who found a full queue and could not start at once is lost, unless others have started and left a place. Gives the patient who
   * is lost and still stands in line, or -1.
   */
  endTrial(): number {
    const { state } = this
    const patient = this.onTrial.pop()!
    const request = state.states.requestOf[patient]!
    const queue = this.requests.queueOf[request]!
    if (state.lines.waitingInQueue[queue]! > this.pathway.queues[queue]!.places) return patient
    state.recorder?.joined?.(state.now, patient, request)
    return nobody
  }
}
