import { formatDuration, formatQuantity } from '../../../shared/format.ts'
import type { LiveFrame } from '../../../shared/live.ts'
import { Card } from '../../components/card.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { Table } from '../../components/table.tsx'
import { groupColor } from '../../group-colors.ts'
import { liveText } from '../../text/live.ts'
import styles from './live.module.css'

interface NowPanelProps {
  frame: LiveFrame
  groups: readonly { id: string; label: string }[]
}

/** The state of the department in numbers: who waits, how long, and how groups fare so far. */
export function NowPanel({ frame, groups }: NowPanelProps) {
  const longest = Math.max(...frame.groups.map((group) => group.waitMinutes ?? 0), 1)
  const rows = frame.groups.map((group, index) => ({
    ...group,
    index,
    label: groups.find((known) => known.id === group.groupId)?.label ?? group.groupId,
  }))
  return (
    <>
      <Card className={styles.figures}>
        <dl>
          <Figure term={liveText.waitingNow} value={String(frame.waiting)} large />
          <Figure term={liveText.longestWait} value={formatDuration(frame.longestWaitMinutes)} large />
          <Figure term={liveText.careTaken} value={liveText.ofMany(frame.careSpacesOccupied, frame.careSpaces)} />
          <Figure term={liveText.clinicians} value={liveText.ofMany(frame.cliniciansBusy, frame.cliniciansOnDuty)} />
        </dl>
      </Card>
      <Card title={liveText.byGroup}>
        <Table
          caption={liveText.byGroup}
          columns={[
            {
              id: 'group',
              heading: liveText.group,
              cell: (row) => <GroupMark index={row.index} label={row.label} />,
              rowHeading: true,
            },
            { id: 'arrived', heading: liveText.arrived, cell: (row) => row.arrived, numeric: true },
            {
              id: 'wait',
              heading: liveText.meanWait,
              numeric: true,
              cell: (row) => (
                <span className={styles.wait}>
                  <span
                    className={styles.bar}
                    style={{ width: `${((row.waitMinutes ?? 0) / longest) * 100}%`, background: groupColor(row.index) }}
                  />
                  {row.waitMinutes === null ? liveText.nobodyYet : formatQuantity(row.waitMinutes, 'minutes', { digits: 0 })}
                </span>
              ),
            },
            { id: 'left', heading: liveText.leftUnseen, cell: (row) => row.leftUnseen, numeric: true },
          ]}
          rows={rows}
          rowKey={(row) => row.groupId}
        />
        <div className={styles.gap}>
          <span className={styles.term}>{liveText.gap}</span>
          {frame.equalNeedGapMinutes === null ? (
            <span className={styles.note}>{liveText.gapTooEarly}</span>
          ) : (
            <strong>{formatQuantity(frame.equalNeedGapMinutes, 'minutes', { digits: 1 })}</strong>
          )}
          <p className={styles.note}>{liveText.gapNote}</p>
        </div>
      </Card>
    </>
  )
}

function Figure({ term, value, large = false }: { term: string; value: string; large?: boolean }) {
  return (
    <div>
      <dt className={styles.term}>{term}</dt>
      <dd className={large ? styles.large : styles.value}>{value}</dd>
    </div>
  )
}
