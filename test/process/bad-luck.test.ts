import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectToStudio, type StudioClient } from '../../src/main/serve/studio-client.ts'
import type { Run } from '../../src/shared/run.ts'
import type { Scenario } from '../../src/shared/scenario.ts'
import type { Started } from '../cli/support/built-program.ts'
import { preset } from '../presets.ts'
import { commandHome } from './fixtures/command-home.ts'
import { processesOf, until } from './fixtures/worker-watch.ts'

const { at, start, ask: askFor } = commandHome('bad-luck')

interface Result {
  run?: Run
  runs?: Run[]
  error?: { code: string; message: string }
}
const ask = (folder: string, ...parameters: string[]) => askFor<Result>(folder, ...parameters)

/** A studio served to others, as `fairward serve` does, and a way to talk to it. */
async function serve(folder: string): Promise<{ server: Started; client: StudioClient }> {
  const server = start(folder, 'serve', '--no-open', '--port', '0')
  await until(() => server.stdout().includes('\n'), 'it serves')
  const [address = '', token = ''] = server.stdout().trim().split('/#token=')
  return { server, client: (await connectToStudio({ address, token })).client }
}

/** The worker process of a run, found as anybody would find it. */
const workerOf = (run: string): number | undefined => processesOf(`fairward-worker training ${run}`)[0]

