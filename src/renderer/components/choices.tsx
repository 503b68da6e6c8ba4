import styles from './choices.module.css'
import { Checkbox } from './switch.tsx'

interface ChoicesProps {
  legend: string
  options: readonly { id: string; label: string }[]
  isChosen: (id: string) => boolean
  onChange: (id: string, chosen: boolean) => void
  /** Side by side, with the legend in the same line. */
  inline?: boolean
}

/** Any of several, each with its box. */
export function Choices({ legend, options, isChosen, onChange, inline = false }: ChoicesProps) {
  return (
    <fieldset className={inline ? styles.line : styles.list}>
      <legend>{legend}</legend>
      {options.map(({ id, label }) => (
        <Checkbox key={id} isSelected={isChosen(id)} onChange={(chosen) => onChange(id, chosen)}>
          {label}
        </Checkbox>
      ))}
    </fieldset>
  )
}

/** The ids of what is selected, with one more or without it. */
export function withChoice(selected: readonly { id: string }[], id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(selected.map((one) => one.id))
  if (isChosen) next.add(id)
  else next.delete(id)
  return next
}
