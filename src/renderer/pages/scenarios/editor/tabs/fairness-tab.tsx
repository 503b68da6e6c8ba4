import { Select } from '../../../../components/select.tsx'
import { editorText } from '../../../../text/editor.ts'
import { useEditor } from '../editor-context.ts'
import { Matrix } from '../matrix.tsx'
import { problemAt } from '../problems.ts'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'
import styles from './fairness-tab.module.css'
import { acuityRows } from './rows.tsx'

const scales = ['CTAS', 'ATS', 'Manchester', 'own'] as const

export function FairnessTab() {
  const { draft, problems, isReadOnly, set } = useEditor()
  return (
    <>
      <Section
        title={editorText.targets}
        note={editorText.targetsNote}
        sources={[
          [editorText.scale, 'targets.scale'],
          [editorText.target, 'targets.minutes'],
          [editorText.perMinute, 'cost.perMinute'],
          [editorText.leftUnseen, 'cost.leftUnseen'],
        ]}
      >
        <div className={styles.scale}>
          <Select
            label={editorText.scale}
            inline
            options={scales.map((scale) => ({ value: scale, label: editorText.scales[scale] }))}
            value={draft.targets.scale}
            onChange={(scale) => set('targets.scale', scale)}
            isDisabled={isReadOnly}
            problem={problemAt(problems, 'targets.scale')}
          />
        </div>
        <Matrix
          caption={editorText.targets}
          corner={editorText.acuityHeading}
          rows={acuityRows}
          columns={[
            {
              label: editorText.target,
              path: (row) => `targets.minutes[${row}]`,
              minimum: 1,
              maximum: 1440,
              step: 5,
              unit: editorText.minutes,
            },
            { label: editorText.perMinute, path: (row) => `cost.perMinute[${row}]`, minimum: 0, maximum: 1000, step: 0.1 },
            {
              label: editorText.leftUnseen,
              path: (row) => `cost.leftUnseen[${row}]`,
              minimum: 0,
              maximum: 100_000,
              step: 50,
              unit: editorText.weightMinutes,
            },
          ]}
        />
      </Section>
      <Section title={editorText.weighing}>
        <ScenarioField
          path="cost.overdueCap"
          label={editorText.overdueCap}
          unit={editorText.overdueCapUnit}
          minimum={0}
          maximum={100}
        />
        <ScenarioField
          path="cost.deterioration"
          label={editorText.deteriorationCost}
          unit={editorText.weightMinutes}
          minimum={0}
          maximum={100_000}
          step={10}
        />
        <ScenarioField
          path="fairness.marginMinutes"
          label={editorText.margin}
          unit={editorText.minutes}
          help={editorText.marginHelp}
          minimum={0.1}
          maximum={240}
        />
      </Section>
      <Section title={editorText.runLength}>
        <ScenarioField path="run.warmUpHours" label={editorText.warmUp} unit={editorText.hours} minimum={0} maximum={720} />
        <ScenarioField path="run.days" label={editorText.days} unit={editorText.daysUnit} minimum={1} maximum={60} />
      </Section>
    </>
  )
}
