import { acceptedStandardErrors, type ValidationCheck } from '../../../shared/validation.ts'
import { validateText } from '../../text/validate.ts'
import { countChecks, deviationText, scaleReach } from './check-view.ts'
import styles from './deviation-strip.module.css'

const width = 240
const height = 26
const rim = 5
const rows = 3

const x = (deviation: number) =>
  rim + ((Math.max(-scaleReach, Math.min(scaleReach, deviation)) / scaleReach + 1) / 2) * (width - 2 * rim)

/** All checks of a suite as dots on one scale of standard errors: most of them near the middle when the simulator is right. */
export function DeviationStrip({ checks }: { checks: readonly ValidationCheck[] }) {
  const measured = checks.filter((check) => check.deviation !== null)
  const { furthest } = countChecks(checks)
  if (furthest === null) return null
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={validateText.strip(measured.length, deviationText(furthest))}
    >
      <rect
        className={styles.band}
        x={x(-acceptedStandardErrors)}
        y={0}
        width={x(acceptedStandardErrors) - x(-acceptedStandardErrors)}
        height={height}
      />
      <path
        className={styles.edge}
        d={`M${x(-acceptedStandardErrors)} 0V${height}M${x(acceptedStandardErrors)} 0V${height}M${x(0)} 3V${height - 3}`}
      />
      {measured.map(({ name, deviation, ok }, index) => (
        <circle
          key={name}
          className={ok ? styles.passed : styles.failed}
          cx={x(deviation ?? 0)}
          cy={height * (((index % rows) + 1) / (rows + 1))}
          r={ok ? 2.5 : 3.5}
        />
      ))}
    </svg>
  )
}
