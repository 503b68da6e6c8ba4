import type { ObservedAgainstSimulated } from '../../../shared/calibration.ts'
import { Card } from '../../components/card.tsx'
import { rangePicture, scaleAround } from '../../components/range-picture.ts'
import { RangeScale } from '../../components/range-scale.tsx'
import { Table } from '../../components/table.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './fit-result.module.css'
import { Verdict } from './verdict.tsx'
import { fittedNumber, fittedRange } from './visits-view.ts'

type Measure = ObservedAgainstSimulated['measures'][number]

/** Single numbers of the visits, each in the range of simulations. */
export function MeasuresTable({ measures }: { measures: readonly Measure[] }) {
  return (
    <Card title={visitsText.measures} note={visitsText.measuresDescription}>
      <Table
        caption={visitsText.measures}
        rows={measures}
        rowKey={({ measure }) => measure}
        columns={[
          { id: 'measure', heading: visitsText.measure, rowHeading: true, cell: ({ label }) => label },
          {
            id: 'observed',
            heading: visitsText.observed,
            numeric: true,
            cell: ({ observed, unit }) => <strong>{fittedNumber(observed, unit)}</strong>,
          },
          {
            id: 'simulated',
            heading: visitsText.simulated,
            numeric: true,
            cell: ({ observed, simulated, unit, lower, upper }) => (
              <span className={styles.stacked}>
                {fittedNumber(simulated, unit, observed)}
                <span className={styles.muted}>{fittedRange(lower, upper, unit, observed)}</span>
              </span>
            ),
          },
          { id: 'range', heading: visitsText.rangeColumn, cell: (measure) => <Range measure={measure} /> },
          { id: 'verdict', heading: visitsText.verdict, cell: ({ fits }) => <Verdict fits={fits} /> },
        ]}
      />
    </Card>
  )
}

function Range({ measure: { observed, simulated, lower, upper, fits } }: { measure: Measure }) {
  const at = scaleAround([lower, upper])
  if (at === null) return null
  return <RangeScale picture={rangePicture(at, { band: [lower, upper], middle: simulated, value: observed })} ok={fits} />
}
