/**
 * Patients as columns, one slot each. A source may replace its arrays by longer ones while a patient is taken: read them from the rows each
 * time, and let own arrays follow `capacity`.
 */
export interface PatientRows {
  /** Length of every column. */
  readonly capacity: number
  readonly arrivalMinutes: Float64Array
  /** Which stream of arrivals the patient came with, and the number that names the patient's random draws in it. */
  readonly stream: Uint8Array
  readonly number: Int32Array
  /** Order of arrival over all streams, from 0: ties everywhere are broken by it. */
  readonly sequence: Int32Array
  readonly classAtArrival: Uint8Array
  /** The step where the patient begins. */
  readonly entryStep: Int32Array
  /** Times in minutes (Infinity: never), and labels as positions in their lists. */
  readonly durations: readonly Float64Array[]
  readonly codes: readonly Uint8Array[]
}

/** Hands out patients in order of arrival. */
export interface PatientSource {
  readonly rows: PatientRows
  /** When the next patient arrives; Infinity where nobody more comes. */
  readonly nextMinutes: number
  /** The next patient's slot; only where `nextMinutes` is finite. */
  take(): number
  /** The patient is gone; somebody else may get the slot. */
  giveBack(slot: number): void
  /**
   * Draws the columns of a redraw list anew for one patient. `visit` counts the redraws of this patient from 1: the same visit gives the same
   * values, whatever others do. `classIndex` is the class that cases about `class` see.
   */
  redraw(slot: number, list: number, visit: number, classIndex: number): void
}
