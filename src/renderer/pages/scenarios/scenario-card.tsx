import type { ScenarioEntry } from '../../../shared/contract.ts'
import { formatDate, formatNumber } from '../../../shared/format.ts'
import { offeredLoad } from '../../../shared/offered-load.ts'
import { Button } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import { formatRoute } from '../../route.ts'
import { navigate } from '../../router.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { clock } from './editor/hours.ts'
import styles from './scenario-card.module.css'
import { summarise } from './summary.ts'
import { useScenarioActions } from './use-scenario-actions.ts'

/** One hospital at a glance: how many come, what there is, how the day is loaded. */
export function ScenarioCard({ entry }: { entry: ScenarioEntry }) {
  const { copy, remove, download } = useScenarioActions()
  const summary = summarise(entry.scenario)
  const load = offeredLoad(entry.scenario)
  const shorter = load.clinicians.byHour.map((clinicians, hour) => {
    const spaces = load.careSpaces.byHour[hour] ?? 0
    return Number.isFinite(clinicians) ? Math.max(clinicians, spaces) : spaces
  })
  const peak = Math.max(...shorter)
  const peakText = formatNumber(peak, { digits: 2 })
  const notes = [
    ...(summary.casualties === null ? [] : [scenariosText.casualties(summary.casualties)]),
    ...(entry.preset ? [] : [scenariosText.edited(formatDate(entry.updatedAt))]),
  ]
  return (
    <article className={styles.card} aria-labelledby={`scenario-${entry.id}`}>
      <header className={styles.head}>
        <h3 id={`scenario-${entry.id}`} className={styles.title}>
          <a className={styles.link} title={entry.title} href={formatRoute({ page: 'scenario', id: entry.id })}>
            {entry.title}
          </a>
        </h3>
        {!entry.preset && <span className={styles.badge}>{scenariosText.version(entry.version)}</span>}
      </header>
      <p className={styles.description}>{entry.scenario.description}</p>
      <dl className={styles.figures}>
        <Figure value={formatNumber(summary.visitsPerDay)} label={scenariosText.visitsPerDay} />
        <Figure value={formatNumber(summary.careSpaces)} label={scenariosText.careSpaces} />
        <Figure
          value={scenariosText.cliniciansRange(summary.fewestClinicians, summary.mostClinicians)}
          label={scenariosText.clinicians(summary.mostClinicians)}
        />
      </dl>
      <div>
        <div className={styles.loadHead}>
          <span>{scenariosText.load}</span>
          <span>{scenariosText.loadPeak(peakText)}</span>
        </div>
        <Sparkline
          values={shorter}
          steps
          threshold={1}
          label={scenariosText.loadDescription(peakText, clock(shorter.indexOf(peak)))}
        />
        <div className={styles.hours} aria-hidden="true">
          {[0, 6, 12, 18].map((hour) => (
            <span key={hour}>{clock(hour)}</span>
          ))}
        </div>
      </div>
      <p className={styles.note}>{notes.join(' · ')}</p>
      <footer className={styles.actions}>
        <Button onPress={() => navigate({ page: 'live', scenario: entry.id })} icon="live">
          {scenariosText.live}
        </Button>
        {entry.preset ? (
          <Button onPress={() => copy.mutate(entry.id)} icon="copy" isDisabled={copy.isPending}>
            {scenariosText.duplicate}
          </Button>
        ) : (
          <Button onPress={() => navigate({ page: 'scenario', id: entry.id })} icon="edit">
            {scenariosText.edit}
          </Button>
        )}
        <Menu
          label={scenariosText.more(entry.title)}
          icon="more"
          iconOnly
          entries={[
            entry.preset
              ? { id: 'open', label: scenariosText.open, onAction: () => navigate({ page: 'scenario', id: entry.id }) }
              : { id: 'copy', label: scenariosText.duplicate, onAction: () => copy.mutate(entry.id) },
            { id: 'train', label: scenariosText.train, onAction: () => navigate({ page: 'train', scenario: entry.id }) },
            { id: 'export', label: scenariosText.export, onAction: () => download.mutate(entry.id) },
            ...(entry.preset
              ? []
              : [{ id: 'delete', label: scenariosText.delete, danger: true, onAction: () => remove.mutate(entry) }]),
          ]}
        />
      </footer>
    </article>
  )
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
