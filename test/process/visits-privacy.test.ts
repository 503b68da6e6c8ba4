import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { synthesiseVisits } from '../../src/main/calibration/synthesise-visits.ts'
import type { CalibrationResult } from '../../src/shared/calibration.ts'
import { preset } from '../presets.ts'
import { errorOf, openTestStudio } from '../studio/fixtures/test-studio.ts'
import { WatchedWorkerHost } from './fixtures/worker-watch.ts'

const home = mkdtempSync(join(tmpdir(), 'fairward-privacy-'))
const dataDirectory = join(home, 'data')
/** Workers inherit it, so that a file that one of them puts aside is found as well. */
const temporary = join(home, 'temporary')
beforeAll(() => {
  for (const directory of [dataDirectory, temporary]) mkdirSync(directory)
  vi.stubEnv('TMPDIR', temporary)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

/** Of no other time that Fairward could write down. */
const year = '2031'
const marks = { remark: 'quagga-7731', unreadable: 'okapi-5521', person: 'Zebedee Quill' }

/** Made-up visits with a column that says nothing about flow, and a row that cannot be read. */
function markedVisits(): string {
  const text = synthesiseVisits({ scenario: preset('urban'), days: 21, seed: 3, startDate: `${year}-03-03` })
  const [header, ...rows] = text.trimEnd().split('\n')
  const unreadable = `${marks.unreadable},3,,,adults,discharged`
  return [`${header},weather`, ...[...rows, unreadable].map((row) => `${row},${marks.remark}`), ''].join('\n')
}

const text = markedVisits()
const moments = text.match(new RegExp(`${year}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d`, 'g')) ?? []
const unixTimes = new Set(moments.flatMap((moment) => [Date.parse(`${moment}Z`), Date.parse(`${moment}Z`) / 1000].map(String)))

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** What of the visits stands in the bytes of a text, whatever they are part of. */
function tracesIn(bytes: string): string[] {
  const dated = bytes.match(new RegExp(`${year}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d`, 'g')) ?? []
  const counted = (bytes.match(/\d{10,13}/g) ?? []).filter((digits) => unixTimes.has(digits))
  return [...dated, ...counted, ...Object.values(marks).filter((mark) => bytes.includes(mark))]
}

/** Traces of the visits in every file that was written: database, its write-ahead log, everything beside it, temporary files; and in the log. */
function traces(log: readonly string[]): string[] {
  const written = [...filesIn(home).map((file) => readFileSync(file)), Buffer.from(log.join('\n'))]
  const encodings = ['latin1', 'utf16le'] as const
  return [...new Set(written.flatMap((bytes) => encodings.flatMap((encoding) => tracesIn(bytes.toString(encoding)))))]
}

/** Every row of every table of the database, by table. */
function rowsStored(): Record<string, unknown[]> {
  const file = filesIn(dataDirectory).find((name) => name.endsWith('.db'))
  if (file === undefined) throw new Error('There is no database to look into.')
  const database = new Database(file, { readonly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
    return Object.fromEntries(tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]))
  } finally {
    database.close()
  }
}

describe('visits', () => {
  it('leave nothing behind but the fitted scenario, and that where it is kept', async () => {
    const { client, log, close } = await openTestStudio({ dataDirectory, workerHost: new WatchedWorkerHost() })
    // The window's way from a file to a scenario, after one that names people and one that cannot be read.
    await client.scenarios.list()
    const before = rowsStored()
    const named = await client.calibration.inspect({ text: `arrival,name\n${moments[0]},${marks.person}\n` })
    expect(named.columns[1]?.identifies).not.toBeNull()
    const fitted = async (visits: string): Promise<CalibrationResult | undefined> => {
      for await (const event of await client.calibration.fit({ text: visits, base: 'urban', options: { replications: 5 } }))
        if (event.kind === 'result') return event.result
      return undefined
    }
    expect((await errorOf(fitted(`arrival\n${marks.unreadable}\n`))).message).toContain(marks.unreadable)
    expect((await client.calibration.inspect({ text })).problems).toEqual([])
    const result = await fitted(text)
    expect(result?.visits.visits).toBeGreaterThan(1000)
    expect(rowsStored()).toEqual(before)
    expect(traces(log)).toEqual([])

    const entry = await client.scenarios.import({ text: JSON.stringify(result?.scenario) })
    expect(entry.scenario).toEqual(result?.scenario)
    const after = rowsStored()
    const changed = Object.keys(after).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]))
    expect(changed.sort()).toEqual(['scenario', 'scenario_version'])
    expect(after.scenario_version).toHaveLength(before.scenario_version!.length + 1)
    expect(traces(log)).toEqual([])
    await close()
    expect(traces(log)).toEqual([])
  }, 60_000)

  it('would be found if they were stored', async () => {
    const { client, log, close } = await openTestStudio({ dataDirectory, workerHost: new WatchedWorkerHost() })
    const description = `${text.slice(0, 400)} ${Date.parse(`${moments[5]}Z`)}`
    await client.scenarios.import({ text: JSON.stringify({ ...preset('rural'), name: 'told', description }) })
    expect(traces(log)).toEqual(
      expect.arrayContaining([moments[0]!.slice(0, 16), String(Date.parse(`${moments[5]}Z`)), marks.remark]),
    )
    await close()
    expect(traces(log)).toEqual(expect.arrayContaining([marks.remark]))
  }, 60_000)
})
