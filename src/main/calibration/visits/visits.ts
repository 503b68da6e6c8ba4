import type { VisitField, VisitsFinding } from '../../../shared/calibration.ts'
import type { Separator } from './csv-table.ts'
import type { DateOrder } from './visit-times.ts'

/** Visits in order of arrival, struct of arrays. Times are minutes on one line of elapsed time that runs with the wall clock; NaN: not known. */
export interface Visits {
  readonly count: number
  /** What the clock on the wall showed: minutes since the first minute of 1970. */
  readonly arrivalWallMinutes: Float64Array
  readonly arrivalMinutes: Float64Array
  readonly startMinutes: Float64Array
  readonly departureMinutes: Float64Array
  readonly readyMinutes: Float64Array
  /** Assigned acuity counted from 0; -1: not known. */
  readonly triage: Int8Array
  /** Position in `groupValues`; -1: not known. */
  readonly group: Int16Array
  readonly groupValues: readonly string[]
  /** Position in `outcomes`. */
  readonly outcome: Uint8Array
  /** Which fields the file has a column for. */
  readonly fields: ReadonlySet<VisitField>
}

/** Visits, and how the file was understood. */
export interface VisitsReading {
  readonly visits: Visits
  readonly separator: Separator
  readonly dateOrder: DateOrder
  readonly columns: readonly { name: string; field: VisitField | null }[]
  readonly rows: number
  readonly findings: readonly VisitsFinding[]
}
