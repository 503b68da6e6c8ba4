import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import fieldStyles from './field.module.css'
import styles from './segmented.module.css'

interface SegmentedProps<Value extends string> {
  label: string
  options: readonly { value: Value; label: string; note?: string }[]
  value: Value
  onChange: (value: Value) => void
  hideLabel?: boolean
  isDisabled?: boolean
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  hideLabel = false,
  isDisabled = false,
}: SegmentedProps<Value>) {
  return (
    <div className={fieldStyles.field}>
      {!hideLabel && (
        <span className={fieldStyles.label} aria-hidden="true">
          {label}
        </span>
      )}
      <ToggleButtonGroup
        aria-label={label}
        className={styles.group ?? ''}
        selectionMode="single"
        disallowEmptySelection
        isDisabled={isDisabled}
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const chosen = options.find((option) => keys.has(option.value))
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <ToggleButton key={option.value} id={option.value} className={styles.option ?? ''}>
            {option.label}
            {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
