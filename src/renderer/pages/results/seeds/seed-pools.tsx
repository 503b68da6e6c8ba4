import type { EvaluationResult } from '../../../../shared/evaluation.ts'
import { digitsFor } from '../../../../shared/format.ts'
import { type ParetoPoint, paretoOf } from '../../../../shared/pareto.ts'
import type { SeedPool } from '../../../../shared/seed-pool.ts'
import { Card } from '../../../components/card.tsx'
import { ChartFrame } from '../../../components/chart-frame.tsx'
import { EstimateCell } from '../../../components/estimate-cell.tsx'
import { GroupMark } from '../../../components/group-mark.tsx'
import { Table } from '../../../components/table.tsx'
import { studiesText } from '../../../text/studies.ts'

import { ParetoChart, ReferenceMark } from './pareto-chart.tsx'
import { SeedTable } from './seed-table.tsx'
import styles from './seeds.module.css'

/** What several trainings of the same kind show together: in words, as a picture, and training by training. */
export function SeedPools({ result, pools }: { result: EvaluationResult; pools: readonly SeedPool[] }) {
  const { settings, references } = paretoOf(result, pools)
  const points: ParetoPoint[] = [
    ...references,
    ...settings.flatMap(({ seeds, ...mean }) => [
      { ...mean, label: `${mean.label}, ${studiesText.meanOf(seeds.length)}` },
      ...seeds.map(({ seed, ...one }) => ({ ...one, label: `${mean.label}, ${studiesText.seed(seed)}` })),
    ]),
  ]
  return (
    <>
      <Card>
        <div className={styles.plot}>
          <ChartFrame
            level={2}
            title={studiesText.paretoTitle}
            description={studiesText.paretoDescription}
            legend={
              <>
                {settings.map(({ id, label }, index) => (
                  <GroupMark key={id} index={index} label={label} />
                ))}
                {references.map(({ id, label }, index) => (
                  <ReferenceMark key={id} index={index} label={label} />
                ))}
              </>
            }
            columns={[
              { id: 'setting', heading: studiesText.setting, cell: (row) => row.label, rowHeading: true },
              ...pointColumns(points),
            ]}
            rows={points}
            rowKey={(row) => row.id}
          >
            <ParetoChart settings={settings} references={references} />
          </ChartFrame>
          <Table
            caption={studiesText.settingsCaption}
            columns={[
              {
                id: 'setting',
                heading: studiesText.setting,
                rowHeading: true,
                cell: (row) => {
                  const place = settings.findIndex(({ id }) => id === row.id)
                  return place >= 0 ? (
                    <GroupMark index={place} label={row.label} />
                  ) : (
                    <ReferenceMark index={references.indexOf(row)} label={row.label} />
                  )
                },
              },
              ...pointColumns([...references, ...settings]),
            ]}
            rows={[...references, ...settings] as ParetoPoint[]}
            rowKey={(row) => row.id}
          />
        </div>
      </Card>
      <Card title={studiesText.title} note={studiesText.note}>
        <div className={styles.words}>
          {pools.flatMap(({ label, contrasts }) =>
            contrasts.map((contrast) => (
              <section key={`${label} ${contrast.against}`}>
                <h3>{studiesText.settingAgainst(label, contrast.label)}</h3>
                <ul>
                  {contrast.sentences.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </section>
            )),
          )}
        </div>
      </Card>
      <SeedTable pools={pools} />
    </>
  )
}

function pointColumns(points: readonly ParetoPoint[]) {
  const column = (id: 'cost' | 'gap', heading: string) => {
    const digits = digitsFor(
      points.map((point) => point[id]),
      'weighted',
    )
    return {
      id,
      heading,
      numeric: true,
      cell: (row: ParetoPoint) => <EstimateCell estimate={row[id]} unit="weighted" digits={digits} />,
    }
  }
  return [column('cost', studiesText.cost), column('gap', studiesText.gap)]
}
