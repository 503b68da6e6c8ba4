import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './problem-banner.module.css'

interface ProblemBannerProps {
  /** danger: something failed. warning: look at this. note: good to know. */
  tone?: 'danger' | 'warning' | 'note'
  title?: string
  children: ReactNode
  actions?: ReactNode
  /** Announce it when it appears (default for danger). */
  announce?: boolean
}

export function ProblemBanner({ tone = 'danger', title, children, actions, announce = tone === 'danger' }: ProblemBannerProps) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`} {...(announce ? { role: 'alert' } : {})}>
      <Icon name={tone === 'note' ? 'info' : 'warning'} size={18} />
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        <div>{children}</div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
