import type { ReactNode } from 'react'
import {
  NumberField as AriaNumberField,
  TextField as AriaTextField,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

interface FieldNotes {
  label: string
  /** What is wrong, beside the field; the field is marked invalid. */
  problem?: string | null | undefined
  /** Where the number comes from. */
  source?: string | null | undefined
  /** A word of help under the field. */
  help?: ReactNode
  isDisabled?: boolean
  isReadOnly?: boolean
}

interface NumberFieldProps extends FieldNotes {
  value: number
  onChange: (value: number) => void
  minimum?: number
  maximum?: number
  step?: number
  unit?: string
  /** Digits after the decimal point that are kept on screen. */
  digits?: number
  /** Show a share from 0 to 1 as percent. */
  percent?: boolean
  /** The label is for screen readers only. */
  hideLabel?: boolean
  /** Only the box, for tables: unit, range and problem stand elsewhere. */
  plain?: boolean
  /** Marks the box where the problem stands elsewhere. */
  isInvalid?: boolean
  /** `row`: label, box and notes side by side, aligned with the rows above and below. */
  layout?: 'stack' | 'row'
}

/** A number with its unit, its range, where it comes from, and what is wrong with it. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, minimum, maximum, step = 1, unit, digits = 2, percent = false } = props
  const { hideLabel = false, plain = false, layout = 'stack' } = props
  const scale = percent ? 100 : 1
  const shownUnit = percent ? '%' : unit
  const bounds = {
    ...(minimum === undefined ? {} : { minValue: minimum * scale }),
    ...(maximum === undefined ? {} : { maxValue: maximum * scale }),
  }
  return (
    <AriaNumberField
      className={`${styles.field} ${layout === 'row' ? styles.row : ''}`}
      value={Number.isFinite(value) ? round(value * scale, 6) : Number.NaN}
      onChange={(next) => onChange(round(next / scale, 8))}
      step={step}
      commitBehavior="validate"
      validationBehavior="aria"
      {...bounds}
      {...(hideLabel ? { 'aria-label': shownUnit === undefined ? label : `${label}, ${shownUnit}` } : {})}
      formatOptions={{ maximumFractionDigits: digits, useGrouping: true }}
      isInvalid={props.isInvalid === true || Boolean(props.problem)}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
    >
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      <Group className={styles.box ?? ''}>
        <Input className={`${styles.input} ${plain ? styles.figures : ''}`} />
        {shownUnit !== undefined && (
          <span className={styles.unit} aria-hidden={hideLabel}>
            {shownUnit}
          </span>
        )}
        {!plain && (
          <span className={styles.steppers}>
            <Button slot="increment" className={styles.stepper ?? ''}>
              <Icon name="up" size={10} />
            </Button>
            <Button slot="decrement" className={styles.stepper ?? ''}>
              <Icon name="down" size={10} />
            </Button>
          </span>
        )}
      </Group>
      {!plain && <Notes {...props} range={rangeText(minimum, maximum, scale, shownUnit)} />}
    </AriaNumberField>
  )
}

interface TextFieldProps extends FieldNotes {
  value: string
  onChange: (value: string) => void
  /** Several lines. */
  lines?: number
  maxLength?: number
  /** The label is for screen readers only. */
  hideLabel?: boolean
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, lines = 1, maxLength, hideLabel = false } = props
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(props.problem)}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      {lines > 1 ? (
        <TextArea className={`${styles.box} ${styles.area}`} rows={lines} />
      ) : (
        <Input className={`${styles.box} ${styles.single}`} />
      )}
      <Notes {...props} range={null} />
    </AriaTextField>
  )
}

/** Must stand inside a field of react-aria, which ties it to the input for screen readers. */
function Notes({ problem, source, help, range }: FieldNotes & { range: string | null }) {
  const notes = [range, help].filter((note) => note !== null && note !== undefined && note !== '')
  return (
    <div className={styles.notes}>
      <FieldError className={styles.problem ?? ''}>{problem ?? ''}</FieldError>
      {notes.length > 0 && (
        <Text slot="description" className={styles.note ?? ''}>
          {range}
          {range !== null && help !== undefined && ' · '}
          {help}
        </Text>
      )}
      {source && <p className={styles.note}>{source}</p>}
    </div>
  )
}

function rangeText(
  minimum: number | undefined,
  maximum: number | undefined,
  scale: number,
  unit: string | undefined,
): string | null {
  const show = (value: number) => (value * scale).toLocaleString('en', { maximumFractionDigits: 2 })
  const suffix = unit === undefined ? '' : unit === '%' ? ' %' : ` ${unit}`
  if (minimum !== undefined && maximum !== undefined) return `${show(minimum)} to ${show(maximum)}${suffix}`
  if (minimum !== undefined) return `${show(minimum)}${suffix} or more`
  if (maximum !== undefined) return `at most ${show(maximum)}${suffix}`
  return null
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}
