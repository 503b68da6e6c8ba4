import type { Condition } from '../../../shared/model/primitives.ts'
import type { SampleBlock } from './sample-block.ts'

/** A condition's label lists by code column: 1 where the label will do. */
export interface ColumnCondition {
  readonly column: number
  readonly allowed: Uint8Array
}

/** Up to so many combinations of labels, the case of each is looked up; beyond, cases are gone through. */
const mostCombinations = 65_536

/** Compiled cases: which is the first whose condition holds. */
export class CaseTable {
  /** Code columns that the conditions ask for; what they ask, by case; the labels of the patient looked at. */
  private readonly columns: readonly number[]
  private readonly conditions: readonly (readonly { term: number; allowed: Uint8Array }[])[]
  private readonly codes: Int32Array
  private readonly strides: Int32Array
  /** Case by combination of labels; null where there are too many combinations. */
  private readonly cases: Int32Array | null

  /** `conditions`: what each case asks for; the last holds where no other does. */
  constructor(conditions: readonly (readonly ColumnCondition[])[]) {
    const labels = new Map(conditions.flat().map(({ column, allowed }) => [column, allowed.length]))
    const columns = [...labels.keys()]
    this.columns = columns
    this.conditions = conditions.map((parts) => parts.map(({ column, allowed }) => ({ term: columns.indexOf(column), allowed })))
    this.codes = new Int32Array(columns.length)
    this.strides = new Int32Array(columns.length)
    const counts = [...labels.values()]
    let combinations = 1
    for (const [term, count] of counts.entries()) {
      this.strides[term] = Math.min(combinations, mostCombinations)
      combinations *= count
    }
    this.cases = combinations > mostCombinations ? null : new Int32Array(combinations)
    this.cases?.forEach((_, combination, cases) => {
      for (const [term, count] of counts.entries()) this.codes[term] = Math.floor(combination / this.strides[term]!) % count
      cases[combination] = this.firstCase()
    })
  }

  /** Writes the case of each patient of the block into its `row`. */
  run(block: SampleBlock): void {
    if (block.rowCases === this) return
    block.rowCases = this
    const { count, slots, row } = block
    const { codes } = block.columns
    const { columns, cases } = this
    if (cases === null) {
      for (let at = 0; at < count; at++) {
        for (let term = 0; term < columns.length; term++) this.codes[term] = codes[columns[term]!]![slots[at]!]!
        row[at] = this.firstCase()
      }
      return
    }
    row.fill(0, 0, count)
    for (let term = 0; term < columns.length; term++) {
      const column = codes[columns[term]!]!
      const stride = this.strides[term]!
      for (let at = 0; at < count; at++) row[at]! += column[slots[at]!]! * stride
    }
    for (let at = 0; at < count; at++) row[at] = cases[row[at]!]!
  }

  private firstCase(): number {
    const { conditions, codes } = this
    const last = conditions.length - 1
    for (let index = 0; index < last; index++) {
      const parts = conditions[index]!
      let part = 0
      while (part < parts.length && parts[part]!.allowed[codes[parts[part]!.term]!] === 1) part++
      if (part === parts.length) return index
    }
    return last
  }
}

/** Which labels of an attribute a condition allows. */
export function allowedLabels(wanted: Condition[string], labels: readonly string[]): Uint8Array {
  const list = [wanted].flat()
  return Uint8Array.from(labels, (label) => (list.includes(label) ? 1 : 0))
}
