import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, Switch as AriaSwitch } from 'react-aria-components'
import { Icon } from './icon.tsx'
import styles from './switch.module.css'

interface ToggleProps {
  children: ReactNode
  isSelected: boolean
  onChange: (selected: boolean) => void
  isDisabled?: boolean
}

/** On or off, at once. */
export function Switch({ children, isSelected, onChange, isDisabled = false }: ToggleProps) {
  return (
    <AriaSwitch className={styles.row ?? ''} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  )
}

/** Part of a choice that is carried out later. */
export function Checkbox({ children, isSelected, onChange, isDisabled = false }: ToggleProps) {
  return (
    <AriaCheckbox className={styles.row ?? ''} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className={styles.box}>{isSelected && <Icon name="check" size={14} />}</span>
      <span>{children}</span>
    </AriaCheckbox>
  )
}
