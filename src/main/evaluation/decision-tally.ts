import type { HospitalModel } from '../simulation/hospital/hospital-model.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import type { Simulation } from '../simulation/hospital/simulation.ts'
import { classColumn, decisionsColumn, type OutcomeTable } from './outcome-table.ts'

/**
 * Stands between a simulation and a policy, and counts by class how often the policy serves somebody else than a reference rule would in the
 * same situation. The reference has no memory and takes no part.
 */
export class DecisionTally implements Policy {
  readonly name = ''
  readonly label = ''
  private readonly waiting: Float64Array
  private readonly movedUp: Float64Array
  private readonly movedDown: Float64Array
  private decisions = 0
  private policy: Policy
  private readonly reference: Policy
  private readonly fromMinutes: number

  /** Decisions before `fromMinutes` are not counted. */
  constructor(model: HospitalModel, reference: Policy, fromMinutes: number) {
    this.waiting = new Float64Array(model.classes)
    this.movedUp = new Float64Array(model.classes)
    this.movedDown = new Float64Array(model.classes)
    this.policy = reference
    this.reference = reference
    this.fromMinutes = fromMinutes
  }

  /** The same policy, watched from the start of a replication. */
  watch(policy: Policy): Policy {
    this.policy = policy
    this.decisions = 0
    this.waiting.fill(0)
    this.movedUp.fill(0)
    this.movedDown.fill(0)
    return this
  }

  choose(simulation: Simulation): number {
    const chosen = this.policy.choose(simulation)
    if (simulation.now < this.fromMinutes) return chosen
    const usual = this.reference.choose(simulation)
    this.decisions++
    for (let classIndex = simulation.nextClass(0); classIndex >= 0; classIndex = simulation.nextClass(classIndex + 1))
      this.waiting[classIndex]!++
    if (chosen !== usual) {
      this.movedUp[chosen]!++
      this.movedDown[usual]!++
    }
    return chosen
  }

  /** Writes the counts of the replication that was watched. */
  record(table: OutcomeTable, replication: number): void {
    const { groups, columns, rows } = table
    const row = rows.subarray(replication * columns, (replication + 1) * columns)
    row.set(this.waiting, classColumn(groups, 'decisions', 0))
    row.set(this.movedUp, classColumn(groups, 'movedUp', 0))
    row.set(this.movedDown, classColumn(groups, 'movedDown', 0))
    row[decisionsColumn(groups)] = this.decisions
  }
}
