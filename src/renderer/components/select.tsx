import {
  Select as AriaSelect,
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components'
import fieldStyles from './field.module.css'
import { Icon } from './icon.tsx'
import styles from './select.module.css'

interface Option<Value extends string> {
  value: Value
  label: string
  /** A second, smaller line. */
  note?: string
}

interface SelectProps<Value extends string> {
  label: string
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  placeholder?: string
  problem?: string | null
  isDisabled?: boolean
  /** Label on the left, for title bars and tool bars. */
  inline?: boolean
  hideLabel?: boolean
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, options, value, onChange, placeholder, problem, isDisabled = false, inline = false, hideLabel = false } = props
  return (
    <AriaSelect
      className={`${fieldStyles.field} ${inline ? styles.inline : ''}`}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      isDisabled={isDisabled}
      isInvalid={Boolean(problem)}
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      {!hideLabel && <Label className={fieldStyles.label ?? ''}>{label}</Label>}
      <Button className={styles.button ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <Icon name="down" size={14} />
      </Button>
      <FieldError className={fieldStyles.problem ?? ''}>{problem ?? ''}</FieldError>
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''} items={options.map((option) => ({ id: option.value, ...option }))}>
          {(option) => (
            <ListBoxItem className={styles.item ?? ''} textValue={option.label}>
              <span>{option.label}</span>
              {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
