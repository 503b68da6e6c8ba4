import { formatDuration, formatQuantity } from '../../../shared/format.ts'
import type { LiveFrame } from '../../../shared/live.ts'
import { Card } from '../../components/card.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { groupColor } from '../../group-colors.ts'
import { liveText } from '../../text/live.ts'
import styles from './now-panel.module.css'

interface NowPanelProps {
  frame: LiveFrame
  groups: readonly { id: string; label: string }[]
}

/** The state of the department in numbers: who waits, how long, and how groups fare so far. */
export function NowPanel({ frame, groups }: NowPanelProps) {
  const longest = Math.max(...frame.groups.map((group) => group.waitMinutes ?? 0), 1)
  const label = (id: string) => groups.find((known) => known.id === id)?.label ?? id
  return (
    <>
      <Card>
        <dl className={styles.figures}>
          <Figure term={liveText.waitingNow} value={String(frame.waiting)} large />
          <Figure term={liveText.longestWait} value={formatDuration(frame.longestWaitMinutes)} large />
          <Figure term={liveText.careTaken} value={liveText.ofMany(frame.careSpacesOccupied, frame.careSpaces)} />
          <Figure term={liveText.clinicians} value={liveText.ofMany(frame.cliniciansBusy, frame.cliniciansOnDuty)} />
        </dl>
      </Card>
      <Card title={liveText.byGroup}>
        <ul className={styles.groups}>
          {frame.groups.map((group, index) => (
            <li key={group.groupId}>
              <span className={styles.name}>
                <GroupMark index={index} label={label(group.groupId)} />
              </span>
              <strong>
                {group.waitMinutes === null ? liveText.nobodyYet : formatQuantity(group.waitMinutes, 'minutes', { digits: 0 })}
              </strong>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={styles.bar}
                  style={{ width: `${((group.waitMinutes ?? 0) / longest) * 100}%`, background: groupColor(index) }}
                />
              </span>
              <span className={styles.counts}>{liveText.groupCounts(group.arrived, group.waiting, group.leftUnseen)}</span>
            </li>
          ))}
        </ul>
        <div className={styles.gap}>
          <p className={styles.line}>
            <span>{liveText.gap}</span>
            {frame.equalNeedGapMinutes === null ? (
              <span className={styles.note}>{liveText.gapTooEarly}</span>
            ) : (
              <strong>{formatQuantity(frame.equalNeedGapMinutes, 'minutes', { digits: 1 })}</strong>
            )}
          </p>
          <p className={styles.counts}>{liveText.gapNote}</p>
        </div>
      </Card>
    </>
  )
}

function Figure({ term, value, large = false }: { term: string; value: string; large?: boolean }) {
  return (
    <div>
      <dt className={styles.note}>{term}</dt>
      <dd className={large ? styles.large : styles.value}>{value}</dd>
    </div>
  )
}
