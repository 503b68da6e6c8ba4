import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Study } from '../../src/shared/evaluation.ts'
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
  }, 90_000)

  it('share a data folder with a living host, and find what a dead one has left', async () => {
    const training = start(['train', '--scenario', 'rural', '--decisions', '5000000', '--json'])
    // A second command talks to the first: it sees the run at work and disturbs nothing.
    await expect.poll(async () => (await firstRun())?.checkpoint?.decisions ?? 0, patience).toBeGreaterThan(0)
    expect((await firstRun())?.status).toBe('running')

    training.child.kill('SIGKILL')
    await training.ended
    const interrupted = await firstRun()
    expect(interrupted?.status).toBe('interrupted')
    expect(interrupted?.checkpoint?.decisions).toBeGreaterThan(0)
    const id = interrupted?.id ?? ''

    const resumed = start(['runs', 'resume', id, '--json'])
    await expect.poll(async () => (await firstRun())?.status, patience).toBe('running')
    resumed.child.kill('SIGINT')
    const paused = await resumed.ended
    expect(paused.code).toBe(1)
    expect(JSON.parse(paused.stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } })
    expect(paused.stderr).toContain(`fairward runs resume ${id}`)
    const last = await firstRun()
    expect(last?.status).toBe('paused')
    expect(last?.checkpoint?.decisions).toBeGreaterThanOrEqual(interrupted?.checkpoint?.decisions ?? 0)
    expect((await ask<{ run: Run }>('runs', 'stop', id)).run.status).toBe('cancelled')
  }, 120_000)

  it('train, compare and report four hospitals in a demonstration', async () => {
    const reports = join(folder, 'reports')
    const { demo } = await ask<{ demo: { study: string; runs: Run[]; files: string[] } }>(
      'demo',
      '--output',
      reports,
      '--decisions',
      '1000',
      '--replications',
      '2',
    )
    expect(demo.runs.map(({ scenario, status }) => `${scenario} ${status}`).sort()).toEqual([
      'pediatric finished',
      'rural finished',
      'surge finished',
      'urban finished',
    ])
    expect(demo.files).toEqual(['fairness-report.pdf', 'study.json', 'study.csv'].map((name) => join(reports, name)))
    const [pdf = '', json = '', csv = ''] = demo.files.map((path) => readFileSync(path, 'utf8'))
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(JSON.parse(json)).toBeTypeOf('object')
    expect(csv.split('\n').length).toBeGreaterThan(100)
    const { study } = await ask<{ study: Study }>('studies', 'show', demo.study)
    for (const { result } of study.evaluations) {
      // Six rules, the tuned index and the agent.
      expect(result?.policies).toHaveLength(8)
      expect(result?.recommendations?.candidates.length).toBeGreaterThanOrEqual(5)
    }
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
  }, 90_000)

  it('ends when its launcher is gone', async () => {
    const server = start(['serve', '--no-open', '--port', '0'], { ipc: true })
    await expect.poll(server.stdout, patience).toMatch(address)
    server.child.disconnect()
    expect((await server.ended).code).toBe(0)
    expect(isRunning(server.child.pid ?? 0)).toBe(false)
  }, 90_000)
})
