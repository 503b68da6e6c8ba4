import { groupLook } from '../group-colors.ts'
import styles from './group-mark.module.css'

/** The shape of a patient group in its colour; alone it is decoration, the name stands beside it. */
export function GroupShapeIcon({ index, size = 12 }: { index: number; size?: number }) {
  const { path, color } = groupLook(index)
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="-1.2 -1.2 2.4 2.4" className={styles.shape} focusable="false">
      <path d={path} fill={color} />
    </svg>
  )
}

/** A patient group by shape, colour and name. `index` is its position in the scenario. */
export function GroupMark({ index, label }: { index: number; label: string }) {
  return (
    <span className={styles.mark}>
      <GroupShapeIcon index={index} />
      {label}
    </span>
  )
}
