import { useState } from 'react'
import { Button, IconButton } from '../../../../components/button.tsx'
import { TextField } from '../../../../components/field.tsx'
import { GroupShapeIcon } from '../../../../components/group-mark.tsx'
import { Select } from '../../../../components/select.tsx'
import { editorText } from '../../../../text/editor.ts'
import { withGroupAdded, withGroupRemoved } from '../draft.ts'
import { useEditor } from '../editor-context.ts'
import { HoursField } from '../hours-field.tsx'
import { Matrix, type MatrixColumn } from '../matrix.tsx'
import { problemAt } from '../problems.ts'
import { Section } from '../section.tsx'
import { acuityIndexes, groupRows, percentOf, sumOf } from './rows.tsx'
import styles from './who-tab.module.css'

const mixColumns: MatrixColumn[] = [
  { label: editorText.shareOfVisits, path: (row) => `groups[${row}].share`, minimum: 0, maximum: 1, percent: true, digits: 1 },
  ...acuityIndexes.map((index): MatrixColumn => {
    return {
      label: editorText.acuity(index + 1),
      path: (row) => `groups[${row}].acuityMix[${index}]`,
      minimum: 0,
      maximum: 1,
      percent: true,
      digits: 1,
    }
  }),
]

export function WhoTab() {
  const { draft, problems, isReadOnly, change, set } = useEditor()
  const [chosen, setChosen] = useState(0)
  const groupIndex = Math.min(chosen, draft.groups.length - 1)
  const shares = sumOf(draft.groups.map((group) => group.share))
  return (
    <>
      <Section
        title={editorText.groups}
        problemPaths={['groups', ...draft.groups.flatMap((_, index) => [`groups[${index}].id`, `groups[${index}].label`])]}
        actions={
          !isReadOnly &&
          draft.groups.length < 6 && (
            <Button icon="add" onPress={() => change((scenario) => withGroupAdded(scenario, groupIndex))}>
              {editorText.addGroup}
            </Button>
          )
        }
      >
        <ul className={styles.names}>
          {draft.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids can be edited, a group is its position
            <li key={index} className={styles.name}>
              <GroupShapeIcon index={index} size={14} />
              <TextField
                label={`${editorText.whoName} ${index + 1}`}
                hideLabel
                value={group.label}
                onChange={(label) => set(`groups[${index}].label`, label)}
                maxLength={120}
                isReadOnly={isReadOnly}
                problem={problemAt(problems, `groups[${index}].label`)}
              />
              {!isReadOnly && draft.groups.length > 2 && (
                <IconButton
                  icon="delete"
                  label={editorText.removeGroup(group.label)}
                  onPress={() => change((scenario) => withGroupRemoved(scenario, index))}
                />
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={editorText.whoShare}
        note={`${editorText.whoShareNote} ${editorText.visitShares(percentOf(shares))}`}
        sources={[
          [editorText.shareOfVisits, 'groups[0].share'],
          [editorText.need, 'groups[0].acuityMix'],
        ]}
      >
        <Matrix
          caption={editorText.whoShare}
          corner={editorText.group}
          rows={groupRows(draft)}
          columns={mixColumns}
          rowPath={(row) => `groups[${row}].acuityMix`}
          extra={(row) => editorText.sumNote(percentOf(sumOf(draft.groups[row]?.acuityMix ?? [])))}
        />
      </Section>
      <Section title={editorText.whoHours} note={editorText.whoHoursNote} sources={[[editorText.source, 'groups[0].hourFactor']]}>
        <div className={styles.choice}>
          <Select
            label={editorText.groupChoice}
            inline
            options={draft.groups.map((group, index) => ({ value: String(index), label: group.label }))}
            value={String(groupIndex)}
            onChange={(index) => setChosen(Number(index))}
          />
        </div>
        <HoursField
          key={groupIndex}
          path={`groups[${groupIndex}].hourFactor`}
          label={draft.groups[groupIndex]?.label ?? ''}
          unit={editorText.times}
          step={0.05}
          maximum={100}
          leastTop={1.5}
          digits={2}
        />
      </Section>
    </>
  )
}
