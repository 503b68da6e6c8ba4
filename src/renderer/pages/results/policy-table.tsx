import type { EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { Card } from '../../components/card.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { Table } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'

/** Every policy with every headline measure; today's rule is marked. */
export function PolicyTable({ result, shown }: { result: EvaluationResult; shown: PolicyOutcome }) {
  const column = (id: string, heading: string, cell: (row: PolicyOutcome) => React.ReactNode) => ({
    id,
    heading,
    cell,
    numeric: true,
  })
  const sorted = [...result.policies].sort((a, b) => a.needWeightedWait.mean - b.needWeightedWait.mean)
  return (
    <Card title={resultsText.tableTitle}>
      <Table
        caption={resultsText.tableTitle}
        rows={sorted}
        rowKey={(row) => row.policy}
        isMarked={(row) => row === shown}
        columns={[
          {
            id: 'policy',
            heading: resultsText.policy,
            rowHeading: true,
            cell: (row) => (
              <>
                {row.label}
                {row.policy === result.baseline && <span className={styles.tag}>{resultsText.today}</span>}
              </>
            ),
          },
          column('need', resultsText.needWeighted, (row) => <Estimate value={row.needWeightedWait} unit="minutes" digits={0} />),
          column('gap', resultsText.gap, (row) => <Estimate value={row.equalNeedGapMinutes} unit="minutes" digits={1} />),
          column('wait', resultsText.wait, (row) => <Estimate value={row.waitMinutes} unit="minutes" digits={1} />),
          column('p90', resultsText.waitP90, (row) => <Estimate value={row.waitMinutesP90} unit="minutes" digits={0} />),
          column('target', resultsText.onTarget, (row) => <Estimate value={row.onTarget} unit="percent" digits={1} />),
          column('left', resultsText.leftUnseen, (row) => <Estimate value={row.leftUnseen} unit="percent" digits={1} />),
          column('verdict', resultsText.verdictColumn, (row) => resultsText.verdict[row.verdict.verdict]),
        ]}
      />
    </Card>
  )
}
