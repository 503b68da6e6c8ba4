import { memo } from 'react'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../../../shared/format.ts'
import type { RunMetrics } from '../../../shared/run.ts'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { axisLabelLook, axisLook } from '../../components/chart-looks.ts'
import { GroupMark } from '../../components/group-mark.tsx'
import { decimate } from '../../decimate.ts'
import { groupColor, groupDash } from '../../group-colors.ts'
import { niceScale } from '../../nice-scale.ts'
import { trainText } from '../../text/train.ts'
import styles from './learning-curves.module.css'

interface CurvesProps {
  metrics: readonly RunMetrics[]
  groups: readonly { id: string; label: string }[]
  decisionsPlanned: number
}

interface Series {
  key: string
  label: string
  color: string
  dash: string
  value: (metrics: RunMetrics) => number | null
}

const costSeries: readonly Series[] = [
  {
    key: 'agent',
    label: trainText.agent,
    color: 'var(--accent)',
    dash: '0',
    value: (one) => one.development?.agent.needWeightedWait ?? null,
  },
  {
    key: 'reference',
    label: trainText.reference,
    color: 'var(--chart-neutral)',
    dash: '5 3',
    value: (one) => one.development?.reference.needWeightedWait ?? null,
  },
]

/** How the agent gets on: the need-weighted wait beside today's rule, and the wait of each group, each with its latest number. */
export function LearningCurves({ metrics, groups, decisionsPlanned }: CurvesProps) {
  const groupSeries = groups.map(
    (group, index): Series => ({
      key: group.id,
      label: group.label,
      color: groupColor(index),
      dash: groupDash(index),
      value: (one) => one.development?.agent.equalNeedWaitMinutes[index] ?? null,
    }),
  )
  const latest = (series: Series | undefined) => {
    const values = series === undefined ? [] : metrics.map(series.value)
    const last = values.findLast((value) => value !== null)
    return last === undefined || last === null ? null : <strong>{formatNumber(last)}</strong>
  }
  return (
    <div className={styles.curves}>
      <CurveChart
        title={trainText.costTitle}
        description={trainText.costDescription}
        metrics={metrics}
        decisionsPlanned={decisionsPlanned}
        series={costSeries}
        legend={costSeries.map((series) => (
          <span key={series.key} className={series.key === 'agent' ? styles.keyAgent : styles.keyReference}>
            {series.label} {latest(series)}
          </span>
        ))}
      />
      <CurveChart
        title={trainText.groupTitle}
        description={trainText.groupDescription}
        metrics={metrics}
        decisionsPlanned={decisionsPlanned}
        series={groupSeries}
        legend={groups.map((group, index) => (
          <span key={group.id} className={styles.key}>
            <GroupMark index={index} label={group.label} /> {latest(groupSeries[index])}
          </span>
        ))}
      />
    </div>
  )
}

interface CurveChartProps {
  title: string
  description: string
  metrics: readonly RunMetrics[]
  decisionsPlanned: number
  series: readonly Series[]
  legend: React.ReactNode
}

function CurveChart({ title, description, metrics, decisionsPlanned, series, legend }: CurveChartProps) {
  const known = metrics.filter((one) => series.some((line) => line.value(one) !== null))
  const rows = decimate(known, (one) => series[0]?.value(one) ?? null).map((one) => ({
    decisions: one.decisions,
    ...Object.fromEntries(series.map((line) => [line.key, line.value(one)])),
  }))
  return (
    <ChartFrame
      title={title}
      description={known.length === 0 ? trainText.waitingForNumbers : description}
      legend={legend}
      level={4}
      columns={[
        { id: 'iteration', heading: trainText.iteration, cell: (one) => one.iteration, rowHeading: true },
        { id: 'decisions', heading: trainText.decisions, cell: (one) => formatNumber(one.decisions), numeric: true },
        ...series.map((line) => ({
          id: line.key,
          heading: line.label,
          numeric: true,
          cell: (one: RunMetrics) => formatNumber(line.value(one) ?? Number.NaN, { digits: 1 }),
        })),
      ]}
      rows={known}
      rowKey={(one) => one.iteration}
      {...(rows.length < known.length ? { footnote: trainText.points(rows.length, known.length) } : {})}
    >
      <Curves
        rows={rows}
        series={series}
        decisionsPlanned={decisionsPlanned}
        stamp={`${rows.length} ${known.at(-1)?.iteration ?? 0}`}
      />
    </ChartFrame>
  )
}

interface DrawingProps {
  rows: Record<string, number | null>[]
  series: readonly Series[]
  decisionsPlanned: number
  /** Changes when there is something new to draw. */
  stamp: string
}

const Curves = memo(
  function Curves({ rows, series, decisionsPlanned }: DrawingProps) {
    const values = rows.flatMap((row) => series.map((line) => row[line.key] ?? null)).filter((value) => value !== null)
    const { low, high, ticks, digits } = niceScale(Math.min(...values), Math.max(...values), 4)
    return (
      <div className={styles.drawing}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={rows} margin={{ top: 6, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
            <XAxis
              dataKey="decisions"
              type="number"
              domain={[0, decisionsPlanned]}
              ticks={[0, decisionsPlanned / 2, decisionsPlanned]}
              tickFormatter={(decisions: number) => trainText.thousands(formatNumber(decisions / 1000))}
              height={36}
              label={{
                value: trainText.decisions,
                position: 'insideBottom',
                offset: 0,
                ...axisLabelLook,
              }}
              {...axisLook}
            />
            <YAxis
              width={38}
              domain={[low, high]}
              ticks={ticks}
              tickFormatter={(value: number) => formatNumber(value, { digits })}
              {...axisLook}
            />
            {series.map((line) => (
              <Line
                key={line.key}
                dataKey={line.key}
                stroke={line.color}
                strokeDasharray={line.dash}
                strokeWidth={1.75}
                dot={rows.length === 1 && { r: 2.5, fill: line.color, strokeDasharray: '0' }}
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
