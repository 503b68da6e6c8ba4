import type { ReactNode } from 'react'
import styles from './tag.module.css'

interface TagProps {
  isGood?: boolean
  children: ReactNode
}

/** A word that marks what it stands beside. */
export function Tag({ isGood = false, children }: TagProps) {
  return <span className={isGood ? `${styles.tag} ${styles.good}` : styles.tag}>{children}</span>
}
