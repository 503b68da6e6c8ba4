import { visitsMaximumLength } from '../../../shared/calibration.ts'
import { decodeText, isWorkbook, type TextEncoding } from '../../../shared/decode-text.ts'
import { formatNumber } from '../../../shared/format.ts'
import { visitsText } from '../../text/visits.ts'

/** No text of that many bytes has more characters. */
const mostBytes = visitsMaximumLength

type ReadFile = { ok: true; text: string; encoding: TextEncoding } | { ok: false; message: string }

const refused = (message: string): ReadFile => ({ ok: false, message })

/** Reads a chosen file as text in the encodings that spreadsheets write. Nothing is sent or kept. */
export async function readVisitsFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<ReadFile> {
  const megabytes = (bytes: number) => formatNumber(bytes / 1e6, { digits: bytes % 1e6 === 0 ? 0 : 1 })
  if (file.size > mostBytes) return refused(visitsText.tooLarge(megabytes(file.size), megabytes(mostBytes)))
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refused(visitsText.unreadable)
  }
  if (isWorkbook(bytes)) return refused(visitsText.workbook)
  const { text, encoding } = decodeText(bytes)
  if (text.trim() === '') return refused(visitsText.empty)
  if (text.includes('\u0000')) return refused(visitsText.noText)
  return { ok: true, text, encoding }
}
