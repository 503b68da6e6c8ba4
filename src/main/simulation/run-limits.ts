import { type Deadlock, DeadlockWatch } from './deadlock.ts'
import { ModelError } from './model-error.ts'
import type { PathwayModel } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'
import type { WaitingLines } from './waiting-lines.ts'

const mostInside = 2_000_000
/**
 * Ways back in a pathway that may be gone within a minute: by each patient there on average (one in 6 thousandths of a second), by a few
 * patients together, and by all. Nothing that happens to patients is as fast, and so fast a run does not come to its end.
 */
const mostReturnsEach = 10_000
const returnsOfFew = 100_000
const mostReturns = 50_000_000

/**
 * Looking for a deadlock costs as much as there are patients waiting, and is paid with the events in between: each is worth more than the one patient
 * by whom it can raise the cost.
 */
const worthOfEvent = 2
const mostSaved = 10_000
const leastCost = 8
/** Steps that are listed in a sentence. */
const mostSteps = 6

/** Stops a run that cannot go on: patients who wait for each other, loops without time, queues that grow without end. */
export class RunLimits {
  private readonly pathway: PathwayModel
  private readonly countAtStep: Int32Array
  private readonly lines: WaitingLines
  /** Null where nobody can come to wait for each other. */
  private readonly deadlocks: DeadlockWatch | null
  private somebodyHoldsAndWaits = false
  private saved = mostSaved
  /** Returns of the present minute, since when, and who had arrived and was still there then. */
  private returns = 0
  private returnsSince = 0
  private arrivedBefore = 0
  private insideBefore = 0

  constructor(pathway: PathwayModel, countAtStep: Int32Array, lines: WaitingLines, states: PatientStates) {
    const { heldWhileWaiting } = pathway
    this.pathway = pathway
    this.countAtStep = countAtStep
    this.lines = lines
    this.deadlocks = heldWhileWaiting === null ? null : new DeadlockWatch(pathway, heldWhileWaiting, lines, states)
  }

  reset(): void {
    this.somebodyHoldsAndWaits = false
    this.saved = mostSaved
    this.returns = 0
    this.returnsSince = Number.NEGATIVE_INFINITY
  }

  checkInside(inside: number, now: number): void {
    if (inside > mostInside) this.refuseGrowth(now)
  }

  /** A patient goes a way back. One that is gone over and over within a minute has no delay in it, or next to none. */
  countReturn(step: number, inside: number, arrived: number, now: number): void {
    if (now - this.returnsSince > 1) {
      this.returnsSince = now
      this.returns = 0
      this.arrivedBefore = arrived
      this.insideBefore = inside
    }
    const patients = this.insideBefore + arrived - this.arrivedBefore
    const most = Math.min(mostReturns, returnsOfFew + mostReturnsEach * patients)
    if (++this.returns > most)
      throw new ModelError(
        `Patients go round and round from step ${this.pathway.stepNames[step]} with hardly any time passing (more than ${most} times within a minute, by minute ${Number(now.toFixed(2))}); put a longer delay into the loop`,
      )
  }

  /** Somebody begins to wait. */
  noteWait(request: number): void {
    if (this.deadlocks?.isHolding(request)) this.somebodyHoldsAndWaits = true
  }

  /** When everybody who can start has started. */
  checkWaits(now: number): void {
    if (!this.somebodyHoldsAndWaits) return
    this.saved = Math.min(mostSaved, this.saved + worthOfEvent)
    const cost = leastCost + this.lines.waiting
    if (this.saved < Math.min(cost, mostSaved)) return
    const { placeOf } = this.pathway.requestTable
    this.somebodyHoldsAndWaits = this.deadlocks!.somebodyHolds((request) => this.countAtStep[placeOf[request]!]!)
    if (!this.somebodyHoldsAndWaits) return
    this.saved -= cost
    const deadlock = this.deadlocks!.find(now)
    if (deadlock !== null) throw new ModelError(this.sentenceOf(deadlock, now))
  }

  private sentenceOf({ holding, before }: Deadlock, now: number): string {
    const places = [
      ...holding.map((request) => `${this.waitWords(request)}, holding ${this.heldWords(request)}`),
      ...before.map((request) => `${this.waitWords(request)}, where others may not pass them`),
    ]
    const more = places.length - mostSteps
    const where = [...places.slice(0, mostSteps), ...(more > 0 ? [`and at ${more} more steps`] : [])].join('; ')
    const why = before.length === 0 ? 'Each holds what another needs' : 'Each holds what another needs, or stands before another'
    const help = before.length === 0 ? '' : 'let the queue allow overtaking, '
    return `Patients wait for ever from minute ${Number(now.toFixed(2))} on: ${where}. ${why}; release it before waiting, seize everything at once, ${help}or add units`
  }

  private waitWords(request: number): string {
    const { step, needs } = this.pathway.requests[request]!
    return `at step ${step} for ${needs.map(({ resource }) => this.pathway.resources[resource]!.name).join(' and ')}`
  }

  private heldWords(request: number): string {
    const held = [...this.pathway.heldWhileWaiting![request]!]
    return held.flatMap((units, resource) => (units > 0 ? [this.pathway.resources[resource]!.name] : [])).join(' and ')
  }

  private refuseGrowth(now: number): never {
    const { waitingInQueue } = this.lines
    const most = waitingInQueue.reduce((longest, waiting) => Math.max(longest, waiting), 0)
    const name = this.pathway.queues[waitingInQueue.indexOf(most)]?.name
    const start = `More than ${mostInside} patients are in the model at minute ${Math.round(now)}`
    throw new ModelError(
      most === 0
        ? `${start}; let fewer arrive or stay shorter`
        : `${start}, ${most} of them in queue ${name}, which grows without end; let fewer arrive or add units`,
    )
  }
}
