import type { PatientRows, PatientSource } from './patient-rows.ts'
import type { PopulationPlan } from './population-plan.ts'
import type { RandomKey } from './random.ts'

/** Patients drawn as they come, into slots that are used again: memory does not grow with the length of a run. */
export declare class StreamSource implements PatientSource {
  readonly rows: PatientRows
  nextMinutes: number
  constructor(plan: PopulationPlan)
  /** Starts a replication. Nobody arrives from `horizonMinutes` on; `arrivalTimes` by stream (null: as the model says) replaces its times. */
  begin(key: RandomKey, horizonMinutes?: number, arrivalTimes?: readonly (Float64Array | null)[]): void
  take(): number
  giveBack(slot: number): void
  redraw(slot: number, list: number, visit: number, classIndex: number): void
}
