import type { CaseTable } from './case-table.ts'
import type { ChoiceTable } from './choice-table.ts'
import type { DistributionTable } from './distribution-table.ts'
import type { FormulaProgram } from './formula-program.ts'
import { purposesOfStream } from './random.ts'
import type { SampleBlock, SampleOperation } from './sample-block.ts'

/** Draws the two numbers of a purpose. */
export class DrawOperation implements SampleOperation {
  private readonly purpose: number

  constructor(purpose: number) {
    this.purpose = purpose
  }

  run(block: SampleBlock): void {
    const { count, slots, first, second, random, visit } = block
    const { number, stream } = block.columns
    const { purpose } = this
    for (let at = 0; at < count; at++) {
      const slot = slots[at]!
      const address = stream[slot]! * purposesOfStream + purpose
      if (visit === 0) random.draw(number[slot]!, address)
      else random.drawVisit(number[slot]!, address, visit)
      first[at] = random.first
      second[at] = random.second
    }
  }
}

/** Which of the two numbers of the present draw something uses. */
export type Half = 'first' | 'second'

export class LabelOperation implements SampleOperation {
  private readonly column: number
  private readonly cases: CaseTable | null
  private readonly choices: ChoiceTable
  private readonly half: Half
  /** Rule by stream and case: streams may have rules of their own. Null: the case's own rule. */
  private readonly ruleOf: Int32Array | null
  private readonly caseCount: number

  constructor(
    column: number,
    choices: ChoiceTable,
    half: Half,
    cases: CaseTable | null,
    caseCount: number,
    ruleOf: Int32Array | null,
  ) {
    this.column = column
    this.choices = choices
    this.half = half
    this.cases = cases
    this.caseCount = caseCount
    this.ruleOf = ruleOf
  }

  run(block: SampleBlock): void {
    const { slots, row, rule, count } = block
    const { arrivalMinutes, stream, codes } = block.columns
    const { ruleOf, caseCount } = this
    if (this.cases === null) rule.fill(0, 0, count)
    else this.cases.run(block)
    const cases = this.cases === null ? rule : row
    if (ruleOf !== null) for (let at = 0; at < count; at++) rule[at] = ruleOf[stream[slots[at]!]! * caseCount + cases[at]!]!
    const rules = ruleOf === null ? cases : rule
    this.choices.fill(codes[this.column]!, slots, rules, arrivalMinutes, block[this.half], count)
  }
}

export class DurationOperation implements SampleOperation {
  private readonly column: number
  private readonly distributions: DistributionTable
  private readonly half: Half
  private readonly cases: CaseTable | null

  constructor(column: number, distributions: DistributionTable, half: Half, cases: CaseTable | null) {
    this.column = column
    this.distributions = distributions
    this.half = half
    this.cases = cases
  }

  run(block: SampleBlock): void {
    this.cases?.run(block)
    const rows = this.cases === null ? null : block.row
    this.distributions.fill(block.columns.durations[this.column]!, block.slots, rows, block[this.half], block.count)
  }
}

export class FormulaOperation implements SampleOperation {
  private readonly column: number
  private readonly program: FormulaProgram

  constructor(column: number, program: FormulaProgram) {
    this.column = column
    this.program = program
  }

  run(block: SampleBlock): void {
    const { durations } = block.columns
    this.program.fill(durations[this.column]!, durations, block.slots, block.count)
  }
}
