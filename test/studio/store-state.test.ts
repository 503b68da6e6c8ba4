import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { StoreProblem } from '../../src/main/storage/store-problem.ts'
import { failingFiles, metricsOf, temporaryDirectory, trainingOptions } from '../storage/fixtures/helpers.ts'
import { FakeClock, settle } from './fixtures/fake-clock.ts'
import { errorOf, openTestStudio } from './fixtures/test-studio.ts'

describe('a studio whose data folder cannot be used', () => {
  it('starts, says what is wrong, answers everything else with that sentence, and overwrites nothing', async () => {
    const dataDirectory = temporaryDirectory()
    const path = join(dataDirectory, 'fairward.db')
    writeFileSync(path, 'somebody else wrote this. '.repeat(100))
    const before = readFileSync(path)
    const { client } = await openTestStudio({ dataDirectory })
    const info = await client.system.info()
    expect(info).toMatchObject({
      version: '1.2.3',
      host: 'command',
      dataDirectory,
      pid: process.pid,
      store: { state: 'corrupt' },
    })
    expect(info.store.message).toContain(path)
    for (const call of [
      client.scenarios.list(),
      client.runs.start({ scenarios: ['urban'], options: trainingOptions }),
      client.system.settings(),
      client.system.activity(),
    ])
      expect(await errorOf(call)).toMatchObject({ code: 'UNAVAILABLE', status: 503, defined: true, message: info.store.message })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('goes on by itself once the folder can be used', async () => {
    const clock = new FakeClock()
    const { files, disk } = failingFiles('EROFS')
    const { client } = await openTestStudio({ files, clock })
    expect((await client.system.info()).store.state).toBe('read-only')
    disk.broken = false
    expect((await client.system.info()).store.state).toBe('read-only')
    await clock.pass(3000)
    expect(await client.scenarios.list()).toHaveLength(4)
    expect((await client.system.info()).store).toEqual({ state: 'ready', message: null })
  })

  it('never opens a folder it could not lock', async () => {
    const clock = new FakeClock()
    const folderProblem = new StoreProblem('read-only', 'the lock cannot be written')
    const { client } = await openTestStudio({ folderProblem, clock })
    await clock.pass(10_000)
    expect(await errorOf(client.scenarios.list())).toMatchObject({ code: 'UNAVAILABLE', message: 'the lock cannot be written' })
  })
})

describe('a studio whose disk fills up while a run goes on', () => {
  it('fails the run with the reason, shows the state, and recovers with the last checkpoint', async () => {
    const { files, disk } = failingFiles('ENOSPC')
    disk.broken = false
    const { client, workers } = await openTestStudio({ files })
    const [run] = await client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    const { id } = run!
    const checkpoint = (iteration: number) =>
      workers.of(id).post({ type: 'checkpoint', bytes: new Uint8Array([iteration]), iteration, decisions: iteration * 1000 })
    workers.of(id).post({ type: 'ready' })
    workers.of(id).post({ type: 'metrics', metrics: [metricsOf(1)] })
    checkpoint(1)
    disk.broken = true
    checkpoint(2)
    await settle()
    const failed = await client.runs.get({ id })
    expect(failed).toMatchObject({ status: 'failed', checkpoint: { iteration: 1 } })
    expect(failed.error).toContain('is full')
    expect((await client.system.info()).store.state).toBe('full')
    disk.broken = false
    expect((await client.system.info()).store.state).toBe('ready')
    expect(await client.runs.resume({ id })).toMatchObject({ status: 'starting', iteration: 1 })
  })

  it('shows a run as interrupted whose end could not be written', async () => {
    const { client, workers, dataDirectory } = await openTestStudio({ busyMilliseconds: 20 })
    const [run] = await client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    const { id } = run!
    const other = new Database(join(dataDirectory, 'fairward.db'))
    other.exec('BEGIN IMMEDIATE')
    workers.of(id).post({ type: 'failed', message: 'this sentence is lost' })
    await settle()
    expect(workers.of(id).ended).toBe(true)
    expect((await client.system.info()).store.state).toBe('locked')
    const ended = await client.runs.get({ id })
    expect(ended).toMatchObject({ status: 'interrupted', error: expect.stringContaining('could not be saved') })
    expect(await errorOf(client.runs.stop({ id }))).toMatchObject({ code: 'UNAVAILABLE' })
    other.exec('ROLLBACK')
    other.close()
    expect((await client.system.info()).store.state).toBe('ready')
    expect(await client.runs.resume({ id })).toMatchObject({ status: 'starting', attempt: 2 })
  })
})

describe('settings over the contract', () => {
  it('are kept', async () => {
    const dataDirectory = temporaryDirectory()
    const first = await openTestStudio({ dataDirectory })
    const settings = await first.client.system.settings()
    expect(settings).toMatchObject({ theme: 'system', maximumParallelJobs: null })
    const changed = { ...settings, theme: 'dark' as const, replications: 200 }
    expect(await first.client.system.saveSettings(changed)).toEqual(changed)
    await first.close()
    const second = await openTestStudio({ dataDirectory })
    expect(await second.client.system.settings()).toEqual(changed)
  })

  it('out of range are refused with the field', async () => {
    const { client } = await openTestStudio()
    const settings = await client.system.settings()
    const error = await errorOf(client.system.saveSettings({ ...settings, maximumParallelJobs: 0 }))
    expect(error.message).toBe('maximumParallelJobs is 0; must be a whole number from 1 to 64')
  })
})
