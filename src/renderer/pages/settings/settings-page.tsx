import type { SystemInfo } from '../../../shared/contract.ts'
import type { Settings } from '../../../shared/settings.ts'
import { Card } from '../../components/card.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { NumberField } from '../../components/field.tsx'
import { Page } from '../../components/page.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Switch } from '../../components/switch.tsx'
import { useSaveSettings, useSettings, useSystemInfo } from '../../queries.ts'
import { settingsText } from '../../text/settings.ts'
import { EnginesCard } from './engines-card.tsx'
import styles from './settings-page.module.css'

/** Settings are kept as soon as they are changed. */
export function SettingsPage() {
  const settings = useSettings()
  const info = useSystemInfo()
  return (
    <Page title={settingsText.title}>
      {settings.data === undefined || info.data === undefined ? (
        <Loading label={settingsText.loading} />
      ) : (
        <div className={styles.page}>
          <Choices settings={settings.data} cores={info.data.cores} />
          <Studio info={info.data} />
          <EnginesCard settings={settings.data} />
        </div>
      )}
    </Page>
  )
}

const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: settingsText.themes[value] }))

function Choices({ settings, cores }: { settings: Settings; cores: number }) {
  const save = useSaveSettings()
  const change = (part: Partial<Settings>) => save.mutate({ ...settings, ...part })
  const automatic = Math.max(4, cores)
  // A value outside the range is shown with its problem, but not kept.
  const changeWithin = (value: number, minimum: number, maximum: number, part: Partial<Settings>) => {
    if (Number.isInteger(value) && value >= minimum && value <= maximum) change(part)
  }
  return (
    <>
      <Card title={settingsText.appearance}>
        <Segmented label={settingsText.theme} options={themes} value={settings.theme} onChange={(theme) => change({ theme })} />
        <div>
          <Switch isSelected={settings.expertDetail} onChange={(expertDetail) => change({ expertDetail })}>
            {settingsText.expert}
          </Switch>
          <p className={styles.help}>{settingsText.expertHelp}</p>
        </div>
      </Card>
      <Card title={settingsText.work}>
        <div className={styles.group}>
          <Switch
            isSelected={settings.maximumParallelJobs === null}
            onChange={(chosen) => change({ maximumParallelJobs: chosen ? null : automatic })}
          >
            {settingsText.parallelAuto(automatic)}
          </Switch>
          <NumberField
            layout="row"
            label={settingsText.parallel}
            unit={settingsText.parallelUnit}
            help={settingsText.parallelHelp(cores)}
            value={settings.maximumParallelJobs ?? automatic}
            onChange={(jobs) => changeWithin(jobs, 1, 64, { maximumParallelJobs: jobs })}
            minimum={1}
            maximum={64}
            digits={0}
            isDisabled={settings.maximumParallelJobs === null}
          />
        </div>
        <NumberField
          layout="row"
          label={settingsText.replications}
          unit={settingsText.replicationsUnit}
          help={settingsText.replicationsHelp}
          value={settings.replications}
          onChange={(replications) => changeWithin(replications, 10, 5000, { replications })}
          minimum={10}
          maximum={5000}
          step={10}
          digits={0}
        />
      </Card>
    </>
  )
}

function Studio({ info }: { info: SystemInfo }) {
  return (
    <Card title={settingsText.studio}>
      <dl className={styles.facts}>
        <dt>{settingsText.version}</dt>
        <dd>{info.version}</dd>
        <dt>{settingsText.host}</dt>
        <dd>{settingsText.hosts[info.host]}</dd>
        <dt>{settingsText.cores}</dt>
        <dd>{info.cores}</dd>
        <dt>{settingsText.store}</dt>
        <dd>{info.store.message ?? settingsText.storeReady}</dd>
        <dt>{settingsText.folder}</dt>
        <dd>
          <code>{info.dataDirectory}</code>
          <p className={styles.help}>{settingsText.folderNote}</p>
        </dd>
      </dl>
    </Card>
  )
}
