import type { ChoiceRule } from '../../../shared/model/arrivals.ts'
import type { Attribute, Formula } from '../../../shared/model/attribute.ts'
import type { Duration, ModelDistribution } from '../../../shared/model/distribution.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import type { Cases, Condition } from '../../../shared/model/primitives.ts'
import { allowedLabels, CaseTable, type ColumnCondition } from './case-table.ts'
import { ChoiceTable } from './choice-table.ts'
import { clockOffsetMinutes, compileArrivals, minutesPerUnit } from './compile-arrivals.ts'
import { DistributionTable } from './distribution-table.ts'
import { FormulaProgram } from './formula-program.ts'
import type { PopulationPlan } from './population-plan.ts'
import { purposeOfPair, purposes } from './random.ts'
import type { SampleOperation } from './sample-block.ts'
import { DrawOperation, DurationOperation, FormulaOperation, type Half, LabelOperation } from './sample-operations.ts'

const className = 'class'
const classColumn = 0

/** Something that is drawn or worked out about a patient. */
interface Element {
  operation: SampleOperation
  /** What the numbers it uses are drawn for; null where it uses none. */
  purpose: number | null
  /** Where it goes, and the duration columns that it is worked out from. */
  durationColumn: number | null
  from: readonly number[]
}

/** Where an element's number comes from. */
interface Place {
  purpose: number
  half: Half
}

/**
 * Compiles the arrivals, classes and attributes of a checked document; the steps then ask for the columns they need. What is drawn shares
 * draws in pairs: first all attributes with labels or times, in the order of the document, then the columns in the order in which they are
 * asked for. Everybody keeps the numbers they have when something else changes its distribution, its shares or its conditions.
 */
export class PopulationBuilder {
  private readonly document: ModelDocument
  private readonly unit: number
  private readonly elements: Element[] = []
  private readonly elementOf = new Map<string, Element>()
  private readonly labelsOf = new Map<string, readonly string[]>()
  private readonly codeColumnOf = new Map<string, number>()
  private readonly durationColumnOf = new Map<string, number>()
  /** Formulas cut at 0, for those who need a time. */
  private readonly timeOfFormula = new Map<string, number>()
  private readonly redraws: SampleOperation[][] = []
  private readonly caseTables = new Map<string, CaseTable>()
  private codeColumns = 1
  private durationColumns = 0
  private places = 0

  constructor(document: ModelDocument) {
    const { attributes = [], classes, arrivals } = document
    this.document = document
    this.unit = minutesPerUnit(document)
    this.codeColumnOf.set(className, classColumn)
    this.labelsOf.set(className, classes)
    if (!attributes.some(({ name }) => name === className) && arrivals.some((arrival) => arrival.attributes?.[className]))
      this.addLabels(className, { is: classes[0]! }, { purpose: purposes.class, half: 'first' })
    for (const attribute of attributes) this.addAttribute(attribute)
  }

  /** Duration column of a time in minutes, never below 0: an attribute's, or a new one drawn at arrival. `where`: the path in the document. */
  durationColumn(duration: Duration, where: string): number {
    if (typeof duration !== 'string') return this.addDuration(duration, this.nextPlace())
    const column = this.durationColumnOf.get(duration)
    if (column === undefined) throw new Error(`${where} names attribute "${duration}", which holds no time`)
    const attribute = this.document.attributes?.find(({ name }) => name === duration)
    if (attribute === undefined || !('formula' in attribute) || !this.mayBeNegative(attribute.formula)) return column
    const known = this.timeOfFormula.get(duration)
    if (known !== undefined) return known
    const time = this.addFormula({ largest: [0, attribute.formula] })
    this.timeOfFormula.set(duration, time)
    return time
  }

  /** A new code column with the position of a class, worked out at arrival. */
  classColumn(classes: Cases<string>): number {
    const rules = mapCases(classes, (name): ChoiceRule => ({ is: name }))
    return this.addChoice(this.document.classes, rules, [], this.codeColumns++, { purpose: purposes.class, half: 'first' })
  }

