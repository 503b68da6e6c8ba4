import type { ResourcePlan } from './pathway-model.ts'

const nobody = -1

/** Which unit of a resource each patient has, where units are told apart. Whoever comes gets the free unit with the smallest number. */
export class NumberedUnits {
  /** By resource: the holder of each unit, -1: free; null where units are not told apart. */
  private readonly holders: readonly (Int32Array | null)[]

  constructor(resources: readonly ResourcePlan[]) {
    this.holders = resources.map(({ numbered, schedule }) => (numbered ? new Int32Array(Math.max(...schedule.units)) : null))
  }

  reset(): void {
    for (const holders of this.holders) holders?.fill(nobody)
  }

  has(resource: number): boolean {
    return this.holders[resource] !== null
  }

  /** The unit that the patient gets now. */
  take(patient: number, resource: number): number {
    const holders = this.holders[resource]!
    const unit = holders.indexOf(nobody)
    holders[unit] = patient
    return unit
  }

  /** The unit that the patient gives back now. */
  give(patient: number, resource: number): number {
    const holders = this.holders[resource]!
    const unit = holders.lastIndexOf(patient)
    holders[unit] = nobody
    return unit
  }
}
