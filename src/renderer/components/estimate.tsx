import type { Estimate as EstimateValue } from '../../shared/evaluation.ts'
import { digitsFor, type FormatOptions, formatInterval, formatQuantity, type Unit } from '../../shared/format.ts'
import { shellText } from '../text/shell.ts'
import styles from './estimate.module.css'

interface EstimateProps extends FormatOptions {
  /** Null: too few patients to say. */
  value: EstimateValue | null
  unit: Unit
  /** The one dominant number of a page. */
  large?: boolean
  /** The interval on a line of its own. */
  stacked?: boolean
}

/** `34 min (31–37)`: a mean with its 95 % interval. */
export function Estimate({ value, unit, large = false, stacked = false, ...given }: EstimateProps) {
  if (value === null) return <span className={styles.missing}>{shellText.tooFew}</span>
  const options = { ...given, digits: given.digits ?? digitsFor([value], unit) }
  const interval = formatInterval(value, unit, options)
  return (
    <span
      className={`${styles.estimate} ${large ? styles.large : ''} ${stacked ? styles.stacked : ''}`}
      title={shellText.intervalOf(value.n)}
    >
      <span className={styles.mean}>{formatQuantity(value.mean, unit, options)}</span>
      {interval !== '' && <span className={styles.interval}>({interval})</span>}
    </span>
  )
}
