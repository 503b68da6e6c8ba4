import { formatNumber } from '../../../shared/format.ts'
import { visitsText } from '../../text/visits.ts'

/** A message to the studio holds 16 MB, and text grows a little on its way. */
const mostBytes = 12e6

type ReadFile = { ok: true; text: string; encoding: 'utf-8' | 'utf-16' | 'windows-1252' } | { ok: false; message: string }

const refused = (message: string): ReadFile => ({ ok: false, message })

/** First bytes of workbooks: those of today are zip archives, older ones compound documents. */
const workbookStarts = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

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
  if (workbookStarts.some((start) => start.every((byte, index) => bytes[index] === byte))) return refused(visitsText.workbook)
  const { text, encoding } = decode(bytes)
  if (text.trim() === '') return refused(visitsText.empty)
  if (text.includes('\u0000')) return refused(visitsText.noText)
  return { ok: true, text, encoding }
}

function decode(bytes: Uint8Array): { text: string; encoding: 'utf-8' | 'utf-16' | 'windows-1252' } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}
