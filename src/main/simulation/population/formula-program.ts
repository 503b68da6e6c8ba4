import type { Formula } from '../../../shared/model/attribute.ts'

const codes = { constant: 0, column: 1, sum: 2, product: 3, smallest: 4, largest: 5, difference: 6 } as const

/** A formula over number columns, in the document's unit of time, as a program for a stack. */
export class FormulaProgram {
  private readonly code: Uint8Array
  /** Of constants their value, of columns their number. */
  private readonly operand: Float64Array
  private readonly stack: Float64Array
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
    this.stack = new Float64Array(code.length)
    this.unit = unit
  }

  /** One patient's value, in minutes; 0 where there is none, such as never less never. */
  evaluate(columns: readonly Float64Array[], slot: number): number {
    const { code, operand, stack, unit } = this
    let top = -1
    for (let at = 0; at < code.length; at++) {
      const kind = code[at]!
      if (kind === codes.constant) stack[++top] = operand[at]!
      else if (kind === codes.column) stack[++top] = columns[operand[at]!]![slot]! / unit
      else {
        const right = stack[top--]!
        const left = stack[top]!
        stack[top] =
          kind === codes.sum
            ? left + right
            : kind === codes.product
              ? left * right
              : kind === codes.smallest
                ? Math.min(left, right)
                : kind === codes.largest
                  ? Math.max(left, right)
                  : left - right
      }
    }
    const value = stack[0]! * unit
    return Number.isNaN(value) ? 0 : value
  }
}
