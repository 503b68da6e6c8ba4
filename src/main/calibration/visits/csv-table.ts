import { CsvError, parse } from 'csv-parse/sync'
import { visitsMaximumLength, visitsMaximumRows } from '../../../shared/calibration.ts'
import { formatCount, formatNumber } from '../../../shared/format.ts'
import { oneLine } from '../../../shared/problem.ts'
import { VisitsRefused } from './visits-refused.ts'

const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]
const separatorWords: Record<Separator, string> = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab', '|': 'a bar' }
const sampledRows = 200

/** A CSV text (RFC 4180) with a header. */
export interface CsvTable {
  readonly separator: Separator
  /** Names of the columns, trimmed; a column without a name is called after its place. */
  readonly header: readonly string[]
  /** The first rows after the header, at most `sampledRows`. */
  readonly sample: readonly (readonly string[])[]
  /** Calls with each row after the header, and its number as a spreadsheet counts (2 is the first after the header). Each call reads anew. */
  readonly forEachRow: (visit: (fields: readonly string[], row: number) => void) => void
}

/** The line by which spreadsheet programs are told the separator, before the header; they show it as no row, and it is none. */
const separatorLine = /^\ufeff?"?sep=([^\r\n])"?[,;\t| ]*(?:\r\n|\r|\n|$)/i

/** Opens a CSV text. Throws `VisitsRefused` where it is no CSV with a header and rows. */
export function openCsv(file: string): CsvTable {
  const refuse = (message: string): never => {
    throw new VisitsRefused([{ path: '', message }])
  }
  const named = separatorLine.exec(file)
  const text = named === null ? file : file.slice(named[0].length)
  const told = named === null ? null : (separators.find((candidate) => candidate === named[1]) ?? null)
  if (named !== null && told === null)
    refuse(
      `the first line says that columns are separated by "${oneLine(named[1]!)}"; separate them by a comma, a semicolon, a tab or a bar, and leave that line out`,
    )
  if (text.length > visitsMaximumLength)
    refuse(
      `the file has ${(text.length / 1e6).toFixed(1)} MB; at most ${visitsMaximumLength / 1e6} MB are read; split it by months or leave out columns`,
    )
  if (text.trim().replace(/^\ufeff/, '') === '') refuse('the file is empty; it needs a header and a row for each visit')
  if (text.includes('\u0000') || text.slice(0, 100_000).includes('\ufffd'))
    refuse('the file is not text in UTF-8; save it as "CSV UTF-8" and try again')
  // What the first line says is not believed where the header shows otherwise.
  const separator = told !== null && /^[^\r\n]*/.exec(text)![0].includes(told) ? told : separatorOf(text)
  const all = (to: number | undefined, visit: (fields: readonly string[], row: number) => void) => {
    try {
      parse(text, {
        delimiter: separator,
        bom: true,
        trim: true,
        relax_column_count: true,
        skip_empty_lines: true,
        ...(to === undefined ? {} : { to }),
        on_record: (fields: string[], { records, empty_lines }) => {
          visit(fields, records + empty_lines)
          return null
        },
      })
    } catch (error) {
      throw error instanceof CsvError ? new VisitsRefused([{ path: '', message: quoteSentence(error) }]) : error
    }
  }
  const rows: (readonly string[])[] = []
  all(sampledRows + 1, (fields) => rows.push(fields))
  const [names, ...sample] = rows
  if (names === undefined) return refuse('the file is empty; it needs a header and a row for each visit')
  if (sample.length === 0) refuse('the file has a header and no rows; it needs a row for each visit')
  const header = names.map((name, index) => oneLine(name).trim().slice(0, 200) || `column ${index + 1}`)
  checkShape(header, sample, separator)
  return {
    separator,
    header,
    sample,
    forEachRow: (visit) => {
      let count = -1
      all(undefined, (fields, row) => {
        count++
        if (count > visitsMaximumRows)
          refuse(`the file has more than ${formatNumber(visitsMaximumRows)} rows; split it by months and read one part`)
        if (count > 0) visit(fields, row)
      })
    },
  }
}

/** The separator that cuts the first lines into most columns, all lines into the same number of them where one does. */
function separatorOf(text: string): Separator {
  const lines = text
    .replace(/^\ufeff/, '')
    .slice(0, 100_000)
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
  const cut = lines.slice(0, 20).map((line) => line.replace(/"(?:[^"]|"")*"/g, ''))
  let best: Separator = ','
  let bestScore = 0
  for (const separator of separators) {
    const counts = cut.map((line) => line.split(separator).length - 1)
    const header = counts[0] ?? 0
    const same = counts.filter((count) => count === header).length / counts.length
    const score = header * same
    if (header > 0 && score > bestScore) {
      best = separator
      bestScore = score
    }
  }
  return best
}

/** Refuses a file whose rows are cut otherwise than its header: nearly always a wrong separator. */
function checkShape(header: readonly string[], sample: readonly (readonly string[])[], separator: Separator): void {
  const wrong = sample.findIndex((fields) => fields.length !== header.length)
  const count = sample.filter((fields) => fields.length !== header.length).length
  if (count * 2 > sample.length) {
    const fields = sample[wrong]!
    const other = separators.find((candidate) => candidate !== separator && fields.join(separator).includes(candidate))
    const asks =
      other === undefined ? '.' : `; is it separated by ${separatorWords[other]}, and the header by ${separatorWords[separator]}?`
    throw new VisitsRefused([
      {
        path: '',
        message:
          `row ${wrong + 2} has ${formatCount(fields.length, 'column')} and the header ${formatCount(header.length, 'column')}, ` +
          `like ${count} of the first ${formatCount(sample.length, 'row')}${asks} Use one separator throughout the file`,
      },
    ])
  }
  const [only] = header
  if (header.length === 1 && only !== undefined && /[^\p{L}\p{N}_ .()-]/u.test(only))
    throw new VisitsRefused([
      {
        path: '',
        message: `row 1, column 1: the whole header is read as one column, "${only.slice(0, 60)}"; separate columns by a comma, a semicolon, a tab or a bar`,
      },
    ])
}

function quoteSentence(error: CsvError): string {
  const { records, empty_lines: emptyLines, lines } = error as { records?: unknown; empty_lines?: unknown; lines?: unknown }
  // The text is read to its end in search of the other mark; the row that was begun says where the first one stands.
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `${typeof records === 'number' && typeof emptyLines === 'number' ? `row ${records + emptyLines + 1}` : 'the file'}: a quotation mark is opened and never closed; close it, or write it twice inside quotes`
  const where = typeof lines === 'number' ? `line ${lines}` : 'the file'
  return `${where}: a quotation mark stands where none may stand; put the whole value in quotes and write quotes inside it twice`
}
