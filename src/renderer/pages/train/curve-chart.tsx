import { memo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../../../shared/format.ts'
import type { RunMetrics } from '../../../shared/run.ts'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { axisLabelLook, axisLook, uprightLabel } from '../../components/chart-looks.ts'
import { decimate } from '../../decimate.ts'
import { niceScale } from '../../nice-scale.ts'
import { trainText } from '../../text/train.ts'
import { type CurveRow, type CurveValue, curveRows } from './curve-rows.ts'
import styles from './learning-curves.module.css'

export interface CurveSeries {
  key: string
  label: string
  color: string
  dash: string
  value: CurveValue
}

interface CurveChartProps {
  title: string
  description: string
  /** Along the upright axis. */
  unit: string
  /** The trainings of one setting; several are drawn as their mean and range. */
  trainings: readonly (readonly RunMetrics[])[]
  series: readonly CurveSeries[]
  decisionsPlanned: number
  /** Of the numbers in the table. */
  digits?: number
}

/** One measure of training against the decisions learned from. */
export function CurveChart(props: CurveChartProps) {
  const { title, description, unit, trainings, series, decisionsPlanned, digits = 1 } = props
  const all = curveRows(
    trainings,
    series.map(({ value }) => value),
  )
  const rows = decimate(all, ({ points }) => points[0]?.mean ?? null)
  const isBand = trainings.length > 1
  const number = (value: number) => formatNumber(value, { digits })
  const latest = (index: number) => {
    const point = all.findLast(({ points }) => points[index] !== null)?.points[index]
    return point ? number(point.mean) : null
  }
  return (
    <ChartFrame
      title={title}
      description={all.length === 0 ? trainText.waitingForNumbers : description}
      legend={series.map((line, index) => <LineKey key={line.key} line={line} latest={latest(index)} />)}
      level={4}
      columns={[
        { id: 'iteration', heading: trainText.iteration, cell: (row) => row.iteration, rowHeading: true },
        { id: 'decisions', heading: trainText.decisions, cell: (row) => formatNumber(row.decisions), numeric: true },
        ...(isBand
          ? [{ id: 'trainings', heading: trainText.trainings, cell: (row: CurveRow) => row.trainings, numeric: true }]
          : []),
        ...series.map((line, index) => ({
          id: line.key,
          heading: line.label,
          numeric: true,
          cell: ({ points }: CurveRow) => {
            const point = points[index]
            if (!point) return number(Number.NaN)
            return isBand ? `${number(point.mean)} (${number(point.range[0])} to ${number(point.range[1])})` : number(point.mean)
          },
        })),
      ]}
      rows={all}
      rowKey={(row) => row.iteration}
      {...(rows.length < all.length ? { footnote: trainText.points(rows.length, all.length) } : {})}
    >
      <Drawing
        rows={rows}
        series={series}
        unit={unit}
        isBand={isBand}
        decisionsPlanned={decisionsPlanned}
        stamp={`${rows.length} ${trainings.map((metrics) => metrics.at(-1)?.iteration ?? 0).join(' ')}`}
      />
    </ChartFrame>
  )
}

/** A series as it is drawn, with its latest mean. */
function LineKey({ line: { label, color, dash }, latest }: { line: CurveSeries; latest: string | null }) {
  return (
    <span className={styles.key}>
      <svg aria-hidden="true" width={24} height={4} focusable="false">
        <path d="M0 2H24" stroke={color} strokeDasharray={dash} strokeWidth={2} />
      </svg>
      {label} {latest !== null && <strong>{latest}</strong>}
    </span>
  )
}

interface DrawingProps {
  rows: readonly CurveRow[]
  series: readonly CurveSeries[]
  unit: string
  isBand: boolean
  decisionsPlanned: number
  /** Changes when there is something new to draw. */
  stamp: string
}

const Drawing = memo(
  function Drawing({ rows, series, unit, isBand, decisionsPlanned }: DrawingProps) {
    const ends = rows.flatMap(({ points }) => points.flatMap((point) => (point === null ? [] : point.range)))
    const { low, high, ticks, digits } = niceScale(Math.min(...ends), Math.max(...ends), 4)
    return (
      <div className={styles.drawing}>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={[...rows]} margin={{ top: 6, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
            <XAxis
              dataKey="decisions"
              type="number"
              domain={[0, decisionsPlanned]}
              ticks={[0, decisionsPlanned / 2, decisionsPlanned]}
              tickFormatter={(decisions: number) => trainText.thousands(formatNumber(decisions / 1000))}
              height={36}
              label={{ value: trainText.decisions, position: 'insideBottom', offset: 0, ...axisLabelLook }}
              {...axisLook}
            />
            <YAxis
              width={62}
              domain={[low, high]}
              ticks={ticks}
              tickFormatter={(value: number) => formatNumber(value, { digits })}
              label={uprightLabel(unit, 6)}
              {...axisLook}
            />
            {isBand &&
              series.map((line, index) => (
                <Area
                  key={`${line.key} range`}
                  dataKey={({ points }: CurveRow) => points[index]?.range ?? null}
                  stroke="none"
                  fill={line.color}
                  fillOpacity={0.16}
                  activeDot={false}
                  connectNulls
                  isAnimationActive={false}
                />
              ))}
            {series.map((line, index) => (
              <Line
                key={line.key}
                dataKey={({ points }: CurveRow) => points[index]?.mean ?? null}
                stroke={line.color}
                strokeDasharray={line.dash}
                strokeWidth={1.75}
                dot={rows.length === 1 && { r: 2.5, fill: line.color, strokeDasharray: '0' }}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    )
  },
  (before, after) => before.stamp === after.stamp && before.series.length === after.series.length,
)
