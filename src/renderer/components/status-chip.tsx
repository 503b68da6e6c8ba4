import type { JobStatus } from '../../shared/run.ts'
import { shellText } from '../text/shell.ts'
import styles from './status-chip.module.css'

const tones: Record<JobStatus, 'active' | 'quiet' | 'good' | 'attention' | 'bad'> = {
  queued: 'quiet',
  starting: 'active',
  running: 'active',
  paused: 'attention',
  finished: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  interrupted: 'attention',
}

/** The state of a job as a word on its colour. */
export function StatusChip({ status }: { status: JobStatus }) {
  return <span className={`${styles.chip} ${styles[tones[status]]}`}>{shellText.status[status]}</span>
}
