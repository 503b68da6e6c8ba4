import { disciplineCodes, type PathwayModel, type QueuePlan, type RequestPlan } from './pathway-model.ts'
import type { PatientStates } from './patient-states.ts'
import type { WaitingLines } from './waiting-lines.ts'

/**
 * Whether patients can come to wait for each other: whoever holds a resource may wait for another, or behind somebody in the same queue who
 * does, and its holders may wait for the first (or for more of the same). `held`: units by resource, by request.
 */
export function canWaitInCircle(
  held: readonly Int32Array[],
  requests: readonly RequestPlan[],
  queues: readonly QueuePlan[],
): boolean {
  const resources = held[0]?.length ?? 0
  const waitsFor = Array.from({ length: resources }, () => new Set<number>())
  held.forEach((units, index) => {
    if (!units.some((count) => count > 0)) return
    const awaited = awaitedAt(requests[index]!, requests, queues)
    units.forEach((count, resource) => {
      if (count > 0) for (const other of awaited) waitsFor[resource]!.add(other)
    })
  })
  return waitsFor.some((direct, resource) => {
    const reached = new Set(direct)
    for (const next of reached) for (const further of waitsFor[next]!) reached.add(further)
    return reached.has(resource)
  })
}

/** Resources that a request asks for, and those that whoever may stand before it in its queue and keep them asks for besides. */
function awaitedAt(
  { needs, queue }: RequestPlan,
  requests: readonly RequestPlan[],
  queues: readonly QueuePlan[],
): ReadonlySet<number> {
  const awaited = new Set(needs.map(({ resource }) => resource))
  if (queues[queue]!.overtaking) return awaited
  const others = requests.filter((other) => other.queue === queue)
  for (const resource of awaited)
    for (const other of others)
      if (other.needs.some((need) => need.resource === resource)) for (const need of other.needs) awaited.add(need.resource)
  return awaited
}

/** Somebody who waits and would have to start as things are, not by leaving. */
interface Waiter {
  readonly patient: number
  readonly request: number
  /** Whether the place in line is settled: what stands before stays before. */
  readonly inLine: boolean
  /** Whoever has at least as much of it and stands before stays before. */
  readonly weight: number
  /** Whether other queues will never get past with what this one lacks. */
  readonly keeps: boolean
}

/** Those of a queue, in order. */
interface Line {
  readonly queue: number
  waiters: Waiter[]
}

/** Patients who wait for ever, by request. */
export interface Deadlock {
  /** Requests whose patients hold something. */
  readonly holding: readonly number[]
  /** Those whose patients hold nothing, and whom others may not pass. */
  readonly before: readonly number[]
}

/**
 * Finds patients who wait for each other for good: who could not start even if everybody else gave back all they have and all units that there
 * ever are were on duty, because these patients themselves hold what they need, or may not pass each other. Everything that could still
 * change is taken to turn out well: patience that runs out, care that is broken off, a class that may change, waits that grow at different
 * rates, whoever decides at a policy queue. So it may overlook that somebody waits for ever, and never says so of one who does not.
 */
export class DeadlockWatch {
  private readonly pathway: PathwayModel
  private readonly held: readonly Int32Array[]
  private readonly lines: WaitingLines
  private readonly states: PatientStates
  private readonly most: readonly number[]
  /** Requests that may end in another way, or are not meant to be granted: patience runs out, nobody is ever on duty. */
  private readonly mayEnd: readonly boolean[]
  /** Units that are not held by those who wait for ever, by resource. */
  private readonly free: Int32Array
  /** By resource: the largest weight of those before who keep it; -1: nobody. */
  private readonly kept: Float64Array
  private readonly interrupts: boolean
  private readonly holdingRequests: readonly number[]

  constructor(pathway: PathwayModel, held: readonly Int32Array[], lines: WaitingLines, states: PatientStates) {
    const { queues, requests, resources } = pathway
    this.pathway = pathway
    this.held = held
    this.lines = lines
    this.states = states
    this.most = resources.map(({ schedule }) => Math.max(...schedule.units))
    this.mayEnd = requests.map(({ patience, needs }) => patience >= 0 || needs.some(({ resource }) => this.most[resource] === 0))
    this.free = new Int32Array(resources.length)
    this.kept = new Float64Array(resources.length)
    this.interrupts = resources.some(({ handOver }) => handOver) || queues.some(({ preemption }) => preemption !== 'none')
    this.holdingRequests = requests.flatMap((_, request) => (this.isHolding(request) ? [request] : []))
  }

  /** Whether those who wait for a request hold something. */
  isHolding(request: number): boolean {
    return this.held[request]!.some((units) => units > 0)
  }

  /** Whether anybody waits where something is held, by the number of patients at a request. */
  somebodyHolds(waiting: (request: number) => number): boolean {
    return this.holdingRequests.some((request) => waiting(request) > 0)
  }

