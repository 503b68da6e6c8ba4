import { onlyFirstMayStart } from './assemble-pathway.ts'
import type { ContentionGroup, Need, PathwayModel } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'
import type { WaitingLines } from './waiting-lines.ts'

const nobody = -1

/** What the machine knows about resources. */
export interface Supply {
  readonly busy: Int32Array
  readonly capacity: Int32Array
  /** Whether this waiting patient can have everything now, if need be by interrupting others. */
  mayStart(patient: number): boolean
  /** What a waiting patient needs now: less than was asked for where care was broken off. */
  needsOf(patient: number): readonly Need[]
}

/**
 * Who starts next where several queues compete for resources, or somebody behind the first may start before. Between queues who has waited
 * longest comes first; inside a queue its discipline decides. Whoever lacks units of a resource keeps it from those who come after, and
 * inside the own queue keeps everything else that was asked for as well; queues that allow overtaking do not mind.
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

  constructor(pathway: PathwayModel, lines: WaitingLines, states: PatientStates, supply: Supply) {
    this.pathway = pathway
    this.lines = lines
    this.states = states
    this.supply = supply
    this.onlyFirst = pathway.queues.map((queue, index) =>
      onlyFirstMayStart(
        queue,
        pathway.requests.filter((request) => request.queue === index),
      ),
    )
    this.lacking = new Uint8Array(pathway.resources.length)
    this.kept = new Uint8Array(pathway.resources.length * pathway.queues.length)
  }

  /** The patient to start next, -1 where nobody can start. Controlled queues are left to who controls them. */
  next({ queues }: ContentionGroup, now: number): number {
    const { lines } = this
    const open = queues.filter((queue) => lines.waitingInQueue[queue]! > 0 && !lines.isControlled(queue))
    const orders = open.map((queue) => (this.onlyFirst[queue] ? [lines.first(queue, now)] : lines.inOrder(queue, now)))
    const at = orders.map(() => 0)
    this.lacking.fill(0)
    this.kept.fill(0)
    for (;;) {
      let best = nobody
      orders.forEach((order, index) => {
        const patient = order[at[index]!]
        if (patient !== undefined && (best === nobody || lines.joinedBefore(patient, orders[best]![at[best]!]!))) best = index
      })
      if (best === nobody) return nobody
      const patient = orders[best]![at[best]!++]!
      if (!this.isHeldBack(patient) && this.supply.mayStart(patient)) return patient
      this.keepFor(patient)
    }
  }

  private isHeldBack(patient: number): boolean {
    const { queue } = this.pathway.requests[this.states.requestOf[patient]!]!
    if (this.pathway.queues[queue]!.overtaking) return false
    const row = queue * this.lacking.length
    return this.supply.needsOf(patient).some(({ resource }) => this.lacking[resource] !== 0 || this.kept[row + resource] !== 0)
  }

  private keepFor(patient: number): void {
    const { queue, needs } = this.pathway.requests[this.states.requestOf[patient]!]!
    const { busy, capacity } = this.supply
    for (const { resource } of needs) this.kept[queue * this.lacking.length + resource] = 1
    for (const { resource, units } of this.supply.needsOf(patient))
      if (busy[resource]! + units > capacity[resource]!) this.lacking[resource] = 1
  }
}
