import { CartesianGrid, ErrorBar, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import type { Estimate } from '../../../shared/evaluation.ts'
import { groupColor, groupShape, shapePaths } from '../../group-colors.ts'
import styles from './results.module.css'

interface IntervalChartProps {
  /** One row each, from top to bottom. */
  rows: readonly { id: string; label: string }[]
  /** One mark in each row each, by position in the scenario. */
  series: readonly { id: string; label: string; estimates: readonly (Estimate | null)[] }[]
  /** What the axis shows, with unit. */
  axis: string
  format: (value: number) => string
  /** Draws a line at zero and keeps it in sight. */
  zero?: boolean
}

const rowHeight = 46
const axisHeight = 44

/** Dots with their intervals: rows are policies, marks are groups in their colour and shape. */
export function IntervalChart({ rows, series, axis, format, zero = false }: IntervalChartProps) {
  const spread = series.length > 1 ? 0.62 / (series.length - 1) : 0
  return (
    <div className={styles.intervals} style={{ height: rows.length * rowHeight + axisHeight }}>
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 4, right: 16, bottom: 16, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--chart-grid)" horizontal={false} />
          <XAxis
            type="number"
            dataKey="x"
            domain={zero ? [(low: number) => Math.min(0, low), (high: number) => Math.max(0, high)] : [0, 'auto']}
            tickFormatter={format}
            stroke="var(--chart-ink)"
            tick={{ fontSize: 11, fill: 'var(--chart-ink)' }}
            label={{ value: axis, position: 'insideBottom', offset: -12, fontSize: 11, fill: 'var(--chart-ink)' }}
          />
          <YAxis
            type="number"
            dataKey="y"
            domain={[-0.5, rows.length - 0.5]}
            reversed
            width={170}
            ticks={rows.map((_, index) => index)}
            interval={0}
            tickFormatter={(index: number) => rows[index]?.label ?? ''}
            tickLine={false}
            stroke="var(--chart-ink)"
            tick={{ fontSize: 12, fill: 'var(--chart-ink)' }}
          />
          {zero && <ReferenceLine x={0} stroke="var(--chart-ink)" />}
          {series.map((one, position) => (
            <Scatter
              key={one.id}
              isAnimationActive={false}
              data={one.estimates.flatMap((estimate, row) =>
                estimate === null
                  ? []
                  : [
                      {
                        x: estimate.mean,
                        y: row + (series.length > 1 ? position * spread - 0.31 : 0),
                        reach: [estimate.mean - estimate.lower, estimate.upper - estimate.mean],
                      },
                    ],
              )}
              fill={groupColor(position)}
              shape={({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) => (
                <path
                  d={shapePaths[groupShape(position)]}
                  fill={groupColor(position)}
                  transform={`translate(${cx ?? 0} ${cy ?? 0}) scale(4.5)`}
                />
              )}
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
