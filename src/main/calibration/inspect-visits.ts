import type { VisitMapping, VisitsInspection } from '../../shared/calibration.ts'
import { openCsv } from './visits/csv-table.ts'
import { identifyingColumns } from './visits/identifying-columns.ts'
import { chooseColumns, guessColumns } from './visits/visit-columns.ts'
import { fieldOf, refusal } from './visits/visits-file.ts'
import { VisitsRefused } from './visits/visits-refused.ts'

const shownRows = 5

/** A visits file at first sight, with columns by hand where `mapping` gives them. Never throws. */
export function inspectVisits(text: string, mapping: VisitMapping = {}): VisitsInspection {
  try {
    const table = openCsv(text)
    const { header, sample, separator } = table
    const guess = guessColumns(header)
    const identifying = identifyingColumns(header, sample)
    let rows = 0
    table.forEachRow(() => rows++)
    const problems = identifying.flatMap((why, index) => (why === null ? [] : [refusal(header[index]!, why)]))
    const chosen = chooseColumns(header, mapping)
    return {
      separator,
      rows,
      columns: header.map((name, index) => ({
        name,
        field: fieldOf(chosen.ok ? chosen.columns : guess, index),
        identifies: identifying[index] ?? null,
      })),
      firstRows: sample
        .slice(0, shownRows)
        .map((fields) => header.map((_, index) => (identifying[index] === null ? (fields[index] ?? '').slice(0, 80) : ''))),
      problems: problems.length > 0 || chosen.ok ? problems : chosen.problems,
    }
  } catch (error) {
    if (!(error instanceof VisitsRefused)) throw error
    return { separator: ',', rows: 0, columns: [], firstRows: [], problems: [...error.problems] }
  }
}
