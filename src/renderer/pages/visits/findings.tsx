import type { VisitsSummary } from '../../../shared/calibration.ts'
import { formatNumber } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './fit-result.module.css'

/** Rows that were left out or repaired: how many, what was done, and the first of them. */
export function Findings({ visits }: { visits: VisitsSummary }) {
  return (
    <Card title={visitsText.findings} note={visits.findings.length === 0 ? visitsText.findingsNone : visitsText.findingsNote}>
      {visits.findings.length > 0 && (
        <ul className={styles.findings}>
          {visits.findings.map(({ kind, sentence, examples }) => (
            <li key={kind}>
              <strong>{sentence}</strong>
              <ul className={styles.sentences}>
                {examples.map((example) => (
                  <li key={`${example.row} ${example.column} ${example.sentence}`} className={styles.note}>
                    {visitsText.example(formatNumber(example.row), example.column, example.sentence)}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