  /** Code column of an attribute with labels; `class`: the class at arrival. */
  codeColumn(attribute: string, where: string): number {
    const column = this.codeColumnOf.get(attribute)
    if (column === undefined) throw new Error(`${where} names attribute "${attribute}", which holds no label`)
    return column
  }

  /** Position of a label of such an attribute. */
  codeOf(attribute: string, label: string, where: string): number {
    const code = this.labelsOf.get(attribute)?.indexOf(label) ?? -1
    if (code < 0) throw new Error(`${where} names label "${label}", which attribute "${attribute}" does not have`)
    return code
  }

  /** A redraw list: these duration columns, and every formula that they are part of, are drawn anew. */
  redrawColumns(columns: readonly number[]): number {
    return this.addRedraw(
      this.elements.filter(({ durationColumn }) => durationColumn !== null && columns.includes(durationColumn)),
    )
  }

  /** The same for attributes by name. */
  redrawAttributes(attributes: readonly string[], where: string): number {
    return this.addRedraw(
      attributes.map((name) => {
        const element = this.elementOf.get(name)
        if (element === undefined || name === className) throw new Error(`${where} names "${name}", which cannot be drawn anew`)
        return element
      }),
    )
  }

  /** `stepOf`: position in the machine's program of the step with this name, where streams name their entry; everybody else begins at 0. */
  build(stepOf: (name: string) => number): PopulationPlan {
    const { arrivals, classes } = this.document
    return {
      classes,
      streams: arrivals.map(({ name }) => name),
      entrySteps: arrivals.map(({ entry }) => (entry === undefined ? 0 : stepOf(entry))),
      createStreams: compileArrivals(this.document),
      codeColumns: this.codeColumns,
      durationColumns: this.durationColumns,
      codeColumnOf: this.codeColumnOf,
      durationColumnOf: this.durationColumnOf,
      operations: withDraws(this.elements),
      redraws: this.redraws,
    }
  }

  private addAttribute(attribute: Attribute): void {
    const { name } = attribute
    if ('values' in attribute) {
      if (name !== className) {
        this.codeColumnOf.set(name, this.codeColumns++)
        this.labelsOf.set(name, attribute.values)
      }
      this.addLabels(name, attribute.choose, this.nextPlace())
    } else if ('duration' in attribute) this.durationColumnOf.set(name, this.addDuration(attribute.duration, this.nextPlace()))
    else this.durationColumnOf.set(name, this.addFormula(attribute.formula))
    this.elementOf.set(name, this.elements.at(-1)!)
  }

  /** An attribute's labels, with the rules that streams have of their own. */
  private addLabels(name: string, choose: Cases<ChoiceRule>, place: Place): void {
    const ofStreams = this.document.arrivals.map(({ attributes }) => attributes?.[name] ?? null)
    this.addChoice(this.labelsOf.get(name)!, choose, ofStreams, this.codeColumnOf.get(name)!, place)
  }

  private addChoice(
    labels: readonly string[],
    choose: Cases<ChoiceRule>,
    ofStreams: readonly (ChoiceRule | null)[],
    column: number,
    place: Place,
  ): number {
    const rules = usesOf(choose)
    const caseCount = rules.length
    const ruleOf = ofStreams.some((rule) => rule !== null)
      ? Int32Array.from(
          ofStreams.flatMap((rule) => {
            const own = rule === null ? -1 : rules.push(rule) - 1
            return Array.from({ length: caseCount }, (_, index) => (own < 0 ? index : own))
          }),
        )
      : null
    const choices = new ChoiceTable(rules, labels, this.unit, clockOffsetMinutes(this.document))
    this.elements.push({
      operation: new LabelOperation(column, choices, place.half, this.compileCases(choose), caseCount, ruleOf),
      purpose: choices.isRandom ? place.purpose : null,
      durationColumn: null,
      from: [],
    })
    return column
  }

