import { acuityLevels } from '../../shared/scenario.ts'
import { cellColumn, columnTotals, type Measure, type OutcomeTable, sumOf } from '../evaluation/outcome-table.ts'

/** Fewer patients than this in all replications together tell too little about a group or a cell to be shown. */
export const smallestCell = 30

/**
 * Over what patients of equal need are compared.
 * - `groups`: those with at least 30 patients (all that have any, where fewer than two have 30).
 * - `acuities`: the levels at which each of these groups has at least 30 patients.
 * - `sound`: false where that had to be relaxed (levels with at least one patient of each group; with none in common, plain
 *   waits); no verdict may then be given.
 */
export interface EqualNeedBasis {
  readonly groups: readonly number[]
  readonly acuities: readonly number[]
  readonly sound: boolean
}

/**
 * Depends on who arrives only, never on the policy: policies that met the same patients are compared over the same levels.
 */
export function equalNeedBasis(table: OutcomeTable): EqualNeedBasis {
  const totals = columnTotals(table)
  const everyGroup = Array.from({ length: table.groups }, (_, group) => group)
  const withPatients = (minimum: number) =>
    everyGroup.filter((group) => sumOf(totals, table.groups, 'patients', group) >= minimum)
  const large = withPatients(smallestCell)
  const groups = large.length >= 2 ? large : withPatients(1)
  const levels = (minimum: number) =>
    Array.from({ length: acuityLevels }, (_, acuity) => acuity).filter((acuity) =>
      groups.every((group) => totals[cellColumn(table.groups, 'patients', group, acuity)]! >= minimum),
    )
  const common = levels(smallestCell)
  return {
    groups,
    acuities: common.length > 0 ? common : levels(1),
    sound: large.length >= 2 && common.length > 0,
  }
}

/**
 * A group's mean wait in minutes after direct standardisation: its mean at each true acuity, weighted by the pooled mix of all
 * compared groups over the levels of the basis. Two groups that are treated alike at equal need get equal values, however
 * much their needs differ. NaN where the group has no patient at some level.
 */
export function equalNeedWait(totals: Float64Array, groups: number, basis: EqualNeedBasis, group: number): number {
  if (basis.acuities.length === 0) return sumOf(totals, groups, 'waitMinutes', group) / sumOf(totals, groups, 'patients', group)
  let weighted = 0
  let pooled = 0
  for (const acuity of basis.acuities) {
    let weight = 0
    for (const other of basis.groups) weight += totals[cellColumn(groups, 'patients', other, acuity)]!
    const patients = totals[cellColumn(groups, 'patients', group, acuity)]!
    weighted += (weight * totals[cellColumn(groups, 'waitMinutes', group, acuity)]!) / patients
    pooled += weight
  }
  return weighted / pooled
}

/**
 * The equal-need gap: largest minus smallest equal-need wait, in minutes. The largest of several noisy means is too large on
 * average and the smallest too small, so the gap is biased upward where groups are close; verdicts therefore rest on pairs.
 */
export function equalNeedGap(totals: Float64Array, groups: number, basis: EqualNeedBasis): number {
  const waits = basis.groups.map((group) => equalNeedWait(totals, groups, basis, group))
  return Math.max(...waits) - Math.min(...waits)
}

/**
 * What a patient of the group costs beyond the mean of all compared groups at the same true acuity (indirect standardisation, as in what agents
 * with a fairness weight are trained on). It gives little weight to levels of which a group has few patients, whose costs are large and rare.
 */
export function excessCost(totals: Float64Array, groups: number, basis: EqualNeedBasis, group: number): number {
  const at = (measure: Measure, one: number, acuity: number) => totals[cellColumn(groups, measure, one, acuity)]!
  let excess = 0
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    let [patients, cost] = [0, 0]
    for (const other of basis.groups) {
      patients += at('patients', other, acuity)
      cost += at('cost', other, acuity)
    }
    if (patients > 0) excess += at('cost', group, acuity) - (at('patients', group, acuity) * cost) / patients
  }
  return excess / sumOf(totals, groups, 'patients', group)
}

/** Largest minus smallest excess cost; biased upward like every gap. */
export function excessCostGap(totals: Float64Array, groups: number, basis: EqualNeedBasis): number {
  const excess = basis.groups.map((group) => excessCost(totals, groups, basis, group))
  return Math.max(...excess) - Math.min(...excess)
}
