import type { CalibrationEstimate } from '../../../shared/calibration.ts'
import { Card } from '../../components/card.tsx'
import { Table } from '../../components/table.tsx'
import { visitsText } from '../../text/visits.ts'
import { fittedNumber, fittedRange } from './visits-view.ts'

/** Every number that the visits told, with how sure it is. */
export function EstimatesTable({ estimates, base }: { estimates: readonly CalibrationEstimate[]; base: string }) {
  return (
    <Card title={visitsText.estimates} note={visitsText.estimatesNote(base)}>
      <Table
        caption={visitsText.estimates}
        maximumHeight="36rem"
        rows={estimates}
        rowKey={({ path }) => path}
        columns={[
          { id: 'label', heading: visitsText.number, rowHeading: true, cell: ({ label }) => label },
          { id: 'value', heading: visitsText.fitted, numeric: true, cell: ({ value, unit }) => fittedNumber(value, unit) },
          {
            id: 'interval',
            heading: visitsText.fittedInterval,
            numeric: true,
            cell: ({ lower, upper, value, unit }) => fittedRange(lower, upper, unit, value),
          },
          {
            id: 'base',
            heading: visitsText.baseColumn,
            numeric: true,
            cell: ({ baseValue, value, unit }) => (baseValue === null ? visitsText.noBase : fittedNumber(baseValue, unit, value)),
          },
        ]}
      />
    </Card>
  )
}
