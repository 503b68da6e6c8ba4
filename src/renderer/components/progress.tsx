import { ProgressBar } from 'react-aria-components'
import styles from './progress.module.css'

interface ProgressProps {
  label: string
  /** 0 to 1; null: under way, nobody knows how far. */
  fraction: number | null
  /** Not going on at the moment. */
  idle?: boolean
}

export function Progress({ label, fraction, idle = false }: ProgressProps) {
  return (
    <ProgressBar
      aria-label={label}
      {...(fraction === null ? { isIndeterminate: true } : { value: fraction * 100 })}
      className={styles.bar ?? ''}
    >
      {({ percentage }) => (
        <span className={styles.track}>
          <span className={`${styles.fill} ${idle ? styles.idle : ''}`} style={{ width: `${percentage ?? 100}%` }} />
        </span>
      )}
    </ProgressBar>
  )
}
