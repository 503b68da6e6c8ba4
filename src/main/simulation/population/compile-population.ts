import type { Duration } from '../../../shared/model/distribution.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import type { Cases } from '../../../shared/model/primitives.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { PopulationPlan } from './population-plan.ts'

/**
 * Compiles the arrivals, classes and attributes of a document; the steps then ask for the columns they need. What is wrong is collected in
 * `problems` (paths in the document), so that all of it can be told at once; a plan is only good where there are none.
 */
export declare class PopulationBuilder {
  readonly problems: Problem[]
  constructor(document: ModelDocument)
  /** Duration column of a time in minutes, never below 0: an attribute's, or a new one drawn at arrival. `where` is the path in the document. */
  durationColumn(duration: Duration, where: string, allowNever?: boolean): number
  /** A new code column, drawn at arrival: position of one of the shares (which are brought to a sum of 1). */
  choiceColumn(shares: readonly number[], where: string): number
  /** A new code column with the position of a class, worked out at arrival. */
  classColumn(classes: Cases<string>, where: string): number
  /** Code column of an attribute with labels; `class`: the class at arrival. */
  codeColumn(attribute: string, where: string): number
  /** Position of a label of such an attribute. */
  codeOf(attribute: string, label: string, where: string): number
  /** A redraw list: these duration columns (and, for attributes, everything that is worked out from them) are drawn anew. */
  redrawColumns(columns: readonly number[]): number
  /** The same for attributes by name. */
  redrawAttributes(attributes: readonly string[], where: string): number
  /** `stepOf`: position of the step with this name in the machine's program, where the document's streams name an entry. */
  build(stepOf: (name: string) => number): PopulationPlan
}
