import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'

interface UnitHeadingProps {
  words: string
  unit: keyof typeof resultsText.unit
}

/** What a column shows and in which unit, so that its cells stay narrow. */
export function UnitHeading({ words, unit }: UnitHeadingProps) {
  return (
    <span className={styles.heading}>
      {words}, <span className={styles.unit}>{resultsText.unit[unit]}</span>
    </span>
  )
}
