/** What a step of a pathway does. A program is a flat table of steps, four numbers each: code and up to three operands. */
export const operationCodes = {
  /** queue: wait there until all its resources are free at once, then take them. */
  seize: 0,
  /** column: stay for the minutes in this duration column. */
  delay: 1,
  /** resource, units: give back. */
  release: 2,
  /** column, step: go to the step if the patient's mark in this column is not 0. */
  branch: 3,
  /** number of the exit: leave the model. */
  exit: 4,
} as const
export const operationStride = 4

export type Operation =
  | { seize: number }
  | { delay: number }
  | { release: number; units: number }
  | { branch: number; to: number }
  | { exit: number }

/** A place where patients wait for resources. Patients of one class are served first come, first served. */
interface Queue {
  /** Units needed of each resource, all of them at once. */
  needs: readonly number[]
  /** `controlled`: somebody outside decides which class starts. `priority`: the smallest class number starts by itself. */
  discipline: 'controlled' | 'priority'
  /** A waiting room: patience runs out here and conditions get worse here. */
  waitingRoom: boolean
}

/** A patient-flow model, compiled: every patient begins at step 0. */
export interface PathwayModel {
  /** `operationStride` numbers a step. */
  readonly program: Int32Array
  readonly resources: number
  readonly classes: number
  readonly queues: readonly Queue[]
  /** Units on duty: resource x 24 hours. Units that are busy when their shift ends finish first. */
  readonly capacityByHour: Int32Array
  /** Patience is used up at rate 1 + crowding x people waiting. */
  readonly crowding: number
}

/** The attributes a pathway needs, one entry per patient, patients in order of arrival. Arrays may be longer than `count`. */
export interface Population {
  readonly count: number
  readonly arrivalMinutes: Float64Array
  /** Class at arrival, and after getting worse. */
  readonly classAtArrival: Int32Array
  readonly classWhenWorse: Int32Array
  /** Minutes of waiting until the patient leaves (in an empty room) and until the condition gets worse; Infinity: never. */
  readonly patienceMinutes: Float64Array
  readonly worsensAfterMinutes: Float64Array
  /** Duration columns and branch columns, as the program numbers them. */
  readonly durations: readonly Float64Array[]
  readonly marks: readonly Uint8Array[]
}

/** Writes a program as a flat table. */
export function assemble(operations: readonly Operation[]): Int32Array {
  const program = new Int32Array(operations.length * operationStride)
  operations.forEach((operation, step) => {
    program.set(encode(operation), step * operationStride)
  })
  return program
}

function encode(operation: Operation): number[] {
  if ('seize' in operation) return [operationCodes.seize, operation.seize]
  if ('delay' in operation) return [operationCodes.delay, operation.delay]
  if ('release' in operation) return [operationCodes.release, operation.release, operation.units]
  if ('branch' in operation) return [operationCodes.branch, operation.branch, operation.to]
  return [operationCodes.exit, operation.exit]
}

/** Capacity that does not change over the day. */
export function constantCapacity(...units: number[]): Int32Array {
  return Int32Array.from(units.flatMap((count) => Array<number>(24).fill(count)))
}
