import { formatNumber } from '../../../../../shared/format.ts'
import { editorText } from '../../../../text/editor.ts'
import { summarise } from '../../summary.ts'
import { useEditor } from '../editor-context.ts'
import { HoursField } from '../hours-field.tsx'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'

export function ResourcesTab() {
  const { draft } = useEditor()
  return (
    <>
      <Section
        title={editorText.cliniciansByHour}
        note={editorText.cliniciansNote(formatNumber(summarise(draft).clinicianHoursPerDay))}
        sources={[[editorText.source, 'resources.cliniciansByHour']]}
        problemPaths={['resources.cliniciansByHour']}
      >
        <HoursField
          path="resources.cliniciansByHour"
          label={editorText.cliniciansByHour}
          unit={editorText.cliniciansUnit}
          step={1}
          maximum={200}
          leastTop={3}
          digits={0}
        />
      </Section>
      <Section title={editorText.careSpaces}>
        <ScenarioField
          path="resources.careSpaces"
          label={editorText.careSpaces}
          unit={editorText.spaces}
          help={editorText.spacesHelp}
          minimum={1}
          maximum={1000}
          digits={0}
        />
      </Section>
    </>
  )
}
