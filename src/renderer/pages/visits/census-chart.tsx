import type { ObservedAgainstSimulated } from '../../../shared/calibration.ts'
import { formatNumber } from '../../../shared/format.ts'
import { BandChart, BandLegend } from '../../components/band-chart.tsx'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { visitsText } from '../../text/visits.ts'
import { clock } from '../scenarios/editor/hours.ts'
import { Verdict } from './verdict.tsx'

/** Hours that the axis names. */
export const namedHours = [0, 6, 12, 18]

const one = (value: number) => formatNumber(value, { digits: 1 })

/** People in the department through the day: observed, simulated, and the range that chance leaves. */
export function CensusChart({ census }: { census: ObservedAgainstSimulated['census'] }) {
  return (
    <Card>
      <ChartFrame
        level={2}
        title={visitsText.census}
        description={visitsText.censusDescription}
        legend={
          <BandLegend
            value={visitsText.observed}
            band={visitsText.legendBand}
            reference={visitsText.simulated}
            outside={census.some(({ fits }) => !fits) ? visitsText.legendMisfit : undefined}
          />
        }
        columns={[
          { id: 'hour', heading: visitsText.hour, rowHeading: true, cell: ({ hour }) => clock(hour) },
          { id: 'observed', heading: visitsText.observed, numeric: true, cell: ({ observed }) => one(observed) },
          { id: 'simulated', heading: visitsText.simulated, numeric: true, cell: ({ simulated }) => one(simulated) },
          {
            id: 'range',
            heading: visitsText.rangeColumn,
            numeric: true,
            cell: ({ lower, upper }) => visitsText.range(one(lower), one(upper)),
          },
          { id: 'verdict', heading: visitsText.verdict, cell: ({ fits }) => <Verdict fits={fits} /> },
        ]}
        rows={census}
        rowKey={({ hour }) => hour}
      >
        <BandChart
          rows={census.map(({ hour, observed, simulated, lower, upper, fits }) => ({
            x: hour,
            value: observed,
            band: [lower, upper],
            reference: simulated,
            isOutside: !fits,
          }))}
          ticks={namedHours}
          formatTick={clock}
          axis={visitsText.patients}
        />
      </ChartFrame>
    </Card>
  )
}
