import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { FamilyChoice, GoodnessOfFit } from '../../../shared/calibration.ts'
import { formatNumber, formatQuantity } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { ChartKey } from '../../components/chart-key.tsx'
import { axisLabelLook, axisLook, referenceLook } from '../../components/chart-looks.ts'
import { Table } from '../../components/table.tsx'
import { niceScale } from '../../nice-scale.ts'
import { visitsText } from '../../text/visits.ts'
import styles from './fit-result.module.css'
import { Verdict } from './verdict.tsx'

const percent = (share: number) => formatQuantity(share, 'percent', { digits: 1 })
const points = (share: number) => formatNumber(share * 100, { digits: 1 })

interface GoodnessChartsProps {
  goodness: readonly GoodnessOfFit[]
  families: readonly FamilyChoice[]
}

/** Fitted durations against those of the visits, and why each form of distribution was chosen. */
export function GoodnessCharts({ goodness, families }: GoodnessChartsProps) {
  return (
    <Card title={visitsText.goodness} note={visitsText.goodnessNote}>
      <div className={styles.curves}>
        {alikeTogether(goodness).map((one) => (
          <GoodnessChart key={one.label} goodness={one} />
        ))}
      </div>
      {families.length > 0 && (
        <Table
          caption={visitsText.families}
          showCaption
          rows={families}
          rowKey={({ path }) => path}
          columns={[
            { id: 'label', heading: visitsText.familyTime, rowHeading: true, cell: ({ label }) => label },
            { id: 'chosen', heading: visitsText.familyChosen, cell: (choice) => familyOf(choice)?.name ?? '–' },
            { id: 'mean', heading: visitsText.familyMean, numeric: true, cell: (choice) => familyOf(choice)?.mean ?? '–' },
            {
              id: 'why',
              heading: visitsText.familyWhy,
              cell: ({ sentence }) => <span className={styles.reason}>{sentence}</span>,
            },
          ]}
        />
      )}
    </Card>
  )
}

/** Of each kind of time all levels beside each other; labels begin with the kind. */
function alikeTogether(goodness: readonly GoodnessOfFit[]): GoodnessOfFit[] {
  const kindOf = ({ label }: GoodnessOfFit) => label.split(',')[0] ?? label
  const kinds = [...new Set(goodness.map(kindOf))]
  return [...goodness].sort((a, b) => kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)))
}

function familyOf({ candidates }: FamilyChoice): { name: string; mean: string } | null {
  const chosen = candidates.find((candidate) => candidate.chosen)
  if (chosen === undefined) return null
  return { name: visitsText.family[chosen.family], mean: formatQuantity(chosen.meanMinutes, 'minutes', { digits: 1 }) }
}

function GoodnessChart({ goodness }: { goodness: GoodnessOfFit }) {
  const { label, visits, distance, allowedDistance, fits } = goodness
  const last = goodness.points.at(-1)?.minutes ?? 0
  const { high, ticks, digits } = niceScale(0, last, 3)
  return (
    <div>
      <ChartFrame
        title={label.replace(/ (?=\d)/g, '\u00a0')}
        description={visitsText.goodnessWords(visits, fits, points(distance), points(allowedDistance))}
        legend={
          <>
            <ChartKey of="value">{visitsText.observed}</ChartKey>
            <ChartKey of="reference">{visitsText.fitted}</ChartKey>
            <Verdict fits={fits} />
          </>
        }
        columns={[
          {
            id: 'minutes',
            heading: visitsText.minutes,
            rowHeading: true,
            cell: ({ minutes }) => formatNumber(minutes, { digits: 1 }),
          },
          { id: 'observed', heading: visitsText.observed, numeric: true, cell: ({ observed }) => percent(observed) },
          { id: 'fitted', heading: visitsText.fitted, numeric: true, cell: ({ fitted }) => percent(fitted) },
        ]}
        rows={goodness.points}
        rowKey={({ minutes }) => minutes}
      >
        <div className={styles.drawing}>
          <ResponsiveContainer width="100%" height="100%">
            <LineChart data={[...goodness.points]} margin={{ top: 6, right: 14, bottom: 0, left: 0 }} accessibilityLayer={false}>
              <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
              <XAxis
                dataKey="minutes"
                type="number"
                domain={[0, high]}
                ticks={ticks}
                tickFormatter={(minutes: number) => formatNumber(minutes, { digits })}
                height={36}
                label={{ value: visitsText.minutes, position: 'insideBottom', offset: 0, ...axisLabelLook }}
                {...axisLook}
              />
              <YAxis
                width={46}
                domain={[0, 1]}
                ticks={[0, 0.5, 1]}
                tickFormatter={(share: number) => formatQuantity(share, 'percent', { digits: 0 })}
                {...axisLook}
              />
              <Line dataKey="observed" stroke="var(--accent)" strokeWidth={2} dot={false} isAnimationActive={false} />
              <Line dataKey="fitted" {...referenceLook} />
            </LineChart>
          </ResponsiveContainer>
        </div>
      </ChartFrame>
    </div>
  )
}
