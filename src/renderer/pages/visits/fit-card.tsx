import type { ScenarioEntry } from '../../../shared/contract.ts'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './visits.module.css'
import { changeVisits, useVisits } from './visits-session.ts'

const noZone = 'none'
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [
  { value: noZone, label: visitsText.timeZoneNone },
  ...[ownZone, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== ownZone)].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  })),
]

interface FitCardProps {
  scenarios: readonly ScenarioEntry[]
  base: ScenarioEntry
}

/** Which hospital lends what visits cannot tell, and what the new one is called. */
export function FitCard({ scenarios, base }: FitCardProps) {
  const { step, title, timeZone } = useVisits()
  const isFitting = step === 'fitting'
  return (
    <Card title={visitsText.fitTitle} note={visitsText.baseNote}>
      <div className={styles.fit}>
        <Select
          label={visitsText.base}
          options={scenarios.map((entry) => ({ value: entry.id, label: entry.title }))}
          value={base.id}
          onChange={(id) => changeVisits({ base: id })}
          isDisabled={isFitting}
        />
        <TextField
          label={visitsText.scenarioTitle}
          value={title}
          onChange={(text) => changeVisits({ title: text })}
          maxLength={120}
          help={visitsText.scenarioTitleHelp}
          isDisabled={isFitting}
        />
        <div>
          <Select
            label={visitsText.timeZone}
            options={zones}
            value={timeZone ?? noZone}
            onChange={(zone) => changeVisits({ timeZone: zone === noZone ? null : zone })}
            isDisabled={isFitting}
          />
          <p className={styles.small}>{visitsText.timeZoneNote}</p>
        </div>
      </div>
    </Card>
  )
}
