import { Switch } from '../../../../components/switch.tsx'
import { editorText } from '../../../../text/editor.ts'
import { exampleSurge } from '../draft.ts'
import { useEditor } from '../editor-context.ts'
import { Matrix, type MatrixColumn } from '../matrix.tsx'
import { ScenarioField } from '../scenario-field.tsx'
import { Section } from '../section.tsx'
import { acuityIndexes, percentOf, sumOf } from './rows.tsx'

const share = (label: string, path: string): MatrixColumn => ({
  label,
  path: () => path,
  minimum: 0,
  maximum: 1,
  step: 1,
  digits: 1,
  percent: true,
})

const shareRow = [{ id: 'share', label: editorText.share, heading: editorText.share }]

/** A mass-casualty incident on top of everyday patients, or none. */
export function SurgeSection() {
  const { draft, isReadOnly, set } = useEditor()
  const surge = draft.arrivals.surge
  const sum = (values: readonly number[]) => () => editorText.sumNote(percentOf(sumOf(values)))
  return (
    <Section title={editorText.surge} sources={surge === null ? [] : [[editorText.source, 'arrivals.surge']]}>
      <Switch
        isSelected={surge !== null}
        isDisabled={isReadOnly}
        onChange={(wanted) => set('arrivals.surge', wanted ? exampleSurge(draft) : null)}
      >
        {editorText.surgeSwitch}
      </Switch>
      {surge !== null && (
        <>
          <ScenarioField
            path="arrivals.surge.day"
            label={editorText.surgeDay}
            help={editorText.surgeDayHelp}
            minimum={1}
            maximum={60}
            digits={0}
          />
          <ScenarioField
            path="arrivals.surge.hour"
            label={editorText.surgeHour}
            unit={editorText.surgeHourUnit}
            minimum={0}
            maximum={23.99}
            step={0.5}
          />
          <ScenarioField
            path="arrivals.surge.casualties"
            label={editorText.surgeCasualties}
            unit={editorText.surgePatients}
            minimum={1}
            maximum={5000}
            digits={0}
          />
          <ScenarioField
            path="arrivals.surge.leastInjuredFirst"
            label={editorText.surgeFirst}
            help={editorText.surgeFirstHelp}
            minimum={0}
            maximum={1}
            percent
          />
          <Matrix
            caption={editorText.surgeArrival}
            corner={editorText.surgeArrival}
            rows={shareRow}
            columns={editorText.surgeArrivalLabels.map((label, index) => share(label, `arrivals.surge.arrivalShares[${index}]`))}
            rowPath={() => 'arrivals.surge.arrivalShares'}
            extra={sum(surge.arrivalShares)}
          />
          <Matrix
            caption={editorText.surgeMix}
            corner={editorText.surgeMix}
            rows={shareRow}
            columns={acuityIndexes.map((index) => share(editorText.acuity(index + 1), `arrivals.surge.acuityMix[${index}]`))}
            rowPath={() => 'arrivals.surge.acuityMix'}
            extra={sum(surge.acuityMix)}
          />
          <Matrix
            caption={editorText.surgeGroups}
            corner={editorText.surgeGroups}
            rows={shareRow}
            columns={draft.groups.map((group, index) => share(group.label, `arrivals.surge.groupShares[${index}]`))}
            rowPath={() => 'arrivals.surge.groupShares'}
            extra={sum(surge.groupShares)}
          />
        </>
      )}
    </Section>
  )
}
