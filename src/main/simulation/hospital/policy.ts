import type { RandomKey } from '../population/random.ts'
import type { Simulation } from './simulation.ts'

/** Decides which class of waiting patients starts care next. */
export interface Policy {
  readonly name: string
  readonly label: string
  /** Called before each replication with the key of its patients. */
  begin?(key: RandomKey): void
  /** A class in which somebody waits. Called at a decision, with several such classes. */
  choose(simulation: Simulation): number
}
