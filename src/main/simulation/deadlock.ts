import type { PathwayModel, RequestPlan } from './pathway-model.ts'

/**
 * Whether patients can come to wait for each other: whoever holds a resource may wait for another, whose holders may wait for the first (or
 * for more of the same). `held`: units by resource, by request.
 */
export function canWaitInCircle(held: readonly Int32Array[], requests: readonly RequestPlan[]): boolean {
  const resources = held[0]?.length ?? 0
  const waitsFor = Array.from({ length: resources }, () => new Set<number>())
  held.forEach((units, request) => {
    units.forEach((count, resource) => {
      if (count > 0) for (const need of requests[request]!.needs) waitsFor[resource]!.add(need.resource)
    })
  })
  return waitsFor.some((direct, resource) => {
    const reached = new Set(direct)
    for (const next of reached) for (const further of waitsFor[next]!) reached.add(further)
    return reached.has(resource)
  })
}

/** Finds patients who wait for each other for good. */
export class DeadlockWatch {
  private readonly pathway: PathwayModel
  private readonly held: readonly Int32Array[]
  private readonly most: readonly number[]
  /** Requests that may end in another way: patience runs out, units are taken from others, nobody was ever on duty. */
  private readonly mayEnd: readonly boolean[]

  constructor(pathway: PathwayModel, held: readonly Int32Array[]) {
    this.pathway = pathway
    this.held = held
    this.most = pathway.resources.map(({ schedule }) => Math.max(...schedule.units))
    this.mayEnd = pathway.requests.map(
      ({ patience, queue, needs }) =>
        patience >= 0 || pathway.queues[queue]!.preemption !== 'none' || needs.some(({ resource }) => this.most[resource] === 0),
    )
  }

  /** Whether those who wait for a request hold something. */
  isHolding(request: number): boolean {
    return this.held[request]!.some((units) => units > 0)
  }

  /**
   * Steps whose patients can never go on, by the number of patients waiting for each request: even if everybody else gave back all they have,
   * and all units that there ever are were on duty.
   */
  stuckSteps(waiting: (request: number) => number): string[] {
    const { requests } = this.pathway
    const free = this.most.map((units) => units)
    let left = requests.flatMap((_, request) => (waiting(request) > 0 && !this.mayEnd[request] ? [request] : []))
    const give = (request: number, sign: number) =>
      this.held[request]!.forEach((units, resource) => {
        free[resource]! += sign * units * waiting(request)
      })
    for (const request of left) give(request, -1)
    for (let before = -1; before !== left.length; ) {
      before = left.length
      left = left.filter((request) => {
        if (requests[request]!.needs.some(({ resource, units }) => units > free[resource]!)) return true
        give(request, 1)
        return false
      })
    }
    return left.filter((request) => this.isHolding(request)).map((request) => requests[request]!.step)
  }
}
