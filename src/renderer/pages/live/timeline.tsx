import { memo } from 'react'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { LiveFrame } from '../../../shared/live.ts'
import { minutesPerDay } from '../../../shared/time.ts'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { axisLook } from '../../components/chart-looks.ts'
import { Slider } from '../../components/slider.tsx'
import { liveText } from '../../text/live.ts'
import { clockTime } from './clock-time.ts'
import styles from './live.module.css'

interface TimelineProps {
  frame: LiveFrame
  onSeek: (minutes: number) => void
}

/** Census and queue since the start, with a handle to go to any moment. */
export function Timeline({ frame, onSeek }: TimelineProps) {
  const rows = frame.timeline.map(([minutes, census, waiting]) => ({ minutes, census, waiting }))
  return (
    <Card>
      <ChartFrame
        level={2}
        title={liveText.timelineTitle}
        description={liveText.timelineDescription(rows.length)}
        columns={[
          { id: 'time', heading: liveText.time, cell: (row) => clockTime(row.minutes), rowHeading: true },
          { id: 'census', heading: liveText.census, cell: (row) => row.census, numeric: true },
          { id: 'waiting', heading: liveText.waiting, cell: (row) => row.waiting, numeric: true },
        ]}
        rows={rows}
        rowKey={(row) => row.minutes}
        legend={
          <>
            <span className={styles.key}>{liveText.census}</span>
            <span className={`${styles.key} ${styles.keyWaiting}`}>{liveText.waiting}</span>
          </>
        }
      >
        <Curves rows={rows} endMinutes={frame.endMinutes} />
      </ChartFrame>
      <div className={styles.seek}>
        <Slider
          label={liveText.seek}
          value={Math.min(frame.minutes, frame.endMinutes)}
          onChange={onSeek}
          minimum={0}
          maximum={frame.endMinutes}
          step={5}
          formatValue={clockTime}
        />
      </div>
    </Card>
  )
}

const Curves = memo(function Curves({
  rows,
  endMinutes,
}: {
  rows: { minutes: number; census: number; waiting: number }[]
  endMinutes: number
}) {
  const days = Array.from({ length: Math.ceil(endMinutes / minutesPerDay) }, (_, day) => day * minutesPerDay)
  return (
    <div className={styles.curves}>
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={rows} margin={{ top: 6, right: 10, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
          <XAxis
            dataKey="minutes"
            type="number"
            domain={[0, endMinutes]}
            ticks={days}
            tickFormatter={(minutes: number) => liveText.timelineDay(Math.floor(minutes / minutesPerDay) + 1)}
            {...axisLook}
          />
          <YAxis width={34} allowDecimals={false} {...axisLook} />
          <Area
            dataKey="census"
            type="stepAfter"
            stroke="var(--chart-neutral)"
            fill="var(--chart-neutral-soft)"
            fillOpacity={0.5}
            dot={false}
            isAnimationActive={false}
          />
          <Area
            dataKey="waiting"
            type="stepAfter"
            stroke="var(--accent)"
            fill="var(--accent)"
            fillOpacity={0.25}
            strokeWidth={1.75}
            dot={false}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  )
})