  /** Call when everybody who can start has started. Null where nobody waits for ever. */
  find(now: number): Deadlock | null {
    const lines = this.pathway.queues.flatMap((_, queue) =>
      this.lines.waitingInQueue[queue]! > 0 ? [this.lineOf(queue, now)] : [],
    )
    this.free.set(this.most)
    for (const { waiters } of lines) for (const { request } of waiters) this.holds(request, -1)
    for (let changed = true; changed; ) {
      changed = false
      const keepers = this.keepersOf(lines)
      for (const line of lines) {
        const left = this.stillStuck(line, keepers)
        if (left.length < line.waiters.length) changed = true
        line.waiters = left
      }
    }
    return lines.some(({ waiters }) => waiters.length > 0) ? this.requestsOf(lines) : null
  }

  /** Those who hold something, and where these could have all they need, those before them. */
  private requestsOf(lines: readonly Line[]): Deadlock {
    const holding = new Set<number>()
    const before = new Set<number>()
    const keepers = this.keepersOf(lines)
    for (const { waiters } of lines) {
      const seen = new Set<number>()
      for (const waiter of waiters) {
        const { request } = waiter
        if (!this.isHolding(request)) seen.add(request)
        else {
          holding.add(request)
          if (this.lacks(request)) continue
          for (const other of seen) before.add(other)
          for (const other of this.keepersBefore(waiter, keepers)) if (!this.isHolding(other.request)) before.add(other.request)
        }
      }
    }
    return { holding: [...holding].sort((a, b) => a - b), before: [...before].sort((a, b) => a - b) }
  }

  private lacks(request: number): boolean {
    return this.pathway.requests[request]!.needs.some(({ resource, units }) => units > this.free[resource]!)
  }

  private holds(request: number, sign: 1 | -1): void {
    const units = this.held[request]!
    for (let resource = 0; resource < units.length; resource++) this.free[resource]! += sign * units[resource]!
  }

  /** Who waits in a queue and could wait for ever, in an order that stays. */
  private lineOf(queue: number, now: number): Line {
    const { lines, pathway, states } = this
    const { discipline, overtaking } = pathway.queues[queue]!
    const byClass = discipline !== disciplineCodes.firstCome && discipline !== disciplineCodes.lastCome
    const weighted = discipline === disciplineCodes.weighted
    const order = lines.inOrder(queue, now)
    // Whose turn comes sooner with waiting passes others in time, unless these joined before and are as fast.
    if (weighted) order.sort((a, b) => (lines.joinedBefore(a, b) ? -1 : 1))
    const seen = new Set<number>()
    const waiters = order.flatMap((patient): Waiter[] => {
      const request = states.requestOf[patient]!
      const { needs, worsensAfter } = pathway.requests[request]!
      const behindOwn = !overtaking && needs.some(({ resource }) => seen.has(resource))
      for (const { resource } of needs) seen.add(resource)
      if (this.mayEnd[request] || states.interrupted[patient] !== 0) return []
      const mayChange = worsensAfter >= 0 && Number.isNaN(states.worsenedMinutes[patient]!)
      return [
        {
          patient,
          request,
          inLine: discipline !== disciplineCodes.controlled && !(byClass && mayChange),
          weight: weighted ? pathway.lineTable.weight[lines.lineOfPatient(patient, queue)]! : 0,
          // Nobody who comes later gets before this one.
          keeps:
            discipline === disciplineCodes.firstCome && !behindOwn && !this.interrupts && states.joinedMinutes[patient]! < now,
        },
      ]
    })
    return { queue, waiters }
  }

  /** By resource: of each queue, whoever has waited longest of those who lack it and keep it from other queues. */
  private keepersOf(lines: readonly Line[]): readonly Waiter[][] {
    const keepers = this.most.map((): Waiter[] => [])
    for (const { waiters } of lines) {
      const found = new Set<number>()
      for (const waiter of waiters) {
        if (!waiter.keeps) continue
        for (const { resource, units } of this.pathway.requests[waiter.request]!.needs) {
          if (units <= this.free[resource]! || found.has(resource)) continue
          found.add(resource)
          keepers[resource]!.push(waiter)
        }
      }
    }
    return keepers
  }

  /** Those of a line who cannot start as long as the others who are left wait; what the rest holds is free again. */
  private stillStuck({ queue, waiters }: Line, keepers: readonly Waiter[][]): Waiter[] {
    const { kept } = this
    kept.fill(-1)
    return waiters.filter((waiter) => {
      const { needs } = this.pathway.requests[waiter.request]!
      const stuck =
        this.lacks(waiter.request) ||
        (waiter.inLine &&
          !this.pathway.queues[queue]!.overtaking &&
          (needs.some(({ resource }) => kept[resource]! >= waiter.weight) || this.keepersBefore(waiter, keepers).length > 0))
      if (!stuck) this.holds(waiter.request, 1)
      else if (waiter.inLine) for (const { resource } of needs) kept[resource] = Math.max(kept[resource]!, waiter.weight)
      return stuck
    })
  }

  /** Those of other queues who have waited longer and lack units of something that this one needs. */
  private keepersBefore({ patient, request }: Waiter, keepers: readonly Waiter[][]): Waiter[] {
    const { requests } = this.pathway
    const { queue, needs } = requests[request]!
    return needs.flatMap(({ resource }) =>
      keepers[resource]!.filter(
        (other) => requests[other.request]!.queue !== queue && this.lines.joinedBefore(other.patient, patient),
      ),
    )
  }
}
