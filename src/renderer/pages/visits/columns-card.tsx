import { type VisitField, type VisitMapping, type VisitsInspection, visitFields } from '../../../shared/calibration.ts'
import { Card } from '../../components/card.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { Select } from '../../components/select.tsx'
import { Table } from '../../components/table.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './columns-card.module.css'
import { mapField } from './visits-session.ts'
import { columnsOfFields } from './visits-view.ts'

interface ColumnsCardProps {
  inspection: VisitsInspection
  mapping: VisitMapping
  isDisabled: boolean
}

/** No column of a file is called so: headers are never empty of it. */
const notInFile = '\u0000'

/** What was found in the file, and what each column means. */
export function ColumnsCard({ inspection, mapping, isDisabled }: ColumnsCardProps) {
  const chosen = columnsOfFields(inspection, mapping)
  const identifying = inspection.columns.filter(({ identifies }) => identifies !== null)
  const options = inspection.columns
    .filter(({ identifies }) => identifies === null)
    .map(({ name }) => ({ value: name, label: name }))
  return (
    <Card title={visitsText.columns} note={visitsText.columnsNote}>
      {identifying.length > 0 && (
        <ProblemBanner title={visitsText.identifyingTitle}>
          <ul>
            {identifying.map(({ name, identifies }) => (
              <li key={name}>{visitsText.identifying(name, identifies ?? '')}</li>
            ))}
          </ul>
          <p>{visitsText.identifyingAdvice}</p>
        </ProblemBanner>
      )}
      <div className={styles.columns}>
        <ul className={styles.fields}>
          {visitFields.map((field) => (
            <li key={field} className={styles.field}>
              <Select
                label={visitsText.fields[field]}
                options={field === 'arrival' ? options : [{ value: notInFile, label: visitsText.notInFile }, ...options]}
                value={chosen[field] ?? (field === 'arrival' ? null : notInFile)}
                onChange={(column) => mapField(field, column === notInFile ? null : column)}
                placeholder={visitsText.chooseColumn}
                problem={field === 'arrival' && chosen.arrival === null ? visitsText.arrivalMissing : null}
                isDisabled={isDisabled}
              />
              <p className={styles.note}>
                {visitsText.fieldNotes[field]}
                {field === 'arrival' && ` (${visitsText.required})`}
              </p>
            </li>
          ))}
        </ul>
        <FirstRows inspection={inspection} chosen={chosen} />
      </div>
    </Card>
  )
}

interface PreviewRow {
  cells: readonly string[]
  index: number
}

function FirstRows({ inspection, chosen }: { inspection: VisitsInspection; chosen: Record<VisitField, string | null> }) {
  const meaning = (name: string) => {
    const field = visitFields.find((one) => chosen[one] === name)
    return field === undefined ? visitsText.unused : visitsText.fields[field]
  }
  return (
    <div className={styles.rows}>
      <h3>{visitsText.firstRows}</h3>
      <Table
        caption={visitsText.firstRows}
        rows={inspection.firstRows.map((cells, index): PreviewRow => ({ cells, index }))}
        rowKey={({ index }) => index}
        columns={inspection.columns.map(({ name, identifies }, column) => ({
          id: `${column}`,
          heading: (
            <span className={styles.heading}>
              <span>{name}</span>
              <span className={styles.meaning}>{identifies === null ? meaning(name) : visitsText.hidden}</span>
            </span>
          ),
          cell: ({ cells }: PreviewRow) => (identifies === null ? <span className={styles.cell}>{cells[column]}</span> : '–'),
        }))}
      />
    </div>
  )
}
