import type { Estimate } from '../../shared/evaluation.ts'
import { type FormatOptions, formatInterval, formatNumber, type Unit } from '../../shared/format.ts'
import styles from './estimate-cell.module.css'

interface EstimateCellProps extends FormatOptions {
  estimate: Estimate
  unit: Unit
  digits: number
  /** In a narrow window the interval stands under the mean: for tables with many columns. */
  stacks?: boolean
}

/** `34 (31–37)`: a mean with its 95 % interval in a table whose heading or note has the unit. */
export function EstimateCell({ estimate, unit, stacks = false, ...options }: EstimateCellProps) {
  const interval = formatInterval(estimate, unit, options)
  const isShare = unit === 'percent' || unit === 'points'
  return (
    <span className={`${styles.cell} ${stacks ? styles.stacks : ''}`}>
      <strong>{formatNumber(isShare ? estimate.mean * 100 : estimate.mean, options)}</strong>
      {interval !== '' && <span className={styles.interval}> ({interval})</span>}
    </span>
  )
}
