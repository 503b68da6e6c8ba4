import type { Comparison, Estimate, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Table } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import { GroupName } from './group-name.tsx'
import { baselineOf } from './outcome-view.ts'
import styles from './results.module.css'

interface DecisionTableProps {
  result: EvaluationResult
  shown: PolicyOutcome
  comparison: Comparison
}

/** Whom the shown policy serves earlier and later than today's rule would, and what that does to their waits. */
export function DecisionTable({ result, shown, comparison }: DecisionTableProps) {
  const { decisions } = comparison
  if (!decisions) return null
  const baseline = baselineOf(result)?.label ?? result.baseline
  const share = (estimate: Estimate | null) => (estimate === null ? '–' : formatEstimate(estimate, 'percent', { digits: 1 }))
  const rows = decisions.byClass.filter(({ movedUp, waitMinutes }) => movedUp !== null || waitMinutes !== null)
  return (
    <Card
      title={resultsText.decisionsTitle(shown.label)}
      note={resultsText.decisionsNote(formatEstimate(decisions.otherwise, 'percent', { digits: 1 }), baseline)}
    >
      {shown.tunedIndex && (
        <ul className={styles.limits} aria-label={resultsText.indexTitle}>
          {shown.tunedIndex.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Table
        caption={resultsText.decisionsTitle(shown.label)}
        rows={rows}
        rowKey={({ groupId, acuity }) => `${groupId} ${acuity}`}
        columns={[
          {
            id: 'patients',
            heading: resultsText.patients,
            rowHeading: true,
            cell: ({ groupId, acuity }) => <GroupName result={result} groupId={groupId} level={acuity} />,
          },
          { id: 'up', heading: resultsText.servedEarlier, numeric: true, cell: ({ movedUp }) => share(movedUp) },
          { id: 'down', heading: resultsText.passedOver, numeric: true, cell: ({ movedDown }) => share(movedDown) },
          {
            id: 'wait',
            heading: resultsText.change,
            numeric: true,
            cell: ({ waitMinutes }) =>
              waitMinutes === null ? '–' : formatEstimate(waitMinutes, 'minutes', { signed: true, digits: 1 }),
          },
        ]}
      />
    </Card>
  )
}
