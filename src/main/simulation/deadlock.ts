import type { RequestPlan } from './pathway-model.ts'

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
