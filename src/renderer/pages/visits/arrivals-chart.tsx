import { formatNumber } from '../../../shared/format.ts'
import { BandChart, BandLegend, type BandRow } from '../../components/band-chart.tsx'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { visitsText } from '../../text/visits.ts'
import { clock } from '../scenarios/editor/hours.ts'
import { namedHours } from './census-chart.tsx'

const two = (value: number) => formatNumber(value, { digits: 2 })

/** Fitted arrivals through the day beside those of the base. */
export function ArrivalsChart({ rows, base }: { rows: readonly BandRow[]; base: string }) {
  return (
    <Card>
      <ChartFrame
        level={2}
        title={visitsText.arrivals}
        description={visitsText.arrivalsDescription}
        legend={<BandLegend value={visitsText.fitted} band={visitsText.fittedInterval} reference={base} />}
        columns={[
          { id: 'hour', heading: visitsText.hour, rowHeading: true, cell: ({ x }) => clock(x) },
          { id: 'fitted', heading: visitsText.perHour, numeric: true, cell: ({ value }) => two(value) },
          {
            id: 'interval',
            heading: visitsText.fittedInterval,
            numeric: true,
            cell: ({ band: [lower, upper] }) => visitsText.range(two(lower), two(upper)),
          },
          {
            id: 'base',
            heading: visitsText.baseColumn,
            numeric: true,
            cell: ({ reference }) => (reference === null ? visitsText.noBase : two(reference)),
          },
        ]}
        rows={rows}
        rowKey={({ x }) => x}
      >
        <BandChart rows={rows} ticks={namedHours} formatTick={clock} axis={visitsText.perHour} />
      </ChartFrame>
    </Card>
  )
}
