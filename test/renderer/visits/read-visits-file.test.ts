import { describe, expect, it } from 'vitest'
import { readVisitsFile } from '../../../src/renderer/pages/visits/read-visits-file.ts'

const fileOf = (bytes: Uint8Array<ArrayBuffer>, size = bytes.length) => ({ size, arrayBuffer: async () => bytes.buffer })
const utf8 = (text: string) => fileOf(new TextEncoder().encode(text))

describe('a visits file as it is chosen', () => {
  it('is read as UTF-8, without its byte order mark', async () => {
    expect(await readVisitsFile(utf8('\ufeffarrival,group\n2026-01-05 10:00,âgé\n'))).toEqual({
      ok: true,
      text: 'arrival,group\n2026-01-05 10:00,âgé\n',
      encoding: 'utf-8',
    })
  })

  it('is read as spreadsheets write it: UTF-16 with a mark, else Western European', async () => {
    const wide = Uint8Array.from([0xff, 0xfe, ...[...'a\tb'].flatMap((letter) => [letter.charCodeAt(0), 0])])
    expect(await readVisitsFile(fileOf(wide))).toEqual({ ok: true, text: 'a\tb', encoding: 'utf-16' })
    const western = Uint8Array.from([...'gruppe\n'].map((letter) => letter.charCodeAt(0)).concat(0xe4, 0x6c, 0x74, 0x65, 0x72))
    expect(await readVisitsFile(fileOf(western))).toEqual({ ok: true, text: 'gruppe\nälter', encoding: 'windows-1252' })
  })

  it('is refused in a sentence where it is a workbook, empty, no text, too large or gone', async () => {
    const messageOf = async (file: Parameters<typeof readVisitsFile>[0]) => {
      const read = await readVisitsFile(file)
      return read.ok ? null : read.message
    }
    expect(await messageOf(fileOf(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0])))).toContain('save the sheet as CSV')
    expect(await messageOf(fileOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0])))).toContain('save the sheet as CSV')
    expect(await messageOf(utf8(' \n'))).toContain('empty')
    expect(await messageOf(utf8('a\u0000b'))).toContain('not a text file')
    expect(await messageOf(fileOf(new Uint8Array(1), 63.4e6))).toContain('63.4 MB')
    expect(await messageOf({ size: 3, arrayBuffer: () => Promise.reject(new Error('gone')) })).toContain('could not be read')
  })
})
