import { type AccessPart, ofEachAccessPart } from '../../shared/evaluation.ts'
import { acuityLevels } from '../../shared/scenario.ts'
import {
  cellColumn,
  columnTotals,
  decisionsColumn,
  type Measure,
  type OutcomeTable,
  sumOf,
  waitP90Column,
} from '../evaluation/outcome-table.ts'
import { type Jackknifed, jackknife } from '../statistics/jackknife.ts'
import { type ClassStatistics, classStatistics, type Statistic } from './class-statistics.ts'
import {
  type EqualNeedBasis,
  equalNeedBasis,
  equalNeedGap,
  equalNeedWait,
  excessCost,
  excessCostGap,
  smallestCell,
} from './gap.ts'

interface CellStatistics {
  readonly patientsPerReplication: number
  /** Null in cells with fewer than 30 patients. `onTarget` also where nobody could be judged. */
  readonly waitMinutes: Jackknifed | null
  readonly onTarget: Jackknifed | null
  readonly leftUnseen: Jackknifed | null
}

/** Shares of visits that fail any limit of access (ECAT), and each. */
type AccessStatistics = Readonly<Record<AccessPart, Jackknifed>>

interface GroupStatistics {
  /** Position in the scenario's groups. */
  readonly group: number
  readonly patientsPerReplication: number
  readonly waitMinutes: Jackknifed
  readonly equalNeedWaitMinutes: Jackknifed
  readonly needWeightedWait: Jackknifed
  readonly needWeightedExcess: Jackknifed
  readonly onTarget: Jackknifed
  readonly leftUnseen: Jackknifed
  readonly access: AccessStatistics
  readonly byAcuity: readonly CellStatistics[]
}

/** Everything that is said about one policy, with a pseudo-value per replication: ready to be paired with another policy's. */
export interface PolicyStatistics {
  readonly basis: EqualNeedBasis
  readonly patientsPerReplication: number
  readonly needWeightedWait: Jackknifed
  readonly waitMinutes: Jackknifed
  readonly waitMinutesP90: Jackknifed
  readonly onTarget: Jackknifed
  readonly leftUnseen: Jackknifed
  readonly access: AccessStatistics
  readonly equalNeedGapMinutes: Jackknifed
  /** Largest minus smallest excess of the groups' need-weighted wait at equal need. */
  readonly needWeightedGap: Jackknifed
  /** The part of each true acuity in the need-weighted wait: they add up to it. */
  readonly needWeightedByAcuity: readonly Jackknifed[]
  /** Share of decisions in which the policy served somebody else than the reference rule would have; null where none was asked. */
  readonly otherwise: Jackknifed | null
  readonly groups: readonly GroupStatistics[]
  /** By group and assigned acuity, groups as in `groups`. */
  readonly classes: readonly ClassStatistics[]
}

