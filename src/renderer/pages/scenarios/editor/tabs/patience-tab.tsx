import { editorText } from '../../../../text/editor.ts'
import { DistributionTable } from '../distribution-table.tsx'
import { useEditor } from '../editor-context.ts'
import { Matrix } from '../matrix.tsx'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'
import { DeteriorationTable } from './deterioration-table.tsx'
import { acuityRows, groupRows } from './rows.tsx'

export function PatienceTab() {
  const { draft } = useEditor()
  return (
    <>
      <Section title={editorText.patience} note={editorText.patienceNote} sources={[[editorText.source, 'patience.minutes']]}>
        <DistributionTable
          caption={editorText.patience}
          rows={acuityRows.map((row, index) => ({ path: `patience.minutes[${index}]`, label: row.label }))}
          optional={{ heading: editorText.leaves, label: (row) => editorText.leavesSwitch(row + 1) }}
        />
        <ScenarioField
          path="patience.crowding"
          label={editorText.crowding}
          help={editorText.crowdingHelp}
          minimum={0}
          maximum={1}
          step={0.01}
          digits={3}
        />
      </Section>
      <Section
        title={editorText.deterioration}
        note={editorText.deteriorationNote}
        sources={[[editorText.source, 'deterioration.meanMinutes']]}
      >
        <DeteriorationTable />
      </Section>
      <Section
        title={editorText.patienceGroups}
        sources={[
          [editorText.patienceFactor, 'groups[0].patienceFactor'],
          [editorText.deteriorationNoticed, 'groups[0].deteriorationNoticed'],
        ]}
      >
        <Matrix
          caption={editorText.patienceGroups}
          corner={editorText.group}
          rows={groupRows(draft)}
          columns={[
            {
              label: editorText.patienceFactor,
              path: (row) => `groups[${row}].patienceFactor`,
              minimum: 0.01,
              maximum: 100,
              step: 0.05,
            },
            {
              label: editorText.deteriorationNoticed,
              path: (row) => `groups[${row}].deteriorationNoticed`,
              minimum: 0,
              maximum: 1,
              percent: true,
              digits: 1,
            },
          ]}
        />
      </Section>
    </>
  )
}
