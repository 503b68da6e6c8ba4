import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Activity } from '../../shared/contract.ts'
import { isActive } from '../../shared/run.ts'
import { Icon } from '../components/icon.tsx'
import { Progress } from '../components/progress.tsx'
import { useActivity } from '../queries.ts'
import { shellText } from '../text/shell.ts'
import styles from './activity-strip.module.css'
import { remainingTime } from './remaining-time.ts'

/** The bottom line of the window: what runs at the moment; opens to one line a job. */
export function ActivityStrip() {
  // A simulation that has ended has shown its result where it was asked for.
  const jobs = useActivity().filter((job) => job.kind !== 'simulation' || isActive(job.status))
  const [isOpen, setOpen] = useState(false)
  const working = jobs.filter((job) => job.status === 'running' || job.status === 'starting')
  const queued = jobs.filter((job) => job.status === 'queued')
  const shown = working[0] ?? queued[0]

  return (
    <footer className={styles.strip}>
      {isOpen && jobs.length > 0 && (
        <section className={styles.list} aria-label={shellText.activityTitle}>
          <ul>
            {jobs.map((job) => (
              <li key={job.id} className={styles.job}>
                <JobLine job={job} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <AriaButton
        className={styles.bar ?? ''}
        isDisabled={jobs.length === 0}
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        <span className={styles.summary}>{summary(working.length, queued.length)}</span>
        {shown !== undefined && !isOpen && <JobLine job={shown} />}
        {jobs.length > 0 && <Icon name={isOpen ? 'down' : 'up'} size={14} />}
      </AriaButton>
    </footer>
  )
}

function JobLine({ job }: { job: Activity }) {
  return (
    <span className={styles.line}>
      <span className={styles.title}>{job.title}</span>
      <span>
        <Progress label={job.title} fraction={job.progress} idle={!isActive(job.status)} />
      </span>
      <span className={styles.detail}>
        {isActive(job.status) ? job.detail || shellText.status[job.status] : shellText.status[job.status]}
        {job.remainingSeconds !== null &&
          isActive(job.status) &&
          ` · ${shellText.remaining(remainingTime(job.remainingSeconds))}`}
      </span>
    </span>
  )
}

function summary(working: number, queued: number): string {
  if (working === 0 && queued === 0) return shellText.activityIdle
  return queued === 0 ? shellText.running(working) : `${shellText.running(working)}, ${shellText.waiting(queued)}`
}
