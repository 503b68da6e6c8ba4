import { visitFields } from '../../../shared/calibration.ts'
import { Card } from '../../components/card.tsx'
import { Table } from '../../components/table.tsx'
import { visitsText } from '../../text/visits.ts'

/** What to ask the records department for, before there is a file. */
export function FieldsCard() {
  return (
    <Card title={visitsText.holds} note={visitsText.holdsNote}>
      <Table
        caption={visitsText.holds}
        rows={visitFields}
        rowKey={(field) => field}
        columns={[
          {
            id: 'column',
            heading: visitsText.column,
            rowHeading: true,
            cell: (field) =>
              field === 'arrival' ? `${visitsText.fields[field]} (${visitsText.required})` : visitsText.fields[field],
          },
          { id: 'meaning', heading: visitsText.meaning, cell: (field) => visitsText.fieldNotes[field] },
          { id: 'gives', heading: visitsText.gives, cell: (field) => visitsText.fieldGives[field] },
        ]}
      />
    </Card>
  )
}
