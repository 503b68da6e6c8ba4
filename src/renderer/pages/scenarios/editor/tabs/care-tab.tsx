import { editorText } from '../../../../text/editor.ts'
import { DistributionTable } from '../distribution-table.tsx'
import { useEditor } from '../editor-context.ts'
import { Matrix, type MatrixColumn } from '../matrix.tsx'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'
import { acuityRows, groupRows } from './rows.tsx'

const durations = (path: string) => acuityRows.map((row, index) => ({ path: `${path}[${index}]`, label: row.label }))
const factor = (label: string, field: string, minimum: number): MatrixColumn => ({
  label,
  path: (row) => `groups[${row}].${field}`,
  minimum,
  maximum: 100,
  step: 0.05,
})
const factors = ['spaceTimeFactor', 'clinicianTimeFactor', 'admissionFactor', 'boardingFactor'] as const

export function CareTab() {
  const { draft } = useEditor()
  return (
    <>
      <Section
        title={editorText.spaceMinutes}
        note={editorText.spaceMinutesNote}
        sources={[[editorText.source, 'care.spaceMinutes']]}
      >
        <DistributionTable caption={editorText.spaceMinutes} rows={durations('care.spaceMinutes')} />
      </Section>
      <Section
        title={editorText.clinicianMinutes}
        note={editorText.clinicianMinutesNote}
        sources={[[editorText.source, 'care.clinicianMinutes']]}
      >
        <DistributionTable caption={editorText.clinicianMinutes} rows={durations('care.clinicianMinutes')} />
      </Section>
      <Section
        title={editorText.admission}
        note={editorText.admissionNote}
        sources={[
          [editorText.admissionProbability, 'admission.probability'],
          [editorText.boarding, 'admission.boardingMinutes'],
        ]}
      >
        <Matrix
          caption={editorText.admission}
          corner=""
          rows={[{ id: 'admitted', label: editorText.admissionProbability, heading: editorText.admissionProbability }]}
          columns={acuityRows.map((row, index) => ({
            label: row.label,
            path: () => `admission.probability[${index}]`,
            minimum: 0,
            maximum: 1,
            percent: true,
            digits: 1,
          }))}
        />
        <DistributionTable
          caption={editorText.boarding}
          corner=""
          rows={[{ path: 'admission.boardingMinutes', label: editorText.boarding }]}
        />
        <ScenarioField
          path="admission.boardingCapMinutes"
          label={editorText.boardingCap}
          unit={editorText.minutes}
          minimum={0}
          maximum={100_000}
          step={60}
          digits={0}
        />
      </Section>
      <Section
        title={editorText.groupFactors}
        note={editorText.groupFactorsNote}
        sources={factors.map((field) => [editorText[field], `groups[0].${field}`] as const)}
      >
        <Matrix
          caption={editorText.groupFactors}
          corner={editorText.group}
          rows={groupRows(draft)}
          columns={factors.map((field) => factor(editorText[field], field, field === 'admissionFactor' ? 0 : 0.01))}
        />
      </Section>
    </>
  )
}