/** Throws where no patient arrived in the measured time of any replication. */
export function policyStatistics(table: OutcomeTable): PolicyStatistics {
  const { groups, replications } = table
  const totals = columnTotals(table)
  if (sumOf(totals, groups, 'patients') === 0)
    throw new Error(
      'No patient arrived after the warm-up in any replication, so there is nothing to measure. Raise the arrivals or the days of a run.',
    )
  const basis = equalNeedBasis(table)
  const statistics: Statistic[] = []
  const ask = (statistic: Statistic) => statistics.push(statistic) - 1
  const ratio = (numerator: Measure, denominator: Measure, group: number | 'all') =>
    ask((sums) => {
      const below = sumOf(sums, groups, denominator, group)
      // Nobody judged: nobody is known to have been seen on target, or to have failed.
      return below === 0 ? 0 : sumOf(sums, groups, numerator, group) / below
    })
  const cellRatio = (numerator: Measure, denominator: Measure, group: number, acuity: number) => {
    if (totals[cellColumn(groups, 'patients', group, acuity)]! < smallestCell) return null
    const [above, below] = [cellColumn(groups, numerator, group, acuity), cellColumn(groups, denominator, group, acuity)]
    return totals[below] === 0 ? null : ask((sums) => sums[above]! / sums[below]!)
  }
  const access = (group: number | 'all') =>
    ofEachAccessPart((part) => ratio(part === 'failed' ? 'accessFailed' : part, 'accessJudged', group))
  const p90 = waitP90Column(groups)
  const overall = {
    needWeightedWait: ratio('cost', 'patients', 'all'),
    waitMinutes: ratio('waitMinutes', 'patients', 'all'),
    waitMinutesP90: ask((sums) => sums[p90]! / sums[p90 + 1]!),
    onTarget: ratio('onTarget', 'judged', 'all'),
    leftUnseen: ratio('leftUnseen', 'patients', 'all'),
    access: access('all'),
    equalNeedGapMinutes: ask((sums) => equalNeedGap(sums, groups, basis)),
    needWeightedGap: ask((sums) => excessCostGap(sums, groups, basis)),
    needWeightedByAcuity: Array.from({ length: acuityLevels }, (_, acuity) =>
      ask((sums) => costAt(sums, groups, acuity) / sumOf(sums, groups, 'patients')),
    ),
  }
  const classes = classStatistics(totals, groups, basis.groups, ask, replications)
  const decisions = decisionsColumn(groups)
  const otherwise = totals[decisions] === 0 ? null : ask((sums) => classes.movedUp(sums) / sums[decisions]!)
  const byGroup = basis.groups.map((group) => ({
    group,
    waitMinutes: ratio('waitMinutes', 'patients', group),
    equalNeedWaitMinutes: ask((sums) => equalNeedWait(sums, groups, basis, group)),
    needWeightedWait: ratio('cost', 'patients', group),
    needWeightedExcess: ask((sums) => excessCost(sums, groups, basis, group)),
    onTarget: ratio('onTarget', 'judged', group),
    leftUnseen: ratio('leftUnseen', 'patients', group),
    access: access(group),
    byAcuity: Array.from({ length: acuityLevels }, (_, acuity) => ({
      patients: totals[cellColumn(groups, 'patients', group, acuity)]!,
      waitMinutes: cellRatio('waitMinutes', 'patients', group, acuity),
      onTarget: cellRatio('onTarget', 'judged', group, acuity),
      leftUnseen: cellRatio('leftUnseen', 'patients', group, acuity),
    })),
  }))
  const results = jackknife(table.rows, table.columns, statistics.length, (sums, into) => {
    for (let index = 0; index < statistics.length; index++) into[index] = statistics[index]!(sums)
  })
  const at = (index: number): Jackknifed => results[index]!
  const accessAt = (asked: ReturnType<typeof access>): AccessStatistics => ofEachAccessPart((part) => at(asked[part]))
  const atCell = (index: number | null): Jackknifed | null => (index === null ? null : at(index))
  return {
    basis,
    patientsPerReplication: sumOf(totals, groups, 'patients') / replications,
    needWeightedWait: at(overall.needWeightedWait),
    waitMinutes: at(overall.waitMinutes),
    waitMinutesP90: at(overall.waitMinutesP90),
    onTarget: at(overall.onTarget),
    leftUnseen: at(overall.leftUnseen),
    access: accessAt(overall.access),
    equalNeedGapMinutes: at(overall.equalNeedGapMinutes),
    needWeightedGap: at(overall.needWeightedGap),
    needWeightedByAcuity: overall.needWeightedByAcuity.map(at),
    otherwise: atCell(otherwise),
    classes: classes.from(atCell),
    groups: byGroup.map((outcome) => ({
      group: outcome.group,
      patientsPerReplication: sumOf(totals, groups, 'patients', outcome.group) / replications,
      waitMinutes: at(outcome.waitMinutes),
      equalNeedWaitMinutes: at(outcome.equalNeedWaitMinutes),
      needWeightedWait: at(outcome.needWeightedWait),
      needWeightedExcess: at(outcome.needWeightedExcess),
      onTarget: at(outcome.onTarget),
      leftUnseen: at(outcome.leftUnseen),
      access: accessAt(outcome.access),
      byAcuity: outcome.byAcuity.map((cell) => ({
        patientsPerReplication: cell.patients / replications,
        waitMinutes: atCell(cell.waitMinutes),
        onTarget: atCell(cell.onTarget),
        leftUnseen: atCell(cell.leftUnseen),
      })),
    })),
  }
}

/** Cost of all groups at one true acuity. */
function costAt(sums: Float64Array, groups: number, acuity: number): number {
  let cost = 0
  for (let group = 0; group < groups; group++) cost += sums[cellColumn(groups, 'cost', group, acuity)]!
  return cost
}
