import type { Estimate, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatInterval, formatNumber, type Unit } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Table } from '../../components/table.tsx'
import { Tag } from '../../components/tag.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'

interface Measure {
  id: 'needWeightedWait' | 'equalNeedGapMinutes' | 'waitMinutes' | 'waitMinutesP90' | 'onTarget' | 'leftUnseen'
  heading: string
  unit: Exclude<Unit, 'points'>
  digits: number
}

const measures: readonly Measure[] = [
  { id: 'needWeightedWait', heading: resultsText.needWeighted, unit: 'weighted', digits: 0 },
  { id: 'equalNeedGapMinutes', heading: resultsText.gap, unit: 'minutes', digits: 1 },
  { id: 'waitMinutes', heading: resultsText.wait, unit: 'minutes', digits: 1 },
  { id: 'waitMinutesP90', heading: resultsText.waitP90, unit: 'minutes', digits: 0 },
  { id: 'onTarget', heading: resultsText.onTarget, unit: 'percent', digits: 1 },
  { id: 'leftUnseen', heading: resultsText.leftUnseen, unit: 'percent', digits: 1 },
]

/** Every policy with every headline measure; today's rule is marked. Units stand in the headings, so that columns stay narrow. */
export function PolicyTable({ result, shown }: { result: EvaluationResult; shown: PolicyOutcome }) {
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
                {row.policy === result.baseline && (
                  <span className={styles.mark}>
                    <Tag>{resultsText.today}</Tag>
                  </span>
                )}
              </>
            ),
          },
          ...measures.map(({ id, heading, unit, digits }) => ({
            id,
            heading: (
              <span className={styles.heading}>
                {heading}, <span className={styles.unit}>{resultsText.unit[unit]}</span>
              </span>
            ),
            numeric: true,
            cell: (row: PolicyOutcome) => <Cell estimate={row[id]} unit={unit} digits={digits} />,
          })),
          {
            id: 'verdict',
            heading: resultsText.verdictColumn,
            cell: (row) => resultsText.verdict[row.verdict.verdict],
          },
        ]}
      />
    </Card>
  )
}

function Cell({ estimate, unit, digits }: { estimate: Estimate; unit: Unit; digits: number }) {
  const interval = formatInterval(estimate, unit, { digits })
  return (
    <span className={styles.cell}>
      <strong>{formatNumber(unit === 'percent' ? estimate.mean * 100 : estimate.mean, { digits })}</strong>
      {interval !== '' && <span className={styles.note}> ({interval})</span>}
    </span>
  )
}
