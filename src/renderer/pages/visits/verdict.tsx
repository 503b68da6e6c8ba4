import { Icon } from '../../components/icon.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './fit-result.module.css'

/** Whether an observed number fits, as icon and word. */
export function Verdict({ fits }: { fits: boolean }) {
  return (
    <span className={fits ? styles.verdict : styles.verdictNot}>
      <Icon name={fits ? 'check' : 'close'} size={14} />
      {fits ? visitsText.fits : visitsText.fitsNot}
    </span>
  )
}
