import type { ResourcePlan } from './pathway-model.ts'

const never = Number.POSITIVE_INFINITY

/** Units on duty, and when they change next. */
export class ShiftCalendar {
  /** By resource. */
  readonly capacity: Int32Array
  /** The next change of any resource; Infinity: none. */
  nextMinutes = never
  private readonly resources: readonly ResourcePlan[]
  /** By resource: the entry that holds now, how often its schedule has started over, and when the next different entry begins. */
  private readonly entry: Int32Array
  private readonly cycle: Float64Array
  private readonly changeMinutes: Float64Array

  constructor(resources: readonly ResourcePlan[]) {
    this.resources = resources
    this.capacity = new Int32Array(resources.length)
    this.entry = new Int32Array(resources.length)
    this.cycle = new Float64Array(resources.length)
    this.changeMinutes = new Float64Array(resources.length)
  }

  /** Back to minute 0. */
  begin(): void {
    this.entry.fill(0)
    this.cycle.fill(0)
    this.resources.forEach(({ schedule }, resource) => {
      this.capacity[resource] = schedule.units[0]!
      this.findChange(resource)
    })
    this.nextMinutes = this.changeMinutes.reduce((next, minutes) => Math.min(next, minutes), never)
  }

  /** Whether this resource changes at `nextMinutes`; the new number is in force afterwards. */
  change(resource: number, minutes: number): boolean {
    if (this.changeMinutes[resource]! > minutes) return false
    this.capacity[resource] = this.resources[resource]!.schedule.units[this.entry[resource]!]!
    this.findChange(resource)
    return true
  }

  /** Call when every resource has changed that had to. */
  finishChange(): void {
    let next = never
    for (let resource = 0; resource < this.changeMinutes.length; resource++)
      if (this.changeMinutes[resource]! < next) next = this.changeMinutes[resource]!
    this.nextMinutes = next
  }

  /** Moves on to the next entry with another number of units. */
  private findChange(resource: number): void {
    const { minutes, units, periodMinutes } = this.resources[resource]!.schedule
    const now = this.capacity[resource]!
    let entry = this.entry[resource]!
    let cycle = this.cycle[resource]!
    for (let ahead = 0; ahead < minutes.length; ahead++) {
      entry++
      if (entry === minutes.length) {
        if (periodMinutes === never) break
        entry = 0
        cycle++
      }
      if (units[entry] === now) continue
      this.entry[resource] = entry
      this.cycle[resource] = cycle
      this.changeMinutes[resource] = (cycle === 0 ? 0 : cycle * periodMinutes) + minutes[entry]!
      return
    }
    this.changeMinutes[resource] = never
  }
}
