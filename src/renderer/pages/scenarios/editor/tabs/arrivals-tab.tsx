import { formatNumber } from '../../../../../shared/format.ts'
import { editorText } from '../../../../text/editor.ts'
import { summarise } from '../../summary.ts'
import { useEditor } from '../editor-context.ts'
import { HoursField } from '../hours-field.tsx'
import { Matrix } from '../matrix.tsx'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'
import { SurgeSection } from './surge-section.tsx'

export function ArrivalsTab() {
  const { draft } = useEditor()
  return (
    <>
      <Section
        title={editorText.ratePerHour}
        note={editorText.ratePerHourNote(formatNumber(summarise(draft).visitsPerDay))}
        sources={[[editorText.source, 'arrivals.ratePerHour']]}
        problemPaths={['arrivals.ratePerHour']}
      >
        <HoursField
          path="arrivals.ratePerHour"
          label={editorText.ratePerHour}
          unit={editorText.perHour}
          step={0.1}
          maximum={1000}
          leastTop={1}
          digits={1}
        />
      </Section>
      <Section title={editorText.weekday} note={editorText.weekdayNote} sources={[[editorText.source, 'arrivals.weekdayFactor']]}>
        <Matrix
          caption={editorText.weekday}
          corner=""
          rows={[{ id: 'factor', label: editorText.factor, heading: editorText.factor }]}
          columns={editorText.weekdays.map((day, index) => ({
            label: day,
            path: () => `arrivals.weekdayFactor[${index}]`,
            minimum: 0,
            maximum: 100,
            step: 0.01,
            digits: 3,
          }))}
        />
      </Section>
      <Section title={editorText.dayVariation}>
        <ScenarioField
          path="arrivals.dayVariation"
          label={editorText.variation}
          help={editorText.dayVariationHelp}
          minimum={0}
          maximum={1}
          step={0.01}
          digits={3}
        />
      </Section>
      <SurgeSection />
    </>
  )
}
