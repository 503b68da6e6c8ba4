import type { PatientColumns } from './patient-columns.ts'
import type { KeyedRandom } from './random.ts'

/** Patients that are drawn together: what is drawn goes through all of them before the next thing is drawn. */
export const blockSize = 64

/** Patients being drawn, and scratch columns of the operations that draw them. */
export class SampleBlock {
  count = 0
  /** 0: at arrival; else the redraw, counted from 1. */
  visit = 0
  readonly slots = new Int32Array(blockSize)
  /** The two numbers of the present draw. */
  readonly first = new Float64Array(blockSize)
  readonly second = new Float64Array(blockSize)
  /** Which case holds, of the cases last gone through: what they ask for does not change within a block. */
  readonly row = new Int32Array(blockSize)
  rowCases: object | null = null
  /** Which rule chooses a label. */
  readonly rule = new Int32Array(blockSize)
  readonly columns: PatientColumns
  readonly random: KeyedRandom

  constructor(columns: PatientColumns, random: KeyedRandom) {
    this.columns = columns
    this.random = random
  }

  /** Goes through the operations for the first `count` slots. */
  run(operations: readonly SampleOperation[], count: number, visit: number): void {
    this.count = count
    this.visit = visit
    this.rowCases = null
    for (let at = 0; at < operations.length; at++) operations[at]!.run(this)
  }
}

/** Draws or works out one thing about the patients of a block. */
export interface SampleOperation {
  run(block: SampleBlock): void
}