describe('kill -9', () => {
  const folder = at('killed')
  const options = { seed: 5, decisions: 30_000, fairnessWeight: 0.5 }
  const scenarios = ['rural', 'urban', 'pediatric', 'surge']
  let killedWorker: { before: Run[]; after: Run[] }
  let seen: Run[]
  let found: Run[]

  beforeAll(async () => {
    const { server, client } = await serve(folder)
    const runs = await client.runs.start({ scenarios, options })
    const urban = runs.find(({ scenario }) => scenario === 'urban')!.id
    /** As a window sees it. */
    const watchUntil = async (id: string, isSo: (run: Run) => boolean) => {
      for await (const { run } of await client.runs.watch({ id })) if (isSo(run)) return
    }
    await Promise.all(runs.map(({ id }) => watchUntil(id, ({ checkpoint }) => checkpoint !== null)))
    const before = await client.runs.list()
    process.kill(workerOf(urban)!, 'SIGKILL')
    await watchUntil(urban, ({ attempt }) => attempt === 2)
    seen = await client.runs.list()
    killedWorker = { before, after: seen }
    server.child.kill('SIGKILL')
    await server.ended
    found = (await ask(folder, 'runs', 'list')).result.runs ?? []
  }, 90_000)

  it('of a worker starts that run again, and no other', () => {
    const attempts = (runs: Run[]) => Object.fromEntries(runs.map(({ scenario, attempt }) => [scenario, attempt]))
    expect(attempts(killedWorker.before)).toEqual({ rural: 1, urban: 1, pediatric: 1, surge: 1 })
    expect(attempts(killedWorker.after)).toEqual({ rural: 1, urban: 2, pediatric: 1, surge: 1 })
    expect(killedWorker.after.find(({ scenario }) => scenario === 'urban')?.status).toMatch(/^(starting|running)$/)
  })

  it('of the host leaves runs interrupted, with all that was seen of them', () => {
    expect(found).toHaveLength(4)
    for (const run of found) {
      const last = seen.find(({ id }) => id === run.id)!
      if (last.status === 'finished') continue
      expect(run).toMatchObject({ status: 'interrupted', error: expect.stringContaining('Resume it') })
      expect(run.iteration).toBeGreaterThanOrEqual(last.iteration)
      expect(run.checkpoint?.iteration).toBeGreaterThanOrEqual(last.checkpoint?.iteration ?? 0)
    }
    expect(found.some(({ status }) => status === 'interrupted')).toBe(true)
  })

  it('costs nothing but time: resumed, a run ends with the very agent of one that nobody disturbed', async () => {
    const { scenario, id, seed, decisionsPlanned, fairnessWeight } = found.find(({ status }) => status === 'interrupted')!
    const [resumed, undisturbed] = await Promise.all([
      ask(folder, 'runs', 'resume', id),
      ask(
        at('undisturbed'),
        ...['train', '--scenario', scenario, '--seed', `${seed}`],
        ...['--decisions', `${decisionsPlanned}`, '--fairness-weight', `${fairnessWeight}`],
      ),
    ])
    expect([resumed.code, undisturbed.code]).toEqual([0, 0])
    expect(resumed.result.run?.status).toBe('finished')
    expect(resumed.result.run?.checkpoint?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(resumed.result.run?.checkpoint?.sha256).toBe(undisturbed.result.run?.checkpoint?.sha256)
  }, 90_000)
})

describe('a store that cannot be used', () => {
  it.each<[string, (path: string) => void, RegExp]>([
    ['damaged', (path) => writeFileSync(path, 'this is no database. '.repeat(500)), /is damaged .* left as it is\. Move it away/],
    [
      'newer',
      (path) => {
        const database = new Database(path)
        database.pragma('user_version = 1000')
        database.close()
      },
      /was written by a newer Fairward \(version 1000.*Use the newer Fairward/,
    ],
  ])('is named, %s, and left as it is', async (name, spoil, sentence) => {
    const folder = mkdtempSync(at(`${name}-`))
    const path = join(folder, 'fairward.db')
    spoil(path)
    const before = readFileSync(path)
    const { code, result, stderr } = await ask(folder, 'scenarios', 'list')
    expect(code).toBe(1)
    expect(result.error?.code).toBe('UNAVAILABLE')
    expect(result.error?.message).toMatch(sentence)
    expect(result.error?.message).toContain(path)
    expect(stderr).toBe(`${result.error?.message}\n`)
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

describe('scenario files', () => {
  const folder = at('scenarios')
  const file = at('scenario.json')
  const text = (change: (scenario: Scenario) => void): string => {
    const scenario = preset('urban')
    change(scenario)
    return JSON.stringify(scenario)
  }
  let client: StudioClient
  beforeAll(async () => {
    client = (await serve(folder)).client
  })

  it.each<[string, string, RegExp]>([
    [
      'infinite',
      JSON.stringify(preset('urban')).replace(/"careSpaces":\d+/, '"careSpaces":1e999'),
      /careSpaces is Infinity; care spaces must be a whole number from 1 to 1000/,
    ],
    [
      'of an unknown distribution',
      JSON.stringify(preset('urban')).replace('"lognormal"', '"pareto"'),
      /"pareto"; choose one of the distributions/,
    ],
    [
      'of probabilities that do not add up',
      text(({ groups }) => groups[0]!.acuityMix.fill(0.5)),
      /acuityMix adds up to 2\.5; the five shares must add up to 1/,
    ],
    [
      'without staff',
      text(({ resources }) => resources.cliniciansByHour.fill(0)),
      /cliniciansByHour is 0 in every hour; at least one hour needs a clinician/,
    ],
  ])('%s are refused in one sentence, and the store stays as it is', async (_, content, sentence) => {
    writeFileSync(file, content)
    const before = await client.scenarios.list()
    const { code, result, stderr } = await ask(folder, 'scenarios', 'import', file)
    expect(code).toBe(1)
    expect(result.error?.message).toMatch(sentence)
    expect(stderr.trimEnd()).not.toContain('\n')
    expect(await client.scenarios.list()).toEqual(before)
  })

  it('that were exported are imported again as they were, under a free name', async () => {
    expect((await ask(folder, 'scenarios', 'export', 'surge', '--output', file)).code).toBe(0)
    const { stdout } = await start(folder, 'scenarios', 'import', file).ended
    const entry = await client.scenarios.get({ id: stdout.trim() })
    expect(entry.scenario).toEqual({ ...preset('surge'), name: entry.name })
    expect(entry.name).not.toBe('surge')
  })
})

describe('calls out of range', () => {
  it('are refused in plain words', async () => {
    const { code, result } = await ask(at('calls'), 'simulate', '--scenario', 'rural', '--replications', '0')
    expect([code, result.error?.code]).toEqual([2, 'USAGE'])
    expect(result.error?.message).toMatch(/Replications must be a whole number from 1 to 100,000\.$/)
  })
})
