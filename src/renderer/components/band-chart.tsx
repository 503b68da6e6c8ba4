import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../../shared/format.ts'
import { niceScale } from '../nice-scale.ts'
import styles from './band-chart.module.css'
import { ChartKey } from './chart-key.tsx'
import { axisLook, referenceLook, uprightLabel } from './chart-looks.ts'

export interface BandRow {
  x: number
  /** The line that matters. */
  value: number
  band: readonly [number, number]
  /** The line it is held against; null where there is none. */
  reference: number | null
  /** Marks the value. */
  isOutside: boolean
}

interface BandChartProps {
  rows: readonly BandRow[]
  ticks: readonly number[]
  formatTick: (x: number) => string
  /** What the upright axis shows, with unit. */
  axis: string
}

const intervals = 4

/** A line with its dots in a band, and a dashed line to hold it against; values outside their band are marked by colour and shape. */
export function BandChart({ rows, ticks, formatTick, axis }: BandChartProps) {
  const values = rows.flatMap(({ value, band, reference }) => [value, ...band, ...(reference === null ? [] : [reference])])
  const scale = niceScale(Math.min(0, ...values), Math.max(0, ...values), intervals)
  return (
    <div className={styles.chart}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={[...rows]} margin={{ top: 8, right: 12, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
          <XAxis
            dataKey="x"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={[...ticks]}
            tickFormatter={formatTick}
            {...axisLook}
          />
          <YAxis
            width={52}
            domain={[scale.low, scale.high]}
            ticks={scale.ticks}
            tickFormatter={(value: number) => formatNumber(value, { digits: scale.digits })}
            label={uprightLabel(axis, 8)}
            {...axisLook}
          />
          <Area
            dataKey="band"
            stroke="none"
            fill="var(--chart-neutral-soft)"
            fillOpacity={0.55}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line dataKey="reference" {...referenceLook} />
          <Line
            dataKey="value"
            stroke="var(--accent)"
            strokeWidth={1.75}
            isAnimationActive={false}
            dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => (
              <Mark key={index} x={cx ?? 0} y={cy ?? 0} isOutside={rows[index ?? 0]?.isOutside ?? false} />
            )}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

function Mark({ x, y, isOutside }: { x: number; y: number; isOutside: boolean }) {
  return isOutside ? (
    <path className={styles.outside} d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
  ) : (
    <circle className={styles.inside} cx={x} cy={y} r={3} />
  )
}

interface BandLegendProps {
  value: string
  band: string
  reference: string
  /** Named only where something is outside. */
  outside?: string | undefined
}

export function BandLegend({ value, band, reference, outside }: BandLegendProps) {
  return (
    <>
      <ChartKey of="value">{value}</ChartKey>
      <ChartKey of="band">{band}</ChartKey>
      <ChartKey of="reference">{reference}</ChartKey>
      {outside !== undefined && <ChartKey of="outside">{outside}</ChartKey>}
    </>
  )
}
