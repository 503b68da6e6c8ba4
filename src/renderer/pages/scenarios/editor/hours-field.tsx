import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { NumberField, TextField } from '../../../components/field.tsx'
import { editorText } from '../../../text/editor.ts'
import { shellText } from '../../../text/shell.ts'
import { type FieldPath, valueAt } from './draft.ts'
import { useEditor } from './editor-context.ts'
import { HourBars } from './hour-bars.tsx'
import { hourSpan, readHours } from './hours.ts'
import styles from './hours-field.module.css'
import { problemAt } from './problems.ts'

interface HoursFieldProps {
  path: FieldPath
  label: string
  unit: string
  step: number
  maximum: number
  leastTop: number
  digits: number
}

/** 24 values by hour of the day: bars to paint, one hour to type, or all of them at once. */
export function HoursField({ path, label, unit, step, maximum, leastTop, digits }: HoursFieldProps) {
  const { draft, problems, isReadOnly, set } = useEditor()
  const [hour, setHour] = useState(12)
  const [isTyping, setTyping] = useState(false)
  const found = valueAt(draft, path)
  const values: number[] = Array.isArray(found) ? found : []
  const wrongHours = new Set(values.flatMap((_, index) => (problemAt(problems, `${path}[${index}]`) === null ? [] : [index])))
  const firstWrong = [...wrongHours].find((index) => index !== hour)

  return (
    <div className={styles.field}>
      <HourBars
        label={label}
        unit={unit}
        values={values}
        onChange={(next) => set(path, next)}
        selectedHour={hour}
        onSelectHour={setHour}
        step={step}
        maximum={maximum}
        leastTop={leastTop}
        digits={digits}
        isReadOnly={isReadOnly}
        wrongHours={wrongHours}
      />
      <div className={styles.row}>
        <div className={styles.number}>
          <NumberField
            label={editorText.hour(hourSpan(hour))}
            value={values[hour] ?? Number.NaN}
            onChange={(value) => set(`${path}[${hour}]`, value)}
            minimum={0}
            maximum={maximum}
            step={step}
            digits={3}
            unit={unit}
            problem={problemAt(problems, `${path}[${hour}]`)}
            isReadOnly={isReadOnly}
          />
        </div>
        {!isReadOnly && (
          <>
            <div className={styles.type}>
              <Button onPress={() => setTyping(true)}>{editorText.typeAll}</Button>
            </div>
            <p className={styles.help}>{editorText.paintHelp}</p>
          </>
        )}
      </div>
      {firstWrong !== undefined && (
        <p className={styles.problem} role="alert">
          {hourSpan(firstWrong)}: {problemAt(problems, `${path}[${firstWrong}]`)}
        </p>
      )}
      {isTyping && <TypeHours values={values} onClose={() => setTyping(false)} onApply={(next) => set(path, next)} />}
    </div>
  )
}

function TypeHours(props: { values: readonly number[]; onClose: () => void; onApply: (values: number[]) => void }) {
  const [text, setText] = useState(props.values.join(' '))
  const [problem, setProblem] = useState<string | null>(null)
  const apply = () => {
    const result = readHours(text)
    if (!result.ok) return setProblem(result.problem)
    props.onApply(result.values)
    props.onClose()
  }
  return (
    <Dialog
      title={editorText.typeAllTitle}
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{shellText.cancel}</Button>
          <Button variant="primary" onPress={apply}>
            {editorText.apply}
          </Button>
        </>
      }
    >
      <TextField
        label={editorText.typeAllLabel}
        help={editorText.typeAllHelp}
        value={text}
        onChange={setText}
        lines={4}
        problem={problem}
      />
    </Dialog>
  )
}
