import { formatNumber } from '../../../shared/format.ts'
import { type TrainingLength, trainingLengthNames, trainingLengths } from '../../../shared/training-lengths.ts'
import { Segmented } from '../../components/segmented.tsx'
import { trainText } from '../../text/train.ts'

const options = trainingLengthNames.map((value) => ({
  value,
  label: trainText.lengths[value],
  note: trainText.lengthNote(formatNumber(trainingLengths[value])),
}))

interface LengthChoiceProps {
  value: TrainingLength
  onChange: (length: TrainingLength) => void
}

/** How long an agent trains. */
export function LengthChoice({ value, onChange }: LengthChoiceProps) {
  return <Segmented label={trainText.length} options={options} value={value} onChange={onChange} />
}
