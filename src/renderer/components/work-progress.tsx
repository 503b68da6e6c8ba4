import { remainingTime } from '../shell/remaining-time.ts'
import { shellText } from '../text/shell.ts'
import type { WorkProgress as Progressed } from '../work.ts'
import { Progress } from './progress.tsx'
import styles from './work-progress.module.css'

interface WorkProgressProps {
  label: string
  progress: Progressed
  /** Shown until the work says what it does. */
  starting: string
}

/** A bar with what is being done and how long it will take. */
export function WorkProgress({ label, progress, starting }: WorkProgressProps) {
  const { fraction, detail, remainingSeconds } = progress
  return (
    <div className={styles.work}>
      <Progress label={label} fraction={fraction} />
      <p className={styles.line}>
        <span>{detail || starting}</span>
        <span className={styles.remaining}>
          {remainingSeconds === null ? '' : shellText.remaining(remainingTime(remainingSeconds))}
        </span>
      </p>
    </div>
  )
}
