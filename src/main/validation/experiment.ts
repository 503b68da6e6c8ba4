import type { CheckPlan } from './check.ts'

/** What is simulated once for several checks. */
export interface Experiment {
  /** Unique in its suite. */
  readonly name: string
  readonly replications: number
  readonly checks: readonly CheckPlan[]
  /** Compiles what is to run. A range of replications gives the same rows wherever it runs. */
  prepare(seed: number): PreparedExperiment
}

export interface PreparedExperiment {
  readonly columns: readonly string[]
  /** Writes the sums of one replication, one number a column. */
  replicate(replication: number, row: Float64Array): void
}

/** A seed of its own for each experiment, so that one unlucky draw does not show in several (FNV-1a). */
export function seedOf(seed: number, ...names: string[]): number {
  let hash = 0x811c9dc5
  for (const character of `${seed}/${names.join('/')}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash >>> 0
}
