import type { ReactNode } from 'react'
import logo from '../../../resources/icons/fairward.svg'
import { Button } from '../components/button.tsx'
import { shellText } from '../text/shell.ts'
import styles from './failure-page.module.css'

interface FailurePageProps {
  title: string
  /** What is wrong and what to do. */
  children: ReactNode
  /** The data folder it is about. */
  folder?: string
  onRetry?: () => void
}

/** Instead of the studio, where it cannot work: what is wrong, where, and what to do. */
export function FailurePage({ title, children, folder, onRetry }: FailurePageProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src={logo} alt={shellText.product} width={40} height={40} />
        <h1>{title}</h1>
        <p role="alert">{children}</p>
        {folder !== undefined && (
          <dl className={styles.folder}>
            <dt>{shellText.storeFolder}</dt>
            <dd>
              <code>{folder}</code>
            </dd>
            <dd>{shellText.storeUntouched}</dd>
          </dl>
        )}
        {onRetry !== undefined && (
          <div>
            <Button variant="primary" onPress={onRetry}>
              {shellText.tryAgain}
            </Button>
          </div>
        )}
      </div>
    </main>
  )
}
