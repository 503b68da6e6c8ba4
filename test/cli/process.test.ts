import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Run } from '../../src/shared/run.ts'
import { isRunning, program, type Started, startNode } from './support/built-program.ts'

const patience = { timeout: 40_000, interval: 100 }
let folder: string
const started: Started[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairward-process-'))
})
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

function start(parameters: string[], options: { ipc?: boolean } = {}): Started {
  const command = startNode([program, ...parameters], { env: { FAIRWARD_HOME: folder }, ...options })
  started.push(command)
  return command
}

/** Runs a command to its end; the result of `--json`. */
async function ask<T>(...parameters: string[]): Promise<T> {
  const { code, stdout, stderr } = await start([...parameters, '--json']).ended
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as T
}

const firstRun = async () => (await ask<{ runs: Run[] }>('runs', 'list')).runs[0]

describe('commands as processes', () => {
  it('simulate: the same digest for the same seed, another for another', async () => {
    const simulate = (seed: string) =>
      ask<{ digest: string }>('simulate', '--scenario', 'rural', '--policy', 'fcfs', '--replications', '2', '--seed', seed)
    const first = await simulate('1')
    const [again, other] = await Promise.all([simulate('1'), simulate('2')])
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(again.digest).toBe(first.digest)
    expect(other.digest).not.toBe(first.digest)
  })

  it('share a data folder with a living host, and find what a dead one has left', async () => {
    const training = start(['train', '--scenario', 'rural', '--decisions', '9000', '--json'])
    // A second command talks to the first: it sees the run at work and disturbs nothing.
    await expect.poll(async () => (await firstRun())?.checkpoint?.decisions ?? 0, patience).toBeGreaterThan(0)
    expect((await firstRun())?.status).toBe('running')

    training.child.kill('SIGKILL')
    await training.ended
    const interrupted = await firstRun()
    expect(interrupted?.status).toBe('interrupted')
    const id = interrupted?.id ?? ''

    const resumed = start(['runs', 'resume', id, '--json'])
    await expect.poll(async () => (await firstRun())?.status, patience).toBe('running')
    resumed.child.kill('SIGINT')
    const paused = await resumed.ended
    expect([paused.code, paused.stdout]).toEqual([130, ''])
    expect(paused.stderr).toContain(`fairward runs resume ${id}`)
    expect((await firstRun())?.status).toBe('paused')

    const { run } = await ask<{ run: Run }>('runs', 'resume', id)
    expect(run).toMatchObject({ id, status: 'finished' })
    expect(run.decisions).toBeGreaterThanOrEqual(9000)
    expect(run.checkpoint?.sha256).toMatch(/^[0-9a-f]{64}$/)
  }, 120_000)

  it('name a data folder that cannot be used, and what to do', async () => {
    const blocked = join(folder, 'a-file')
    writeFileSync(blocked, 'not a folder')
    const { code, stdout, stderr } = await start(['runs', 'list', '--json', '--data-dir', blocked]).ended
    expect(code).toBe(1)
    expect(stderr).toContain(blocked)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'UNAVAILABLE' } })
  })
})

describe('serve as a process', () => {
  const address = /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+\n$/

  it('is found by a second one, and ends when it is asked to', async () => {
    const server = start(['serve', '--no-open', '--port', '0'])
    await expect.poll(server.stdout, patience).toMatch(address)
    const second = await start(['serve', '--no-open']).ended
    expect([second.code, second.stdout]).toEqual([0, server.stdout()])
    server.child.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })

  it('ends when its launcher is gone', async () => {
    const server = start(['serve', '--no-open', '--port', '0'], { ipc: true })
    await expect.poll(server.stdout, patience).toMatch(address)
    server.child.disconnect()
    expect((await server.ended).code).toBe(0)
    expect(isRunning(server.child.pid ?? 0)).toBe(false)
  })
})
