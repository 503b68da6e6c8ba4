import type { Comparison, Estimate, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { Card } from '../../components/card.tsx'
import { EstimateCell } from '../../components/estimate-cell.tsx'
import { Table, type TableColumn } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import { GroupName } from './group-name.tsx'
import { baselineOf, effectOf } from './outcome-view.ts'
import styles from './results.module.css'

interface BurdenProps {
  result: EvaluationResult
  shown: PolicyOutcome
  comparison: Comparison
}

type GroupDifference = NonNullable<Comparison['needWeightedByGroup']>[number]

/** Need-weighted wait by group against today's rule (and the agent without a fairness weight), and by true need. */
export function Burden({ result, shown, comparison }: BurdenProps) {
  const byGroup = comparison.needWeightedByGroup
  const byAcuity = comparison.needWeightedByAcuity
  if (!byGroup || !byAcuity) return null
  const baseline = baselineOf(result)
  const unweighted = result.fairnessComparisons?.find(({ policy }) => policy === shown.policy)?.needWeightedByGroup
  const against = (id: string, heading: string, differences: readonly GroupDifference[]): TableColumn<GroupDifference> => ({
    id,
    heading: <span className={styles.heading}>{heading}</span>,
    numeric: true,
    cell: ({ groupId }) => {
      const estimate = differences.find((one) => one.groupId === groupId)?.difference
      return (
        <>
          <Amount estimate={estimate} signed />
          {estimate !== undefined && ` · ${resultsText[effectOf(estimate)]}`}
        </>
      )
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
              cell: ({ groupId }) => <GroupName result={result} groupId={groupId} />,
            },
            against('today', resultsText.against(baseline?.label ?? result.baseline), byGroup),
            ...(unweighted ? [against('unweighted', resultsText.againstUnweighted, unweighted)] : []),
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
            {
              id: 'today',
              heading: baseline?.label ?? result.baseline,
              numeric: true,
              cell: ({ today }) => <Amount estimate={today} />,
            },
            { id: 'here', heading: shown.label, numeric: true, cell: ({ here }) => <Amount estimate={here} /> },
            {
              id: 'change',
              heading: resultsText.costChange,
              numeric: true,
              cell: ({ change }) => <Amount estimate={change} signed />,
            },
          ]}
        />
      </Card>
    </div>
  )
}

function Amount({ estimate, signed = false }: { estimate: Estimate | undefined; signed?: boolean }) {
  return estimate === undefined ? '–' : <EstimateCell estimate={estimate} unit="weighted" digits={1} signed={signed} />
}
