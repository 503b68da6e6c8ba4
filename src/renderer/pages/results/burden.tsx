import type { Comparison, Estimate, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatInterval, formatNumber } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { Table, type TableColumn } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import { baselineOf, effectOf } from './outcome-view.ts'
import styles from './results.module.css'

interface BurdenProps {
  result: EvaluationResult
  shown: PolicyOutcome
  comparison: Comparison
}

type GroupDifference = NonNullable<Comparison['needWeightedByGroup']>[number]

/** Without the unit, which stands above the table. */
function amount(estimate: Estimate, signed: boolean): string {
  const interval = formatInterval(estimate, 'weighted', { signed, digits: 1 })
  return formatNumber(estimate.mean, { signed, digits: 1 }) + (interval === '' ? '' : ` (${interval})`)
}

/** Need-weighted wait by group against today's rule (and the agent without a fairness weight), and by true need. */
export function Burden({ result, shown, comparison }: BurdenProps) {
  const byGroup = comparison.needWeightedByGroup
  const byAcuity = comparison.needWeightedByAcuity
  if (!byGroup || !byAcuity) return null
  const baseline = baselineOf(result)
  const unweighted = result.fairnessComparisons?.find(({ policy }) => policy === shown.policy)?.needWeightedByGroup
  const indexOf = (groupId: string) => result.groups.findIndex(({ id }) => id === groupId)
  const against = (id: string, heading: string, of: (groupId: string) => Estimate | undefined): TableColumn<GroupDifference> => ({
    id,
    heading: <span className={styles.heading}>{heading}</span>,
    numeric: true,
    cell: ({ groupId }) => {
      const estimate = of(groupId)
      return estimate === undefined ? '–' : `${amount(estimate, true)} · ${resultsText[effectOf(estimate)]}`
    },
  })
  const levels = byAcuity.map((change, index) => ({
    level: String(index + 1),
    today: baseline?.needWeightedByAcuity?.[index],
    here: shown.needWeightedByAcuity?.[index],
    change,
  }))
  const whole = {
    level: resultsText.whole,
    today: baseline?.needWeightedWait,
    here: shown.needWeightedWait,
    change: comparison.needWeightedWait,
  }
  const plain = (estimate: Estimate | undefined) => (estimate === undefined ? '–' : amount(estimate, false))
  return (
    <div className={styles.pair}>
      <Card title={resultsText.burdenTitle} note={resultsText.burdenNote}>
        <Table
          caption={resultsText.burdenTitle}
          rows={byGroup}
          rowKey={({ groupId }) => groupId}
          columns={[
            {
              id: 'group',
              heading: resultsText.group,
              rowHeading: true,
              cell: ({ groupId }) => (
                <GroupMark index={indexOf(groupId)} label={result.groups[indexOf(groupId)]?.label ?? groupId} />
              ),
            },
            against(
              'today',
              resultsText.against(baseline?.label ?? result.baseline),
              (groupId) => byGroup.find((one) => one.groupId === groupId)?.difference,
            ),
            ...(unweighted
              ? [
                  against(
                    'unweighted',
                    resultsText.againstUnweighted,
                    (groupId) => unweighted.find((one) => one.groupId === groupId)?.difference,
                  ),
                ]
              : []),
          ]}
        />
      </Card>
      <Card title={resultsText.costTitle} note={resultsText.costNote}>
        <Table
          caption={resultsText.costTitle}
          rows={[...levels, whole]}
          rowKey={({ level }) => level}
          columns={[
            { id: 'level', heading: resultsText.trueLevel, rowHeading: true, cell: ({ level }) => level },
            { id: 'today', heading: baseline?.label ?? result.baseline, numeric: true, cell: ({ today }) => plain(today) },
            { id: 'here', heading: shown.label, numeric: true, cell: ({ here }) => plain(here) },
            { id: 'change', heading: resultsText.costChange, numeric: true, cell: ({ change }) => amount(change, true) },
          ]}
        />
      </Card>
    </div>
  )
}
