import { type VisitField, type VisitMapping, visitFields } from '../../../shared/calibration.ts'
import { formatCount } from '../../../shared/format.ts'
import { minutesPerDay } from '../../../shared/time.ts'
import { type CsvTable, openCsv } from './csv-table.ts'
import { Findings } from './findings.ts'
import { identifyingColumns } from './identifying-columns.ts'
import { TimeZone } from './time-zone.ts'
import { type Columns, chooseColumns } from './visit-columns.ts'
import { RowReader, timeFields } from './visit-rows.ts'
import { type DateOrder, leadingNumbers, readTime } from './visit-times.ts'
import type { VisitsReading } from './visits.ts'
import { VisitsRefused } from './visits-refused.ts'

/** Why a column has to be removed, as a problem of the file. */
export const refusal = (name: string, why: string) => ({
  path: '',
  message: `the column "${name}" ${why}; remove it from the file and read it again: Fairward needs nothing that leads back to a person`,
})

export const fieldOf = (columns: Columns, index: number): VisitField | null =>
  visitFields.find((field) => columns[field] === index) ?? null

export interface ReadOptions {
  readonly text: string
  readonly mapping: VisitMapping
  readonly timeZone: string | null
}

/** Reads a visits file. Throws `VisitsRefused` where no visits can be had from it, or where a column identifies people. */
export function readVisits({ text, mapping, timeZone }: ReadOptions): VisitsReading {
  const table = openCsv(text)
  const identifying = identifyingColumns(table.header, table.sample).flatMap((why, index) =>
    why === null ? [] : [refusal(table.header[index]!, why)],
  )
  if (identifying.length > 0) throw new VisitsRefused(identifying)
  const chosen = chooseColumns(table.header, mapping)
  if (!chosen.ok) throw new VisitsRefused(chosen.problems)
  const { columns } = chosen
  const dateOrder = dateOrderOf(table, columns)
  const findings = new Findings()
  const reader = new RowReader(table.header, columns, dateOrder, timeZone === null ? null : new TimeZone(timeZone), findings)
  let rows = 0
  table.forEachRow((fields, row) => {
    rows++
    reader.read(fields, row)
  })
  const visits = reader.finish()
  if ((visits.count + findings.countOf('duplicate')) * 2 < rows) throw new VisitsRefused([unreadable(findings, rows)])
  return {
    visits,
    separator: table.separator,
    dateOrder,
    columns: table.header.map((name, index) => ({ name, field: fieldOf(columns, index) })),
    rows,
    findings: findings.toList(),
  }
}

/** Less than half of the rows became visits: the first reason is told. */
function unreadable(findings: Findings, rows: number) {
  const kinds = ['row-length', 'no-arrival', 'unreadable-time'] as const
  const most = kinds.reduce((a, b) => (findings.countOf(b) > findings.countOf(a) ? b : a))
  const example = findings.firstOf(most)
  const where = example === undefined ? '' : `; row ${example.row}, column "${example.column}": ${example.sentence}`
  return { path: '', message: `${findings.countOf(most)} of ${rows} rows cannot be read${where}` }
}

/** As many dates of the other order, and such a share of them, are no slips: those that fit both orders would be read wrongly. */
const mixedDates = 5
const mixedShare = 0.05

/** Dates that can only be read in one order. */
interface DecidedDates {
  count: number
  /** Row and column of the first. */
  first: string
}

/**
 * Whether days or months come first, judged by all times of the file: by numbers above 12, and where there are none by which order makes
 * sense of the stays. Throws `VisitsRefused` where both orders do, and where a file has dates of both.
 */
function dateOrderOf(table: CsvTable, columns: Columns): DateOrder {
  const used = timeFields.flatMap((field) => (columns[field] === undefined ? [] : [columns[field]]))
  if (!table.sample.some((fields) => used.some((column) => leadingNumbers(fields[column] ?? '') !== null)))
    return 'year-month-day'
  const dayFirst: DecidedDates = { count: 0, first: '' }
  const monthFirst: DecidedDates = { count: 0, first: '' }
  const nonsense = { 'day-month-year': 0, 'month-day-year': 0 }
  table.forEachRow((fields, row) => {
    for (const column of used) {
      const numbers = leadingNumbers(fields[column] ?? '')
      if (numbers === null) continue
      if (numbers[0] > 12 === numbers[1] > 12) continue
      const dates = numbers[0] > 12 ? dayFirst : monthFirst
      if (dates.count++ === 0) dates.first = `row ${row}, column "${table.header[column]!}"`
    }
    for (const order of ['day-month-year', 'month-day-year'] as const) {
      let before: number | null = null
      for (const column of used) {
        const time = readTime(fields[column] ?? '', order)
        if (typeof time === 'string') continue
        if (before !== null && Math.abs(time.wallMinutes - before) > 5 * minutesPerDay) nonsense[order]++
        before = time.wallMinutes
      }
    }
  })
  const [more, fewer] = dayFirst.count > monthFirst.count ? [dayFirst, monthFirst] : [monthFirst, dayFirst]
  const mixed = more.count === fewer.count || (fewer.count >= mixedDates && fewer.count > mixedShare * (more.count + fewer.count))
  if (more.count > 0 && mixed)
    refuse(
      `dates of the file stand in two orders: with the day first from ${dayFirst.first} on (${formatCount(dayFirst.count, 'date')}), with the month first from ${monthFirst.first} on (${formatCount(monthFirst.count, 'date')}), and others could be either; write all of them like 2026-01-31 13:45`,
    )
  if (more.count > 0) return more === dayFirst ? 'day-month-year' : 'month-day-year'
  if (nonsense['day-month-year'] !== nonsense['month-day-year'])
    return nonsense['day-month-year'] < nonsense['month-day-year'] ? 'day-month-year' : 'month-day-year'
  const column = table.header[used[0]!]!
  const example = table.sample[0]?.[used[0]!] ?? ''
  return refuse(
    `row 2, column "${column}": "${example}" can be read with the day or with the month first, like every date of the file; write dates like 2026-01-31 13:45`,
  )
}

function refuse(message: string): never {
  throw new VisitsRefused([{ path: '', message }])
}
