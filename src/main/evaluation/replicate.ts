import { WaitingCost } from '../simulation/hospital/cost.ts'
import type { HospitalModel } from '../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../simulation/hospital/patients.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import { runPolicy } from '../simulation/hospital/run-policy.ts'
import { Simulation } from '../simulation/hospital/simulation.ts'
import type { RandomUse } from '../simulation/population/random.ts'
import { DecisionTally } from './decision-tally.ts'
import { measuredMinutes } from './measured-minutes.ts'
import { createOutcomeTable, type OutcomeTable } from './outcome-table.ts'
import { recordOutcomes } from './record-outcomes.ts'

export interface ReplicateOptions {
  readonly model: HospitalModel
  /** All meet the same patients (common random numbers). */
  readonly policies: readonly Policy[]
  readonly seed: number
  /** Confirmation for what is reported, development for what a choice rests on. */
  readonly use: RandomUse
  readonly replications: number
  /** Asked at every decision of the measured time what it would have done; where the policies differ from it is counted. */
  readonly reference?: Policy
  /** Called after each run of one policy through one replication. */
  readonly onRun?: (simulation: Simulation) => void
  /** Called once before the first run: a place to listen to events. */
  readonly onSimulation?: (simulation: Simulation) => void
}

/** Runs every policy on the same replications of the scenario's warm-up and days. One table for each policy, in their order. */
export function replicate(options: ReplicateOptions): OutcomeTable[] {
  const { model, policies, seed, use, replications } = options
  const { fromMinutes, untilMinutes } = measuredMinutes(model.scenario)
  const tally = options.reference === undefined ? null : new DecisionTally(model, options.reference, fromMinutes)
  const tables = policies.map(() => createOutcomeTable(model.groups, replications))
  const simulation = new Simulation(model)
  const cost = new WaitingCost(model.scenario)
  options.onSimulation?.(simulation)
  let patients: PatientTable | undefined
  for (let replication = 0; replication < replications; replication++) {
    const key = { seed, use, replication }
    patients = drawPatients(model, key, untilMinutes, patients)
    for (const [index, policy] of policies.entries()) {
      policy.begin?.(key)
      simulation.start(patients)
      runPolicy(simulation, tally?.watch(policy) ?? policy, untilMinutes)
      recordOutcomes(tables[index]!, replication, simulation, cost, fromMinutes, untilMinutes)
      tally?.record(tables[index]!, replication)
      options.onRun?.(simulation)
    }
  }
  return tables
}