  private addDuration(duration: Cases<ModelDistribution>, place: Place): number {
    const column = this.durationColumns++
    const rows = usesOf(duration)
    const table = new DistributionTable(rows, this.unit)
    this.elements.push({
      operation: new DurationOperation(column, table, place.half, this.compileCases(duration)),
      purpose: rows.some((_, row) => table.isRandom(row)) ? place.purpose : null,
      durationColumn: column,
      from: [],
    })
    return column
  }

  private addFormula(formula: Formula): number {
    const column = this.durationColumns++
    const from: number[] = []
    const program = new FormulaProgram(
      formula,
      (name) => {
        const operand = this.durationColumnOf.get(name)
        if (operand === undefined) throw new Error(`a formula names attribute "${name}", which holds no number by then`)
        from.push(operand)
        return operand
      },
      this.unit,
    )
    this.elements.push({ operation: new FormulaOperation(column, program), purpose: null, durationColumn: column, from })
    return column
  }

  private mayBeNegative(formula: Formula): boolean {
    if (typeof formula === 'number') return formula < 0
    if (typeof formula === 'string') {
      const attribute = this.document.attributes?.find(({ name }) => name === formula)
      return attribute !== undefined && 'formula' in attribute && this.mayBeNegative(attribute.formula)
    }
    if ('difference' in formula) return true
    if ('largest' in formula) return formula.largest.every((part) => this.mayBeNegative(part))
    return Object.values(formula as Record<string, Formula[]>)[0]!.some((part) => this.mayBeNegative(part))
  }

  private nextPlace(): Place {
    const place = this.places++
    return { purpose: purposeOfPair(place >> 1), half: place % 2 === 0 ? 'first' : 'second' }
  }

  private compileCases(value: Cases<unknown>): CaseTable | null {
    const conditions = conditionsOf(value)
    if (conditions.length === 1) return null
    // Attributes with the same cases share them, and with them the work of finding the one that holds.
    const key = JSON.stringify(conditions)
    const known = this.caseTables.get(key)
    if (known !== undefined) return known
    const table = new CaseTable(conditions.map((condition) => this.compileCondition(condition)))
    this.caseTables.set(key, table)
    return table
  }

  private compileCondition(condition: Condition): ColumnCondition[] {
    return Object.entries(condition).map(([name, wanted]) => ({
      column: this.codeColumn(name, 'a condition'),
      allowed: allowedLabels(wanted, this.labelsOf.get(name)!),
    }))
  }

  private addRedraw(chosen: readonly Element[]): number {
    const drawn = new Set(chosen.map(({ durationColumn }) => durationColumn))
    const elements = this.elements.filter((element) => {
      const changes = chosen.includes(element) || element.from.some((column) => drawn.has(column))
      if (changes) drawn.add(element.durationColumn)
      return changes
    })
    return this.redraws.push(withDraws(elements)) - 1
  }
}

/** Puts the draw that an element needs before it, once for all that share it. */
function withDraws(elements: readonly Element[]): SampleOperation[] {
  let drawn: number | null = null
  return elements.flatMap(({ operation, purpose }) => {
    if (purpose === null || purpose === drawn) return [operation]
    drawn = purpose
    return [new DrawOperation(purpose), operation]
  })
}

function usesOf<T>(value: Cases<T>): T[] {
  return isByCase(value) ? value.cases.map(({ use }) => use) : [value as T]
}

function conditionsOf(value: Cases<unknown>): Condition[] {
  return isByCase(value) ? value.cases.map(({ when }) => when ?? {}) : [{}]
}

function mapCases<T, U>(value: Cases<T>, change: (value: T) => U): Cases<U> {
  if (isByCase(value)) return { cases: value.cases.map(({ when, use }) => ({ when, use: change(use) })) }
  return change(value as T)
}

interface ByCase<T> {
  cases: { when?: Condition | undefined; use: T }[]
}

function isByCase<T>(value: Cases<T>): value is ByCase<T> {
  return typeof value === 'object' && value !== null && 'cases' in value
}
