import type { ReactNode } from 'react'
import styles from './chart-key.module.css'

interface ChartKeyProps {
  /** The line that matters, what it is held against, a range around either, or a value outside its range. */
  of: 'value' | 'reference' | 'band' | 'outside'
  children: ReactNode
}

/** One entry of a chart's legend: how it is drawn, and what it is. */
export function ChartKey({ of, children }: ChartKeyProps) {
  return <span className={`${styles.key} ${styles[of]}`}>{children}</span>
}
