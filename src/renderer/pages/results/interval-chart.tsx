import { CartesianGrid, ErrorBar, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import type { Estimate } from '../../../shared/evaluation.ts'
import { formatNumber } from '../../../shared/format.ts'
import { axisLabelLook, axisLook } from '../../components/chart-looks.ts'
import { chartMark } from '../../components/chart-mark.tsx'
import { groupColor, groupLook } from '../../group-colors.ts'
import { niceScale } from '../../nice-scale.ts'
import styles from './results.module.css'

interface IntervalChartProps {
  /** One row each, from top to bottom. */
  rows: readonly { id: string; label: string }[]
  /** One mark in each row each, by position in the scenario. */
  series: readonly { id: string; label: string; estimates: readonly (Estimate | null)[] }[]
  /** What the axis shows, with unit. */
  axis: string
  /** 100 where shares are shown in percent. */
  scale?: 1 | 100
  /** Differences: a line at zero, signs on the axis. */
  differences?: boolean
  /** Each row has one mark, so it stands in the row's middle. */
  oneEach?: boolean
}

const axisHeight = 44
/** Share of a row's height that its marks are spread over. */
const spread = 0.62
const intervals = 5

/** A label that breaks into lines before a word, not between a word and its number. */
const heldTogether = (label: string): string => label.replace(/ (?=\d)/g, '\u00a0')

/** Dots with their intervals: rows are policies, marks are groups in their colour and shape. */
export function IntervalChart({ rows, series, axis, scale = 1, differences = false, oneEach = false }: IntervalChartProps) {
  const shown = series.flatMap((one) => one.estimates).filter((estimate) => estimate !== null)
  const { low, high, ticks, digits } = niceScale(
    Math.min(0, ...shown.map((estimate) => estimate.lower)) * scale,
    Math.max(0, ...shown.map((estimate) => estimate.upper)) * scale,
    intervals,
  )
  const isStacked = series.length > 1 && !oneEach
  const offset = (position: number) => (isStacked ? (position / (series.length - 1) - 0.5) * spread : 0)
  const rowHeight = isStacked ? 14 + 8 * series.length : 34
  return (
    <div className={styles.intervals} style={{ height: rows.length * rowHeight + axisHeight }}>
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 4, right: 16, bottom: 16, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--chart-grid)" horizontal={false} />
          <XAxis
            type="number"
            dataKey="x"
            domain={[low, high]}
            ticks={ticks}
            interval={0}
            tickFormatter={(value: number) => formatNumber(value, { digits, signed: differences })}
            {...axisLook}
            label={{ value: axis, position: 'insideBottom', offset: -12, ...axisLabelLook }}
          />
          <YAxis
            type="number"
            dataKey="y"
            domain={[-0.5, rows.length - 0.5]}
            reversed
            width={190}
            ticks={rows.map((_, index) => index)}
            interval={0}
            tickFormatter={(index: number) => heldTogether(rows[index]?.label ?? '')}
            tickLine={false}
            {...axisLook}
            tick={{ ...axisLook.tick, fontSize: 12 }}
          />
          {differences && <ReferenceLine x={0} stroke={axisLook.stroke} />}
          {series.map((one, position) => (
            <Scatter
              key={one.id}
              isAnimationActive={false}
              data={one.estimates.flatMap((estimate, row) =>
                estimate === null
                  ? []
                  : [
                      {
                        x: estimate.mean * scale,
                        y: row + offset(position),
                        reach: [(estimate.mean - estimate.lower) * scale, (estimate.upper - estimate.mean) * scale],
                      },
                    ],
              )}
              shape={chartMark({ ...groupLook(position), size: 4.5 })}
            >
              <ErrorBar
                dataKey="reach"
                direction="x"
                stroke={groupColor(position)}
                strokeWidth={1.75}
                width={4}
                isAnimationActive={false}
              />
            </Scatter>
          ))}
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}
