import type { CalibrationResult } from '../../../shared/calibration.ts'
import { Card } from '../../components/card.tsx'
import { Table } from '../../components/table.tsx'
import { Tag } from '../../components/tag.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './fit-result.module.css'

/** What visits cannot tell, and why; each marked with the hospital it comes from. */
export function FromBase({ numbers, base }: { numbers: CalibrationResult['fromBase']; base: string }) {
  return (
    <Card title={visitsText.fromBase(base)} note={visitsText.fromBaseNote}>
      <Table
        caption={visitsText.fromBase(base)}
        maximumHeight="36rem"
        rows={numbers}
        rowKey={({ path }) => path}
        columns={[
          {
            id: 'label',
            heading: visitsText.number,
            rowHeading: true,
            cell: ({ label }) => (
              <span className={styles.stacked}>
                {label}
                <span>
                  <Tag>{visitsText.from(base)}</Tag>
                </span>
              </span>
            ),
          },
          { id: 'why', heading: visitsText.why, cell: ({ reason }) => <span className={styles.reason}>{reason}</span> },
        ]}
      />
    </Card>
  )
}
