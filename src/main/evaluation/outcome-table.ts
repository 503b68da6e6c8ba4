import { acuityLevels } from '../../shared/scenario.ts'
import { hoursPerDay } from '../../shared/time.ts'

/**
 * What is summed for each group and true acuity at arrival. `judged` counts those of whom it is known whether care began on
 * target: all but patients who still wait at the end of the window and whose target is not yet over. `accessJudged` counts visits
 * that have ended or have failed a limit of access already; the others count visits that failed any limit, or one of them.
 */
const measures = [
  'patients',
  'waitMinutes',
  'judged',
  'onTarget',
  'leftUnseen',
  'cost',
  'accessJudged',
  'accessFailed',
  'lateSpace',
  'longBoarding',
  'longStay',
] as const
export type Measure = (typeof measures)[number]

/**
 * What is summed for each class (group x acuity as assigned at arrival): patients and their waits, and how a policy decided while somebody
 * of the class waited. `movedUp`: it served the class where the reference rule would have served another one; `movedDown`: the
 * other way round. The last three are 0 where no reference was asked.
 */
const classMeasures = ['patients', 'waitMinutes', 'decisions', 'movedUp', 'movedDown'] as const
export type ClassMeasure = (typeof classMeasures)[number]

/**
 * Sums over the patients of each replication, one flat row per replication, so that any ratio of sums can be taken over all
 * replications or all but one. A row holds, in this order: measures x groups x acuities; patients and waiting minutes by
 * clock hour of arrival; the 90th percentile of the wait and 1, or 0 and 0 where nobody arrived; class measures x groups x assigned
 * acuities; decisions at which a reference rule was asked.
 */
export interface OutcomeTable {
  readonly groups: number
  readonly replications: number
  readonly columns: number
  /** replications x columns. Minutes and counts. */
  readonly rows: Float64Array
}

/** An empty table. */
export function createOutcomeTable(groups: number, replications: number): OutcomeTable {
  const columns = decisionsColumn(groups) + 1
  return { groups, replications, columns, rows: new Float64Array(replications * columns) }
}

/** Column of a measure for a group and a true acuity (0 is the most urgent). */
export function cellColumn(groups: number, measure: Measure, group: number, acuity: number): number {
  return (measures.indexOf(measure) * groups + group) * acuityLevels + acuity
}

/** Column of the patients who arrived in a clock hour; their waiting minutes stand `hoursPerDay` columns further. */
export function hourColumn(groups: number, hour: number): number {
  return measures.length * groups * acuityLevels + hour
}

/** Column of the 90th percentile of the wait; whether there is one stands in the next. */
export function waitP90Column(groups: number): number {
  return measures.length * groups * acuityLevels + 2 * hoursPerDay
}

/** Column of a class measure; a class is `group * 5 + assigned acuity`. */
export function classColumn(groups: number, measure: ClassMeasure, classIndex: number): number {
  return waitP90Column(groups) + 2 + classMeasures.indexOf(measure) * groups * acuityLevels + classIndex
}

/** Column of all decisions between several classes at which a reference rule was asked. */
export function decisionsColumn(groups: number): number {
  return waitP90Column(groups) + 2 + classMeasures.length * groups * acuityLevels
}

/** Sums over all replications. */
export function columnTotals(table: OutcomeTable): Float64Array {
  const totals = new Float64Array(table.columns)
  table.rows.forEach((value, index) => {
    totals[index % table.columns]! += value
  })
  return totals
}

/** A measure summed over acuities: of one group, or of all. */
export function sumOf(totals: Float64Array, groups: number, measure: Measure, group: number | 'all' = 'all'): number {
  const first = cellColumn(groups, measure, group === 'all' ? 0 : group, 0)
  const count = group === 'all' ? groups * acuityLevels : acuityLevels
  let sum = 0
  for (let column = first; column < first + count; column++) sum += totals[column]!
  return sum
}
