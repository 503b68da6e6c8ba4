import { memo } from 'react'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../../../shared/format.ts'
import type { RunMetrics } from '../../../shared/run.ts'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { decimate } from '../../decimate.ts'
import { groupColor, groupDash } from '../../group-colors.ts'
import { trainText } from '../../text/train.ts'
import styles from './train.module.css'

interface CurvesProps {
  metrics: readonly RunMetrics[]
  groups: readonly { id: string; label: string }[]
}

interface Series {
  key: string
  label: string
  color: string
  dash: string
  value: (metrics: RunMetrics) => number | null
}

const costSeries: readonly Series[] = [
  { key: 'agent', label: trainText.agent, color: 'var(--accent)', dash: '0', value: (one) => one.costPerPatient },
  {
    key: 'reference',
    label: trainText.reference,
    color: 'var(--chart-neutral)',
    dash: '5 3',
    value: (one) => one.referenceCostPerPatient,
  },
]

/** How the agent gets on: the need-weighted wait beside today's rule, and the wait of each group. */
export function LearningCurves({ metrics, groups }: CurvesProps) {
  const groupSeries = groups.map(
    (group, index): Series => ({
      key: group.id,
      label: group.label,
      color: groupColor(index),
      dash: groupDash(index),
      value: (one) => one.waitMinutesByGroup[index] ?? null,
    }),
  )
  return (
    <div className={styles.curves}>
      <CurveChart
        title={trainText.costTitle}
        description={trainText.costDescription}
        metrics={metrics}
        series={costSeries}
        legend={costSeries.map((series) => (
          <span key={series.key} className={series.key === 'agent' ? styles.keyAgent : styles.keyReference}>
            {series.label}
          </span>
        ))}
      />
      <CurveChart
        title={trainText.groupTitle}
        description={trainText.groupDescription}
        metrics={metrics}
        series={groupSeries}
        legend={groups.map((group, index) => <GroupMark key={group.id} index={index} label={group.label} />)}
      />
    </div>
  )
}

interface CurveChartProps {
  title: string
  description: string
  metrics: readonly RunMetrics[]
  series: readonly Series[]
  legend: React.ReactNode
}

function CurveChart({ title, description, metrics, series, legend }: CurveChartProps) {
  const known = metrics.filter((one) => series.some((line) => line.value(one) !== null))
  const rows = decimate(known, (one) => series[0]?.value(one) ?? null).map((one) => ({
    iteration: one.iteration,
    ...Object.fromEntries(series.map((line) => [line.key, line.value(one)])),
  }))
  return (
    <ChartFrame
      title={title}
      description={description}
      legend={legend}
      columns={[
        { id: 'iteration', heading: trainText.iteration, cell: (one) => one.iteration, rowHeading: true },
        ...series.map((line) => ({
          id: line.key,
          heading: line.label,
          numeric: true,
          cell: (one: RunMetrics) => formatNumber(line.value(one) ?? Number.NaN, { digits: 1 }),
        })),
      ]}
      rows={known}
      rowKey={(one) => one.iteration}
      footnote={known.length === 0 ? trainText.waitingForNumbers : trainText.points(rows.length, known.length)}
    >
      <Curves rows={rows} series={series} stamp={`${rows.length} ${known.at(-1)?.iteration ?? 0}`} />
    </ChartFrame>
  )
}

interface DrawingProps {
  rows: Record<string, number | null>[]
  series: readonly Series[]
  /** Changes when there is something new to draw. */
  stamp: string
}

const Curves = memo(
  function Curves({ rows, series }: DrawingProps) {
    return (
      <div className={styles.drawing}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={rows} margin={{ top: 6, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
            <XAxis
              dataKey="iteration"
              type="number"
              domain={['dataMin', 'dataMax']}
              allowDecimals={false}
              stroke="var(--chart-ink)"
              tick={{ fontSize: 11, fill: 'var(--chart-ink)' }}
            />
            <YAxis
              width={38}
              domain={['auto', 'auto']}
              stroke="var(--chart-ink)"
              tick={{ fontSize: 11, fill: 'var(--chart-ink)' }}
            />
            {series.map((line) => (
              <Line
                key={line.key}
                dataKey={line.key}
                stroke={line.color}
                strokeDasharray={line.dash}
                strokeWidth={1.75}
                dot={false}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    )
  },
  (before, after) => before.stamp === after.stamp && before.series.length === after.series.length,
)
