import { type ReactNode, useEffect } from 'react'
import styles from './page.module.css'

interface PageProps {
  title: string
  /** Beside the title: version, state. */
  subtitle?: ReactNode
  /** The main action and its companions, on the right; the main one last. */
  actions?: ReactNode
  /** Choices that steer the page, in the title bar between title and actions. */
  controls?: ReactNode
  children: ReactNode
}

/** A page: title bar on top, content under it. */
export function Page({ title, subtitle, actions, controls, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Fairward`
  }, [title])
  return (
    <>
      <header className={styles.bar}>
        <div className={styles.heading}>
          <h1 id="page-title" tabIndex={-1}>
            {title}
          </h1>
          {subtitle !== undefined && <span className={styles.subtitle}>{subtitle}</span>}
        </div>
        {controls !== undefined && <div className={styles.controls}>{controls}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.content}>{children}</div>
    </>
  )
}
