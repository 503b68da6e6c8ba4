import type { ReactNode } from 'react'
import styles from './card.module.css'

interface CardProps {
  title?: ReactNode
  /** One line under the title. */
  note?: ReactNode
  /** Buttons on the right of the title. */
  actions?: ReactNode
  /** Level of the heading in the page. */
  level?: 2 | 3
  children: ReactNode
  className?: string | undefined
}

/** A titled piece of a page. */
export function Card({ title, note, actions, level = 2, children, className }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={`${styles.card} ${className ?? ''}`}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.header}>
          <div className={styles.words}>
            {title !== undefined && <Heading className={styles.title}>{title}</Heading>}
            {note !== undefined && <p className={styles.note}>{note}</p>}
          </div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
