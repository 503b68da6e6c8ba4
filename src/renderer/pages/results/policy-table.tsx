import type { EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { Card } from '../../components/card.tsx'
import { EstimateCell } from '../../components/estimate-cell.tsx'
import { Table } from '../../components/table.tsx'
import { Tag } from '../../components/tag.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'
import { UnitHeading } from './unit-heading.tsx'

interface Measure {
  id: 'needWeightedWait' | 'equalNeedGapMinutes' | 'waitMinutes' | 'waitMinutesP90' | 'onTarget' | 'leftUnseen'
  heading: string
  unit: keyof typeof resultsText.unit
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
            heading: <UnitHeading words={heading} unit={unit} />,
            numeric: true,
            cell: (row: PolicyOutcome) => <EstimateCell estimate={row[id]} unit={unit} digits={digits} stacks />,
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
