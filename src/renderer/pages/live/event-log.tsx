import type { LiveFrame } from '../../../shared/live.ts'
import { Card } from '../../components/card.tsx'
import { GroupShapeIcon } from '../../components/group-mark.tsx'
import { liveText } from '../../text/live.ts'
import { clockTime } from './clock-time.ts'
import styles from './live.module.css'

interface EventLogProps {
  frame: LiveFrame
  groups: readonly { id: string; label: string }[]
}

/** The latest happenings, newest first. */
export function EventLog({ frame, groups }: EventLogProps) {
  return (
    <Card title={liveText.events} className={styles.log}>
      {frame.events.length === 0 && <p className={styles.note}>{liveText.noEvents}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <ol tabIndex={0} aria-label={liveText.events}>
        {frame.events.map((event) => {
          const index = groups.findIndex((group) => group.id === event.groupId)
          return (
            <li key={`${event.patient} ${event.kind} ${event.minutes}`}>
              <time>{clockTime(event.minutes)}</time>
              <GroupShapeIcon index={index} size={10} />
              <span>{liveText.eventLine(groups[index]?.label ?? event.groupId, event.acuity, liveText.event[event.kind])}</span>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
