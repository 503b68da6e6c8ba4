import styles from './sparkline.module.css'

interface SparklineProps {
  values: readonly number[]
  /** Read by screen readers in place of the drawing. */
  label: string
  /** A level to mark, such as a load of 1. */
  threshold?: number
  /** Values as steps, such as hours of a day. */
  steps?: boolean
}

const width = 220
const height = 44

/** A curve the size of a word: two paths, no axes. */
export function Sparkline({ values, label, threshold, steps = false }: SparklineProps) {
  const top = Math.max(...values, threshold ?? 0, Number.MIN_VALUE) * 1.08
  const y = (value: number) => round(height - 1 - (value / top) * (height - 2))
  const x = (index: number) => round((index / (steps ? values.length : values.length - 1)) * width)
  const line = values
    .map((value, index) => (index === 0 ? `M0 ${y(value)}` : steps ? `H${x(index)}V${y(value)}` : `L${x(index)} ${y(value)}`))
    .join('')
    .concat(steps ? `H${width}` : '')
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path className={styles.area} d={`${line}V${height}H0Z`} />
      <path className={styles.line} d={line} />
      {threshold !== undefined && <path className={styles.threshold} d={`M0 ${y(threshold)}H${width}`} />}
    </svg>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
