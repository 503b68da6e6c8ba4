import type { Formula } from '../../../shared/model/attribute.ts'
import { blockSize } from './sample-block.ts'

const codes = { constant: 0, column: 1, sum: 2, product: 3, smallest: 4, largest: 5, difference: 6 } as const

/** A formula over number columns, in the document's unit of time, as a program for a stack: each step goes through all patients of a block. */
export class FormulaProgram {
  private readonly code: Uint8Array
  /** Of constants their value, of columns their number. */
  private readonly operand: Float64Array
  /** One number a patient at each height. */
  private readonly stack: readonly Float64Array[]
  private readonly unit: number

  /** `columnOf`: the duration column of an attribute. `unit`: minutes in the document's unit of time. */
  constructor(formula: Formula, columnOf: (attribute: string) => number, unit: number) {
    const code: number[] = []
    const operand: number[] = []
    const add = (kind: number, value = 0) => {
      code.push(kind)
      operand.push(value)
    }
    const compile = (part: Formula): void => {
      if (typeof part === 'number') add(codes.constant, part)
      else if (typeof part === 'string') add(codes.column, columnOf(part))
      else
        for (const [name, parts] of Object.entries(part) as [keyof typeof codes, Formula[]][])
          for (const [index, inner] of parts.entries()) {
            compile(inner)
            if (index > 0) add(codes[name])
          }
    }
    compile(formula)
    this.code = Uint8Array.from(code)
    this.operand = Float64Array.from(operand)
    this.stack = code.map(() => new Float64Array(blockSize))
    this.unit = unit
  }

  /** Values of the first `count` slots into `target`, in minutes; 0 where there is none, such as never less never. */
  fill(target: Float64Array, columns: readonly Float64Array[], slots: Int32Array, count: number): void {
    const { code, operand, stack, unit } = this
    let top = -1
    for (let step = 0; step < code.length; step++) {
      const kind = code[step]!
      if (kind === codes.constant) stack[++top]!.fill(operand[step]!, 0, count)
      else if (kind === codes.column) {
        const column = columns[operand[step]!]!
        const numbers = stack[++top]!
        for (let at = 0; at < count; at++) numbers[at] = column[slots[at]!]! / unit
      } else {
        const right = stack[top--]!
        combine(kind, stack[top]!, right, count)
      }
    }
    const values = stack[0]!
    for (let at = 0; at < count; at++) {
      const value = values[at]! * unit
      target[slots[at]!] = Number.isNaN(value) ? 0 : value
    }
  }
}

/** Into `left`. */
function combine(kind: number, left: Float64Array, right: Float64Array, count: number): void {
  switch (kind) {
    case codes.sum:
      for (let at = 0; at < count; at++) left[at]! += right[at]!
      break
    case codes.product:
      for (let at = 0; at < count; at++) left[at]! *= right[at]!
      break
    case codes.smallest:
      for (let at = 0; at < count; at++) left[at] = Math.min(left[at]!, right[at]!)
      break
    case codes.largest:
      for (let at = 0; at < count; at++) left[at] = Math.max(left[at]!, right[at]!)
      break
    default:
      for (let at = 0; at < count; at++) left[at]! -= right[at]!
  }
}
