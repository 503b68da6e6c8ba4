import type { DueGroups } from './due-groups.ts'
import type { MachineState } from './machine-state.ts'
import { NumberedUnits } from './numbered-units.ts'
import type { PathwayModel, RequestTable } from './pathway-model.ts'

/** Units in use: takes them for patients and gives them back. */
export class ResourceUse {
  private readonly state: MachineState
  private readonly due: DueGroups
  private readonly requests: RequestTable
  /** Null where units are not told apart, which then costs nothing. */
  private readonly numbered: NumberedUnits | null

  constructor({ resources, requestTable }: PathwayModel, state: MachineState, due: DueGroups) {
    this.state = state
    this.due = due
    this.requests = requestTable
    this.numbered = resources.some((resource) => resource.numbered) ? new NumberedUnits(resources) : null
  }

  /** Everything is free. */
  reset(): void {
    this.state.busy.fill(0)
    this.numbered?.reset()
  }

  /** Whether so many units are free. */
  has(resource: number, units: number): boolean {
    const { busy, capacity } = this.state
    return busy[resource]! + units <= capacity[resource]!
  }

  /** Whether everything that a request asks for is free. */
  isFree(request: number): boolean {
    const { busy, capacity } = this.state
    const { needStart, needResource, needUnits } = this.requests
    const end = needStart[request + 1]!
    for (let need = needStart[request]!; need < end; need++) {
      const resource = needResource[need]!
      if (busy[resource]! + needUnits[need]! > capacity[resource]!) return false
    }
    return true
  }

  take(patient: number, resource: number, units: number): void {
    const { state, numbered } = this
    state.busy[resource]! += units
    if (numbered?.has(resource))
      for (let unit = 0; unit < units; unit++) {
        const number = numbered.take(patient, resource)
        state.recorder?.seized?.(state.now, patient, resource, 1, number)
      }
    else state.recorder?.seized?.(state.now, patient, resource, units, -1)
  }

  give(patient: number, resource: number, units: number): void {
    const { state, numbered } = this
    state.busy[resource]! -= units
    this.due.markResource(resource)
    if (numbered?.has(resource))
      for (let unit = 0; unit < units; unit++) {
        const number = numbered.give(patient, resource)
        state.recorder?.released?.(state.now, patient, resource, 1, number)
      }
    else state.recorder?.released?.(state.now, patient, resource, units, -1)
  }
}
