import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { formatNumber } from '../../../../shared/format.ts'
import styles from './hour-bars.module.css'
import { clock, hourSpan, paint, scaleTop, snapped } from './hours.ts'

interface HourBarsProps {
  /** What the bars are, such as `Arrivals`; screen readers hear it with each hour. */
  label: string
  unit: string
  values: readonly number[]
  onChange: (values: number[]) => void
  selectedHour: number
  onSelectHour: (hour: number) => void
  step: number
  maximum: number
  /** The scale reaches at least this far up. */
  leastTop: number
  digits: number
  isReadOnly: boolean
  /** Hours whose value is wrong. */
  wrongHours: ReadonlySet<number>
}

const axisNumber = (value: number) => formatNumber(value, { digits: Number.isInteger(value) ? 0 : value < 1 ? 2 : 1 })

const stepsOfKey: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }

/** One bar an hour: dragged and painted with the pointer, or changed with the arrow keys. */
export function HourBars(props: HourBarsProps) {
  const { label, unit, values, onChange, selectedHour, onSelectHour, step, maximum, leastTop, digits, isReadOnly, wrongHours } =
    props
  const plot = useRef<HTMLDivElement>(null)
  const stroke = useRef<{ hour: number; value: number } | null>(null)
  const [heldTop, setHeldTop] = useState<number | null>(null)
  const top = heldTop ?? scaleTop(values, leastTop)

  const place = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect()
    if (box === undefined) return null
    const hour = Math.min(23, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * 24)))
    return { hour, value: snapped((1 - (event.clientY - box.top) / box.height) * top, step, 0, maximum) }
  }

  const onPointerDown = (event: PointerEvent) => {
    const at = place(event)
    if (at === null || event.button !== 0) return
    event.preventDefault()
    onSelectHour(at.hour)
    focusHour(at.hour)
    if (isReadOnly) return
    event.currentTarget.setPointerCapture(event.pointerId)
    // The scale stands still while a bar is dragged.
    setHeldTop(top)
    stroke.current = at
    onChange(paint(values, at, at))
  }

  const onPointerMove = (event: PointerEvent) => {
    const at = place(event)
    if (stroke.current === null || at === null) return
    onChange(paint(values, stroke.current, at).map((value) => snapped(value, step, 0, maximum)))
    stroke.current = at
    onSelectHour(at.hour)
  }

  const endStroke = () => {
    stroke.current = null
    setHeldTop(null)
  }

  const focusHour = (hour: number) => plot.current?.querySelector<HTMLElement>(`[data-hour="${hour}"]`)?.focus()

  const onKeyDown = (event: KeyboardEvent, hour: number) => {
    const change = stepsOfKey[event.key]
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = (hour + (event.key === 'ArrowRight' ? 1 : 23)) % 24
      onSelectHour(next)
      focusHour(next)
    } else if (change !== undefined && !isReadOnly) {
      const next = snapped((values[hour] ?? 0) + change * step, step, 0, maximum)
      onChange(values.map((value, other) => (other === hour ? next : value)))
    } else return
    event.preventDefault()
  }

  return (
    <div className={styles.chart}>
      <div className={styles.axis} aria-hidden="true">
        <span>{axisNumber(top)}</span>
        <span>{axisNumber(top / 2)}</span>
        <span>0</span>
      </div>
      <div
        ref={plot}
        className={`${styles.plot} ${isReadOnly ? '' : styles.editable}`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={endStroke}
        onPointerCancel={endStroke}
      >
        {values.map((value, hour) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its position
            key={hour}
            role="slider"
            data-hour={hour}
            className={`${styles.column} ${hour === selectedHour ? styles.selected : ''} ${wrongHours.has(hour) ? styles.wrong : ''}`}
            tabIndex={hour === selectedHour ? 0 : -1}
            aria-label={`${label}, ${hourSpan(hour)}`}
            aria-orientation="vertical"
            aria-valuemin={0}
            aria-valuemax={maximum}
            aria-valuenow={Number.isFinite(value) ? value : 0}
            aria-valuetext={`${formatNumber(value, { digits })} ${unit}`}
            aria-readonly={isReadOnly}
            onFocus={() => onSelectHour(hour)}
            onKeyDown={(event) => onKeyDown(event, hour)}
          >
            <span className={styles.value}>{formatNumber(value, { digits })}</span>
            <span className={styles.bar} style={{ height: `${Math.max(0, Math.min(100, (value / top) * 100)) || 0}%` }} />
          </div>
        ))}
      </div>
      <div className={styles.hours} aria-hidden="true">
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
          <span key={hour}>{clock(hour)}</span>
        ))}
      </div>
    </div>
  )
}
