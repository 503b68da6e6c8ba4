import { onlyFirstMayStart } from './assemble-pathway.ts'
import type { ContentionGroup, Need, PathwayModel } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'
import type { WaitingLines } from './waiting-lines.ts'

const nobody = -1

/** What the machine knows about resources. */
export interface Supply {
  /** Whether so many units are free. */
  has(resource: number, units: number): boolean
  /** Whether this waiting patient can have everything now, if need be by interrupting others. */
  mayStart(patient: number): boolean
  /** What a waiting patient needs now: less than was asked for where care was broken off. */
  needsOf(patient: number): readonly Need[]
}

/**
 * Who starts next where several queues compete for resources, or somebody behind the first may start before. Between queues who has waited
 * longest comes first; inside a queue its discipline decides. Inside a queue nobody touches what somebody before asked for and waits on.
 * Whoever is not held up by the own queue and lacks units of a resource keeps it from all who come after, also in other queues. Queues that
 * allow overtaking do not mind, nor do those whose care was broken off: what they hold may be what those before them wait for.
 */
export class Contention {
  private readonly pathway: PathwayModel
  private readonly lines: WaitingLines
  private readonly states: PatientStates
  private readonly supply: Supply
  /** By queue: whether only whoever is first there can be the next. */
  private readonly onlyFirst: readonly boolean[]
  /** Resources kept from everybody who comes after, and from those of the same queue (queue x resource). */
  private readonly lacking: Uint8Array
  private readonly kept: Uint8Array
  /** By queue: who is looked at next, -1 where nobody is left. */
  private readonly candidate: Int32Array

  constructor(pathway: PathwayModel, lines: WaitingLines, states: PatientStates, supply: Supply) {
    this.pathway = pathway
    this.lines = lines
    this.states = states
    this.supply = supply
    this.onlyFirst = pathway.queues.map((queue, index) =>
      onlyFirstMayStart(
        queue,
        pathway.requests.filter((request) => request.queue === index),
        pathway.resources,
        false,
      ),
    )
    this.lacking = new Uint8Array(pathway.resources.length)
    this.kept = new Uint8Array(pathway.resources.length * pathway.queues.length)
    this.candidate = new Int32Array(pathway.queues.length)
  }

  /** The patient to start next, -1 where nobody can start. Controlled queues are left to who controls them. */
  next({ queues }: ContentionGroup, now: number): number {
    const { lines, candidate } = this
    for (let index = 0; index < queues.length; index++) candidate[queues[index]!] = this.firstCandidate(queues[index]!, now)
    this.lacking.fill(0)
    this.kept.fill(0)
    for (;;) {
      let patient = nobody
      let queue = nobody
      for (let index = 0; index < queues.length; index++) {
        const other = candidate[queues[index]!]!
        if (other === nobody || (patient !== nobody && !lines.joinedBefore(other, patient))) continue
        patient = other
        queue = queues[index]!
      }
      if (patient === nobody) return nobody
      const behindOwn = this.isHeldUp(patient, queue, this.kept, queue * this.lacking.length)
      const heldUp = behindOwn || this.isHeldUp(patient, queue, this.lacking, 0)
      if (!heldUp && this.supply.mayStart(patient)) return patient
      this.keepFor(patient, queue, behindOwn)
      candidate[queue] = this.onlyFirst[queue] ? nobody : lines.nextInOrder(queue, now)
    }
  }

  private firstCandidate(queue: number, now: number): number {
    const { lines } = this
    if (lines.waitingInQueue[queue] === 0 || lines.isControlled(queue)) return nobody
    if (this.onlyFirst[queue]) return lines.first(queue, now)
    lines.beginOrder(queue)
    return lines.nextInOrder(queue, now)
  }

  /** Whether somebody before keeps a resource from this patient. `marks`: by resource, from `row` on. */
  private isHeldUp(patient: number, queue: number, marks: Uint8Array, row: number): boolean {
    if (this.pathway.queues[queue]!.overtaking || this.states.interrupted[patient] !== 0) return false
    const needs = this.supply.needsOf(patient)
    for (let index = 0; index < needs.length; index++) if (marks[row + needs[index]!.resource] !== 0) return true
    return false
  }

  private keepFor(patient: number, queue: number, behindOwn: boolean): void {
    const asked = this.pathway.requests[this.states.requestOf[patient]!]!.needs
    for (let index = 0; index < asked.length; index++) this.kept[queue * this.lacking.length + asked[index]!.resource] = 1
    if (behindOwn) return
    const needs = this.supply.needsOf(patient)
    for (let index = 0; index < needs.length; index++) {
      const { resource, units } = needs[index]!
      if (!this.supply.has(resource, units)) this.lacking[resource] = 1
    }
  }
}
