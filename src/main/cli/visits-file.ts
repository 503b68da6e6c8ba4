import { visitsMaximumLength } from '../../shared/calibration.ts'
import { decodeText, isWorkbook } from '../../shared/decode-text.ts'
import { formatNumber } from '../../shared/format.ts'
import { CommandFailure } from './failure.ts'
import { readInputFile } from './input-file.ts'

/** The text of a visits file, in the encodings that spreadsheets write. Throws a sentence where it is none. */
export async function readVisitsFile(file: string): Promise<string> {
  const bytes = await readInputFile(file, { noun: 'a visits file', maximumLength: visitsMaximumLength })
  if (isWorkbook(bytes))
    throw new CommandFailure(`${file} is a workbook; open it in the spreadsheet program and save it as CSV.`, 'BAD_INPUT')
  const { text } = decodeText(bytes)
  if (text.length > visitsMaximumLength)
    throw new CommandFailure(
      `${file} has ${formatNumber(text.length)} characters; a visits file has at most ${formatNumber(visitsMaximumLength)}. Give fewer columns or days.`,
      'BAD_INPUT',
    )
  if (text.trim() === '')
    throw new CommandFailure(`${file} is empty; a visits file has a header and a row for each visit.`, 'BAD_INPUT')
  return text
}
