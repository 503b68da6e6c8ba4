import { ProblemBanner } from '../components/problem-banner.tsx'
import { useConnectionState } from '../connection/connection-state.ts'
import { shellText } from '../text/shell.ts'
import styles from './connection-banner.module.css'

/** In sight for as long as the studio cannot be reached. */
export function ConnectionBanner() {
  if (useConnectionState() !== 'lost') return null
  return (
    <div className={styles.banner}>
      <ProblemBanner tone="warning" announce title={shellText.connectionLost}>
        {shellText.connectionLostDetail}
      </ProblemBanner>
    </div>
  )
}
