import { describe, expect, it } from 'vitest'
import { readScenarioFile } from '../../../src/renderer/pages/scenarios/import-scenario.ts'
import { preset } from './preset.ts'

const file = (text: string, size = text.length) => ({ size, text: () => Promise.resolve(text) })
const sentence = async (given: Parameters<typeof readScenarioFile>[0]) => {
  const read = await readScenarioFile(given)
  return read.ok ? 'read' : read.problems.map(({ path, message }) => `${path} ${message}`.trim()).join('\n')
}

describe('a file to import', () => {
  it('is read when it holds a scenario', async () => {
    const text = JSON.stringify(preset('rural'))
    expect(await readScenarioFile(file(text))).toEqual({ ok: true, text })
  })

  it('is refused unread when it is far too large', async () => {
    const read = readScenarioFile({ size: 12_000_000, text: () => Promise.reject(new Error('must not be read')) })
    expect(await read).toEqual({
      ok: false,
      problems: [{ path: '', message: 'The file has 12.0 MB; a scenario has at most 1 MB.' }],
    })
  })

  it('is refused with a sentence that says why', async () => {
    expect(await sentence(file(''))).toMatch(/the file is empty/)
    expect(await sentence(file('PK\u0003\u0004\u0000'))).toMatch(/not text/)
    expect(await sentence(file('{"a":'))).toMatch(/not JSON/)
    expect(await sentence(file(JSON.stringify({ ...preset('rural'), hospital: 1 })))).toBe(
      'hospital is not a field of this document; remove it or correct its name',
    )
    expect(await sentence({ size: 10, text: () => Promise.reject(new Error('gone')) })).toMatch(/could not be read/)
  })
})
