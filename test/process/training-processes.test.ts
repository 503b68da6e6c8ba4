import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/training/clock.ts'
import { Supervisor } from '../../src/main/training/supervisor.ts'
import type { RunMetrics } from '../../src/shared/run.ts'
import { preset } from '../presets.ts'
import { MemoryStore } from '../training/fixtures/memory-store.ts'
import { training } from '../training/fixtures/specifications.ts'
import { commandLine, until, WatchedWorkerHost } from './fixtures/worker-watch.ts'

const scenario = preset('urban')
const run = (id: string, seed: number, changes = {}) =>
  training(id, { scenario, options: { seed, decisions: 2_500, fairnessWeight: 0.5 }, ...changes })

const withoutTiming = ({ stepsPerSecond, elapsedSeconds, ...metrics }: RunMetrics) => metrics
/** The last word on each iteration: a restarted run tells some of them twice. */
const course = (store: MemoryStore, id: string) => [
  ...new Map((store.metrics.get(id) ?? []).map((metrics) => [metrics.iteration, withoutTiming(metrics)])).values(),
]

describe('training in worker processes', () => {
  const workerHost = new WatchedWorkerHost()
  const store = new MemoryStore()
  const supervisor = new Supervisor({ workerHost, store, clock: systemClock, maximumParallel: () => 5, log: () => {} })
  const started = (id: string) => until(() => store.checkpoints.has(id), `${id} has a checkpoint`)

  async function killOnce(id: string): Promise<void> {
    await started(id)
    expect(commandLine(workerHost.pidOf(id))).toContain(`fairward-worker training ${id}`)
    process.kill(workerHost.pidOf(id), 'SIGKILL')
  }
  /** As Ctrl+C in the terminal of the host does. */
  async function interrupt(id: string): Promise<void> {
    await started(id)
    process.kill(workerHost.pidOf(id), 'SIGINT')
  }
  async function pauseAndResume(id: string): Promise<void> {
    await started(id)
    supervisor.pause(id)
    await until(() => store.status(id) === 'paused', 'it is paused')
    supervisor.submit(run(id, 1, { attempt: 2, checkpoint: store.latestCheckpoint(id) }))
  }

  beforeAll(async () => {
    for (const id of ['undisturbed', 'again', 'killed', 'paused']) supervisor.submit(run(id, 1))
    supervisor.submit(run('other', 2))
    await Promise.all([killOnce('killed'), pauseAndResume('paused'), interrupt('undisturbed')])
    await supervisor.waitForIdle()
  }, 90_000)
  afterAll(() => supervisor.close())

  it('finishes, unmoved by Ctrl+C, with all its decisions, a line for each iteration, and the agent in the last checkpoint', () => {
    expect(store.words('undisturbed')).toEqual(['queued', 'starting', 'running', 'finished'])
    const iterations = course(store, 'undisturbed').map(({ iteration }) => iteration)
    expect(iterations).toEqual(Array.from({ length: iterations.length }, (_, index) => index + 1))
    const last = store.checkpoints.get('undisturbed')?.at(-1)
    expect(last?.decisions).toBeGreaterThanOrEqual(2_500)
    expect(last?.iteration).toBe(iterations.length)
    expect(store.results.get('undisturbed')).toEqual({
      kind: 'training',
      iteration: last?.iteration,
      decisions: last?.decisions,
    })
  })

  it('goes on from its checkpoint after kill -9 and takes no other with it', () => {
    expect(store.words('killed')).toEqual(['queued', 'starting', 'running', 'starting', 'starting', 'running', 'finished'])
    expect(store.trail('killed')[3]?.error).toContain('SIGKILL')
    expect(workerHost.pids.get('killed')).toHaveLength(2)
    for (const id of ['undisturbed', 'again', 'other']) expect(store.words(id)).toHaveLength(4)
    expect(course(store, 'killed')).toEqual(course(store, 'undisturbed'))
    expect(store.latestCheckpoint('killed')).toEqual(store.latestCheckpoint('undisturbed'))
  })

  it('ends up the same when paused and resumed', () => {
    expect(store.words('paused')).toEqual([
      ...['queued', 'starting', 'running', 'paused'],
      ...['queued', 'starting', 'running', 'finished'],
    ])
    expect(course(store, 'paused')).toEqual(course(store, 'undisturbed'))
    expect(store.latestCheckpoint('paused')).toEqual(store.latestCheckpoint('undisturbed'))
  })

  it('gives equal metrics and bytes for equal seeds, and others for another', () => {
    expect(course(store, 'again')).toEqual(course(store, 'undisturbed'))
    expect(store.latestCheckpoint('again')).toEqual(store.latestCheckpoint('undisturbed'))
    expect(course(store, 'other')).not.toEqual(course(store, 'undisturbed'))
    expect(store.latestCheckpoint('other')).not.toEqual(store.latestCheckpoint('undisturbed'))
  })

  it('leaves no process behind', () => {
    for (const pid of [...workerHost.pids.values()].flat()) expect(commandLine(pid)).toBe('')
  })
})

describe('a host that is killed', () => {
  it('is followed by its workers within seconds, also those that compute without a break', async () => {
    const host = spawn(process.execPath, [resolve(import.meta.dirname, 'fixtures/host-program.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const line = await new Promise<string>((resolveLine) => createInterface(host.stdout).once('line', resolveLine))
      const pids = JSON.parse(line) as number[]
      expect(pids.map((pid) => commandLine(pid)).sort()).toEqual([
        expect.stringContaining('fairward-worker evaluation compares'),
        expect.stringContaining('fairward-worker live lives'),
        expect.stringContaining('fairward-worker training trains'),
      ])
      host.kill('SIGKILL')
      await until(() => pids.every((pid) => commandLine(pid) === ''), 'all workers have ended')
    } finally {
      host.kill('SIGKILL')
    }
  }, 90_000)
})
