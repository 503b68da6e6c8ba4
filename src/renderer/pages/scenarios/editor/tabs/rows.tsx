import { acuityLevels, type Scenario } from '../../../../../shared/scenario.ts'
import { GroupMark } from '../../../../components/group-mark.tsx'
import { editorText } from '../../../../text/editor.ts'

/** One row an acuity level, most urgent first. */
export const acuityRows = Array.from({ length: acuityLevels }, (_, index) => {
  const meaning = editorText.acuityMeaning[index] ?? ''
  const label = meaning === '' ? editorText.acuity(index + 1) : `${editorText.acuity(index + 1)} (${meaning})`
  return { id: String(index), label, heading: label }
})

/** One row a patient group, with its mark. */
export const groupRows = (scenario: Scenario) =>
  scenario.groups.map((group, index) => ({
    id: group.id,
    label: group.label,
    heading: <GroupMark index={index} label={group.label} />,
  }))

/** Position of acuity levels for columns. */
export const acuityIndexes = Array.from({ length: acuityLevels }, (_, index) => index)

export const percentOf = (share: number): string =>
  Number.isFinite(share) ? `${(Math.round(share * 1000) / 10).toFixed(1)} %` : '–'

export const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
