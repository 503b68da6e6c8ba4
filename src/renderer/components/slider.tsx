import { Slider as AriaSlider, Label, SliderFill, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import fieldStyles from './field.module.css'
import styles from './slider.module.css'

interface SliderProps {
  label: string
  value: number
  onChange: (value: number) => void
  minimum: number
  maximum: number
  step: number
  /** Words at the two ends of the track. */
  ends?: readonly [string, string]
  /** Writes the value itself, where a number alone would not say it. */
  formatValue?: (value: number) => string
}

export function Slider(props: SliderProps) {
  const { label, value, onChange, minimum, maximum, step, ends, formatValue } = props
  return (
    <AriaSlider
      className={styles.slider ?? ''}
      value={value}
      onChange={onChange}
      minValue={minimum}
      maxValue={maximum}
      step={step}
    >
      <div className={styles.head}>
        <Label className={fieldStyles.label ?? ''}>{label}</Label>
        <SliderOutput className={styles.output ?? ''}>{formatValue === undefined ? undefined : formatValue(value)}</SliderOutput>
      </div>
      <SliderTrack className={styles.track ?? ''}>
        <SliderFill className={styles.fill ?? ''} />
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      {ends !== undefined && (
        <div className={styles.ends}>
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </AriaSlider>
  )
}
