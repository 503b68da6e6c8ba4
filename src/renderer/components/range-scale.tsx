import type { RangePicture } from './range-picture.ts'
import styles from './range-scale.module.css'

const width = 168
const height = 20
const middleHeight = height / 2
/** Room for half a dot at both ends. */
const rim = 6
const dotRadius = 4

const x = (position: number) => rim + position * (width - 2 * rim)

/** One number on its scale: what is accepted, what was expected, what came out. Words beside it say the same. */
export function RangeScale({ picture, ok }: { picture: RangePicture; ok: boolean }) {
  const { band, middle, dot, interval, beyond } = picture
  const at = x(dot)
  return (
    <svg aria-hidden="true" className={styles.scale} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path className={styles.axis} d={`M${rim} ${middleHeight}H${width - rim}`} />
      <rect className={styles.band} x={x(band[0])} y={2} width={x(band[1]) - x(band[0])} height={height - 4} />
      {band.map((end) => (
        <path key={end} className={styles.edge} d={`M${x(end)} 2V${height - 2}`} />
      ))}
      <path className={styles.middle} d={`M${x(middle)} 4V${height - 4}`} />
      <g className={ok ? styles.passed : styles.failed}>
        {interval !== null && <path className={styles.whisker} d={`M${x(interval[0])} ${middleHeight}H${x(interval[1])}`} />}
        {beyond !== null ? (
          <path d={beyond === 'left' ? `M${at - 5} ${middleHeight}l8 -6v12z` : `M${at + 5} ${middleHeight}l-8 -6v12z`} />
        ) : ok ? (
          <circle cx={at} cy={middleHeight} r={dotRadius} />
        ) : (
          <path d={`M${at} ${middleHeight - 6}l6 6l-6 6l-6 -6z`} />
        )}
      </g>
    </svg>
  )
}
