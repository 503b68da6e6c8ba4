import { DeadlockWatch } from './deadlock.ts'
import { ModelError } from './model-error.ts'
import type { PathwayModel } from './pathway-model.ts'

const mostInside = 2_000_000
/**
 * Ways back in a pathway that may be gone within a minute: by each patient there on average (one in 6 thousandths of a second), by a few
 * patients together, and by all. Nothing that happens to patients is as fast, and so fast a run does not come to its end.
 */
const mostReturnsEach = 10_000
const returnsOfFew = 100_000
const mostReturns = 50_000_000

/** Stops a run that cannot go on: patients who wait for each other, loops without time, queues that grow without end. */
export class RunLimits {
  private readonly pathway: PathwayModel
  private readonly countAtStep: Int32Array
  private readonly waitingInQueue: Int32Array
  /** Null where nobody can come to wait for each other. */
  private readonly deadlocks: DeadlockWatch | null
  private somebodyHoldsAndWaits = false
  /** Returns of the present minute, since when, and who had arrived and was still there then. */
  private returns = 0
  private returnsSince = 0
  private arrivedBefore = 0
  private insideBefore = 0

  constructor(pathway: PathwayModel, countAtStep: Int32Array, waitingInQueue: Int32Array) {
    this.pathway = pathway
    this.countAtStep = countAtStep
    this.waitingInQueue = waitingInQueue
    this.deadlocks = pathway.heldWhileWaiting === null ? null : new DeadlockWatch(pathway, pathway.heldWhileWaiting)
  }

  reset(): void {
    this.somebodyHoldsAndWaits = false
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
    this.somebodyHoldsAndWaits = false
    const { placeOf } = this.pathway.requestTable
    const stuck = this.deadlocks!.stuckSteps((request) => this.countAtStep[placeOf[request]!]!)
    if (stuck.length === 0) return
    const where = stuck.length === 1 ? `step ${stuck[0]}` : `steps ${stuck.join(' and ')}`
    throw new ModelError(
      `Patients who wait at ${where} will wait for ever from minute ${Number(now.toFixed(2))} on: each holds what another needs; release it before waiting, seize everything at once, or add units`,
    )
  }

  private refuseGrowth(now: number): never {
    const { waitingInQueue } = this
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
