import type { StreamFactory } from './compile-arrivals.ts'
import type { SampleOperation } from './sample-block.ts'

/** A population, compiled from a document: who comes when, and what is drawn about them. Only read; shared by any number of sources. */
export interface PopulationPlan {
  readonly classes: readonly string[]
  /** Names of the streams of arrivals, and the step where each one's patients begin. */
  readonly streams: readonly string[]
  readonly entrySteps: readonly number[]
  readonly createStreams: StreamFactory
  /** Columns of `PatientRows.codes` and `PatientRows.durations`; code column 0 is the class at arrival. */
  readonly codeColumns: number
  readonly durationColumns: number
  /** Code column of an attribute with labels, and duration column of one that holds a time or a number. */
  readonly codeColumnOf: ReadonlyMap<string, number>
  readonly durationColumnOf: ReadonlyMap<string, number>
  /** What is drawn at arrival, in order, and again by each redraw list. */
  readonly operations: readonly SampleOperation[]
  readonly redraws: readonly (readonly SampleOperation[])[]
}
