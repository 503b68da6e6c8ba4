import { useEffect } from 'react'
import { type EngineFinding, type EngineReport, engineLabels, engineNames, formatEngineSpeed } from '../../../shared/engine.ts'
import { formatDate } from '../../../shared/format.ts'
import type { Settings } from '../../../shared/settings.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Select } from '../../components/select.tsx'
import { Table } from '../../components/table.tsx'
import { Tag } from '../../components/tag.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useEngines, useSaveSettings } from '../../queries.ts'
import { settingsText as text } from '../../text/settings.ts'
import styles from './settings-page.module.css'

/** What computes networks on this machine, how fast, what is missing and why; and which engine trains. */
export function EnginesCard({ settings }: { settings: Settings }) {
  const measure = useAction(() => client.engines.measure(), { refresh: [queryKeys.engines] })
  const engines = useEngines(measure.isPending)
  const save = useSaveSettings()
  const report = engines.data
  const isUnknown = report !== undefined && report.measuredAt === null && report.measuring === null
  const { mutate, isIdle } = measure
  // Once: where measuring fails, its sentence is shown, and the button tries again.
  useEffect(() => {
    if (isUnknown && isIdle) mutate(undefined)
  }, [isUnknown, isIdle, mutate])
  const isMeasuring = measure.isPending || (report?.measuring ?? null) !== null
  return (
    <Card
      className={styles.wide}
      title={text.engines}
      note={text.enginesNote}
      actions={
        <Button isDisabled={isMeasuring} onPress={() => measure.mutate(undefined)}>
          {text.measureAgain}
        </Button>
      }
    >
      <div className={styles.choice}>
        <Select
          label={text.engineOfRuns}
          options={choices(settings.engine, report)}
          value={settings.engine}
          onChange={(engine) => save.mutate({ ...settings, engine }, { onSuccess: () => void engines.refetch() })}
        />
        {report !== undefined && (
          <p>
            <strong>{text.trains(engineLabels[report.chosen])}</strong> {report.because}
          </p>
        )}
      </div>
      <p role="status" className={styles.help}>
        {statusOf(report)}
      </p>
      {report !== undefined && report.engines.length > 0 && <Findings report={report} />}
    </Card>
  )
}

/** Those that work here, and the one that is chosen though it does not. */
function choices(wish: Settings['engine'], report: EngineReport | undefined) {
  const ready = new Set(report?.engines.filter(({ state }) => state === 'ready').map(({ name }) => name))
  const names = engineNames.filter((name) => ready.has(name) || name === wish)
  return [
    { value: 'automatic' as const, label: text.automatic, note: text.automaticNote },
    ...names.map((name) => ({ value: name, label: engineLabels[name] })),
  ]
}

function statusOf(report: EngineReport | undefined): string {
  if (report === undefined) return text.loading
  const { measuring, measuredAt } = report
  if (measuring !== null) return text.measuring(engineLabels[measuring], engineNames.indexOf(measuring) + 1, engineNames.length)
  return measuredAt === null ? text.notMeasured : text.measured(formatDate(measuredAt))
}

function Findings({ report }: { report: EngineReport }) {
  return (
    <Table<EngineFinding>
      caption={text.engines}
      columns={[
        {
          id: 'name',
          heading: text.engine,
          rowHeading: true,
          cell: ({ name }) => (
            <>
              {engineLabels[name]} {name === report.chosen && <Tag isGood>{text.inUse}</Tag>}
            </>
          ),
        },
        {
          id: 'speed',
          heading: text.speed,
          numeric: true,
          cell: (engine) => (engine.state === 'ready' ? formatEngineSpeed(engine.rowsPerSecond) : text.unavailable),
        },
        {
          id: 'repeats',
          heading: text.repeats,
          cell: (engine) => (engine.state === 'ready' ? text.repeating[engine.reproducible ? 'exactly' : 'nearly'] : ''),
        },
        { id: 'detail', heading: text.detail, cell: ({ detail }) => detail },
      ]}
      rows={report.engines}
      rowKey={({ name }) => name}
      isMarked={({ name }) => name === report.chosen}
    />
  )
}
