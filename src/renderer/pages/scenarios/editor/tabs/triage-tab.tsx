import { Table } from '../../../../components/table.tsx'
import { editorText } from '../../../../text/editor.ts'
import { useEditor } from '../editor-context.ts'
import { Matrix } from '../matrix.tsx'
import { Section } from '../section.tsx'
import { acuityIndexes, acuityRows, groupRows, percentOf } from './rows.tsx'

export function TriageTab() {
  const { draft } = useEditor()
  const under = (group: number, acuity: number) =>
    (draft.groups[group]?.underTriage ?? Number.NaN) * (draft.triage.underByAcuity[acuity] ?? Number.NaN)
  return (
    <>
      <Section
        title={editorText.triageGroups}
        note={editorText.triageGroupsNote}
        sources={[
          [editorText.underTriage, 'groups[0].underTriage'],
          [editorText.overTriage, 'groups[0].overTriage'],
        ]}
      >
        <Matrix
          caption={editorText.triageGroups}
          corner={editorText.group}
          rows={groupRows(draft)}
          columns={[
            {
              label: editorText.underTriage,
              path: (row) => `groups[${row}].underTriage`,
              minimum: 0,
              maximum: 1,
              percent: true,
              digits: 1,
            },
            {
              label: editorText.overTriage,
              path: (row) => `groups[${row}].overTriage`,
              minimum: 0,
              maximum: 1,
              percent: true,
              digits: 1,
            },
          ]}
        />
      </Section>
      <Section
        title={editorText.triageLevels}
        note={editorText.triageLevelsNote}
        sources={[
          [editorText.underTriage, 'triage.underByAcuity'],
          [editorText.overTriage, 'triage.overByAcuity'],
        ]}
      >
        <Matrix
          caption={editorText.triageLevels}
          corner={editorText.acuityHeading}
          rows={acuityRows}
          columns={[
            {
              label: editorText.underTriage,
              path: (row) => `triage.underByAcuity[${row}]`,
              minimum: 0,
              maximum: 100,
              step: 0.05,
            },
            { label: editorText.overTriage, path: (row) => `triage.overByAcuity[${row}]`, minimum: 0, maximum: 100, step: 0.05 },
          ]}
        />
      </Section>
      <Section title={editorText.triageResult} note={editorText.triageResultNote}>
        <Table
          caption={editorText.triageResult}
          columns={[
            { id: 'group', heading: editorText.group, rowHeading: true, cell: (row) => row.heading },
            ...acuityIndexes.map((acuity) => ({
              id: String(acuity),
              heading: editorText.acuity(acuity + 1),
              numeric: true,
              cell: (row: { index: number }) => percentOf(under(row.index, acuity)),
            })),
          ]}
          rows={groupRows(draft).map((row, index) => ({ ...row, index }))}
          rowKey={(row) => row.id}
        />
      </Section>
    </>
  )
}
