import { describe, expect, it } from 'vitest'
import { boundaryMilliseconds, restartDelays, silentPingsAllowed } from '../../src/main/training/supervised-job.ts'
import { promptJobs, Supervisor } from '../../src/main/training/supervisor.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { FakeWorkerHost } from './fixtures/fake-worker-host.ts'
import { MemoryStore } from './fixtures/memory-store.ts'
import { evaluation, live, metricsOf, training } from './fixtures/specifications.ts'

function setUp(places = 2) {
  const clock = new FakeClock()
  const host = new FakeWorkerHost()
  const store = new MemoryStore()
  const log: string[] = []
  const setting = { places }
  const supervisor = new Supervisor({
    workerHost: host,
    store,
    clock,
    maximumParallel: () => setting.places,
    log: (line) => log.push(line),
  })
  return { clock, host, store, log, setting, supervisor }
}
const bytes = (...values: number[]) => Uint8Array.from(values)
const killed = { code: null, signal: 'SIGKILL' }

describe('the queue', () => {
  it('gives training and evaluation their places first come first served, up to the maximum', () => {
    const { host, store, supervisor } = setUp(2)
    for (const job of [training('a'), evaluation('b'), training('c'), training('d')]) supervisor.submit(job)
    expect(host.ids()).toEqual(['a', 'b'])
    expect(store.status('c')).toBe('queued')
    host.workerOf('b').exit({ code: 0 })
    host.workerOf('a').post({ type: 'failed', message: 'No.' })
    host.workerOf('a').exit()
    expect(host.ids()).toEqual(['a', 'b', 'c'])
    expect(store.words('c')).toEqual(['queued', 'starting'])
  })

  it('starts live hospitals past a full queue, up to a small number', () => {
    const { host, supervisor } = setUp(1)
    supervisor.submit(training('a'))
    supervisor.submit(training('b'))
    for (let index = 0; index < promptJobs + 1; index++) supervisor.submit(live(`live-${index}`))
    expect(host.ids()).toEqual(['a', ...Array.from({ length: promptJobs }, (_, index) => `live-${index}`)])
    supervisor.stop('live-3')
    host.workerOf('live-3').exit(killed)
    expect(host.ids().at(-1)).toBe(`live-${promptJobs}`)
  })

  it('starts what has room after the setting was raised', () => {
    const { host, setting, supervisor } = setUp(1)
    for (const id of ['a', 'b', 'c']) supervisor.submit(training(id))
    setting.places = 3
    supervisor.reconsider()
    expect(host.ids()).toEqual(['a', 'b', 'c'])
  })

  it('goes on where the system cannot start a worker: that job fails, with the reason', () => {
    const { host, store, supervisor } = setUp(1)
    const start = host.start.bind(host)
    host.start = () => {
      host.start = start
      throw new Error('spawn ENOMEM')
    }
    supervisor.submit(training('a'))
    supervisor.submit(training('b'))
    expect(store.trail('a').at(-1)).toMatchObject({ status: 'failed', error: expect.stringContaining('spawn ENOMEM') })
    expect(host.ids()).toEqual(['b'])
  })

  it('refuses an id that has not ended, and takes it again after', () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    expect(() => supervisor.submit(training('a'))).toThrow('a has not ended yet')
    supervisor.pause('a')
    host.workerOf('a').post({ type: 'ended', outcome: 'paused' })
    host.workerOf('a').exit()
    expect(store.status('a')).toBe('paused')
    supervisor.submit(training('a', { attempt: 2 }))
    expect(host.workerOf('a').specification.attempt).toBe(2)
  })
})

describe('a run', () => {
  it('goes from queued to finished, and what it posts reaches the store', async () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    const idle = supervisor.waitForIdle()
    const worker = host.workerOf('a')
    worker.post({ type: 'ready' })
    worker.post({ type: 'metrics', metrics: [metricsOf(1), metricsOf(2)] })
    worker.post({ type: 'checkpoint', bytes: bytes(1), iteration: 2, decisions: 200 })
    worker.post({ type: 'progress', fraction: 0.5, detail: 'Iteration 2 of 4', remainingSeconds: 3 })
    worker.post({ type: 'result', result: { kind: 'training', iteration: 4, decisions: 400 } })
    expect(worker.asked).toEqual(['release'])
    expect(store.status('a')).toBe('running')
    worker.exit()
    await idle
    expect(store.words('a')).toEqual(['queued', 'starting', 'running', 'finished'])
    expect(store.iterations('a')).toEqual([1, 2])
    expect(store.results.get('a')).toEqual({ kind: 'training', iteration: 4, decisions: 400 })
  })

  it('ends a worker that does not exit after its last message', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    host.workerOf('a').post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1 } })
    clock.advance(3_000)
    expect(host.workerOf('a').killed).toBe(true)
    host.workerOf('a').exit(killed)
    expect(store.status('a')).toBe('finished')
  })

  it('ignores what an earlier attempt or another job posts', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    const first = host.workerOf('a')
    first.post({ type: 'ready' })
    first.exit(killed)
    clock.advance(restartDelays[0]!)
    const second = host.workerOf('a')
    expect(second.specification.attempt).toBe(2)
    first.postAs('a', 1, { type: 'metrics', metrics: [metricsOf(7)] })
    first.postAs('a', 2, { type: 'metrics', metrics: [metricsOf(7)] })
    second.postAs('a', 1, { type: 'metrics', metrics: [metricsOf(8)] })
    second.postAs('b', 2, { type: 'metrics', metrics: [metricsOf(8)] })
    first.exit(killed)
    expect(store.iterations('a')).toEqual([])
    second.post({ type: 'metrics', metrics: [metricsOf(1)] })
    expect(store.iterations('a')).toEqual([1])
  })

  it('fails when its worker posts something that makes no sense', () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    host.workerOf('a').postRaw({ job: 'a', attempt: 1, type: 'metrics', metrics: [{ ...metricsOf(1), policyLoss: Number.NaN }] })
    expect(host.workerOf('a').killed).toBe(true)
    host.workerOf('a').post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1 } })
    host.workerOf('a').exit(killed)
    expect(store.status('a')).toBe('failed')
    expect(store.error('a')).toContain('metrics[0].policyLoss')
  })
})

describe('a worker that dies', () => {
  it('is started again from the latest checkpoint, later each time, and given up after the third', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    host.workerOf('a').post({ type: 'checkpoint', bytes: bytes(1), iteration: 1, decisions: 100 })
    host.workerOf('a').post({ type: 'checkpoint', bytes: bytes(2), iteration: 5, decisions: 500 })
    restartDelays.forEach((delay, index) => {
      host.workerOf('a').exit(killed)
      expect(store.trail('a').at(-1)).toMatchObject({ status: 'starting', attempt: index + 2 })
      expect(store.error('a')).toContain(`(${index + 1} of 3)`)
      clock.advance(delay - 1)
      expect(host.workers).toHaveLength(index + 1)
      clock.advance(1)
      expect(host.workers).toHaveLength(index + 2)
      expect(host.workerOf('a').specification).toMatchObject({ attempt: index + 2, checkpoint: bytes(2) })
    })
    host.workerOf('a').exit({ code: 134, stderrTail: ['a line', 'free(): invalid pointer'] })
    clock.advance(60_000)
    expect(host.workers).toHaveLength(4)
    expect(store.status('a')).toBe('failed')
    expect(store.error('a')).toBe(
      'The worker process ended unexpectedly (exit code 134). It last said: a line / free(): invalid pointer ' +
        'It was started again 3 times, and ended each time.',
    )
  })

  it('takes no other with it, and keeps its place', () => {
    const { clock, host, store, supervisor } = setUp(2)
    for (const id of ['a', 'b', 'c']) supervisor.submit(training(id))
    host.workerOf('b').post({ type: 'ready' })
    host.workerOf('a').exit(killed)
    expect(store.status('b')).toBe('running')
    expect(store.status('c')).toBe('queued')
    clock.advance(restartDelays[0]!)
    expect(host.ids()).toEqual(['a', 'b', 'a'])
  })

  it('is ended and started again when it gives no sign of life', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    const worker = host.workerOf('a')
    clock.advance(silentPingsAllowed * 1000)
    worker.post({ type: 'heartbeat' })
    clock.advance(silentPingsAllowed * 1000)
    expect(worker.killed).toBe(false)
    clock.advance(1000)
    expect(worker.killed).toBe(true)
    worker.exit(killed)
    expect(store.status('a')).toBe('starting')
  })

  it('fails at once where nobody would wait for a second try', () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(live('live-1'))
    host.workerOf('live-1').exit(killed)
    expect(store.status('live-1')).toBe('failed')
    expect(store.error('live-1')).toBe('The worker process was ended from outside (SIGKILL).')
  })

  it('is not started again when it said why it failed', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    const problems = [{ path: 'row 7', message: 'has no arrival' }]
    host.workerOf('a').post({ type: 'failed', message: 'Iteration 7: the policy loss is not a number.', problems })
    host.workerOf('a').exit({ code: 1 })
    clock.advance(60_000)
    expect(host.workers).toHaveLength(1)
    expect(store.trail('a').at(-1)).toEqual({
      status: 'failed',
      attempt: 1,
      error: 'Iteration 7: the policy loss is not a number.',
      problems,
    })
  })
})

describe('pause and stop', () => {
  it('asks the worker, and reports when it has gone', () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    supervisor.submit(training('b'))
    expect(supervisor.pause('a')).toBe(true)
    expect(supervisor.stop('b')).toBe(true)
    expect(host.workerOf('a').asked).toEqual(['pause'])
    expect(host.workerOf('b').asked).toEqual(['stop'])
    host.workerOf('a').post({ type: 'checkpoint', bytes: bytes(3), iteration: 3, decisions: 300 })
    host.workerOf('a').post({ type: 'ended', outcome: 'paused' })
    host.workerOf('b').post({ type: 'ended', outcome: 'stopped' })
    host.workerOf('a').exit()
    host.workerOf('b').exit()
    expect(store.status('a')).toBe('paused')
    expect(store.latestCheckpoint('a')).toEqual(bytes(3))
    expect(store.status('b')).toBe('cancelled')
  })

  it('ends jobs that wait or are about to be started again at once', () => {
    const { clock, host, store, supervisor } = setUp(1)
    supervisor.submit(training('a'))
    supervisor.submit(training('b'))
    supervisor.submit(training('c'))
    supervisor.pause('b')
    host.workerOf('a').exit(killed)
    supervisor.pause('a')
    clock.advance(60_000)
    expect(store.status('a')).toBe('paused')
    expect(store.status('b')).toBe('paused')
    expect(host.ids()).toEqual(['a', 'c'])
  })

  it('does not wait for ever for an iteration to end', () => {
    const { clock, host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    supervisor.pause('a')
    clock.advance(boundaryMilliseconds)
    expect(host.workerOf('a').killed).toBe(true)
    host.workerOf('a').exit(killed)
    expect(store.status('a')).toBe('paused')
  })

  it('lets a run finish that was done before it heard, and a stop overrule a pause', () => {
    const { host, store, supervisor } = setUp()
    supervisor.submit(training('a'))
    supervisor.submit(training('b'))
    supervisor.pause('a')
    host.workerOf('a').post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1 } })
    host.workerOf('a').exit()
    supervisor.pause('b')
    supervisor.stop('b')
    host.workerOf('b').post({ type: 'ended', outcome: 'paused' })
    host.workerOf('b').exit()
    expect(store.status('a')).toBe('finished')
    expect(store.status('b')).toBe('cancelled')
  })

  it('says what it does not have, and what cannot be paused', () => {
    const { host, store, supervisor } = setUp()
    expect(supervisor.pause('nobody')).toBe(false)
    expect(supervisor.stop('nobody')).toBe(false)
    supervisor.submit(evaluation('e'))
    expect(supervisor.pause('e')).toBe(false)
    expect(supervisor.command('e', { action: 'play' })).toBe(false)
    expect(supervisor.stop('e')).toBe(true)
    expect(host.workerOf('e').killed).toBe(true)
    host.workerOf('e').exit(killed)
    expect(store.status('e')).toBe('cancelled')
  })

  it('hands commands to a live hospital', () => {
    const { host, supervisor } = setUp()
    supervisor.submit(live('live-1'))
    expect(supervisor.command('live-1', { action: 'speed', speed: 60 })).toBe(true)
    expect(host.workerOf('live-1').sent.at(-1)).toEqual({ type: 'command', command: { action: 'speed', speed: 60 } })
  })
})

describe('a store that cannot write', () => {
  it('fails the job with its sentence when a checkpoint cannot be kept', () => {
    const { host, store, supervisor } = setUp()
    store.checkpointArrived = () => {
      throw new Error('The disk that holds /data is full. Free some space and resume the run.')
    }
    supervisor.submit(training('a'))
    host.workerOf('a').post({ type: 'checkpoint', bytes: bytes(1), iteration: 1, decisions: 100 })
    expect(host.workerOf('a').killed).toBe(true)
    host.workerOf('a').exit(killed)
    expect(store.status('a')).toBe('failed')
    expect(store.error('a')).toContain('disk that holds /data is full')
  })

  it('fails the job when its result cannot be kept, and goes on when not even that can be written', async () => {
    const { host, store, log, supervisor } = setUp()
    store.finished = () => {
      throw new Error('The disk is full.')
    }
    supervisor.submit(training('a'))
    host.workerOf('a').post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1 } })
    host.workerOf('a').exit()
    expect(store.trail('a').at(-1)).toMatchObject({ status: 'failed', error: 'The disk is full.' })
    store.statusChanged = () => {
      throw new Error('The disk is full.')
    }
    supervisor.submit(training('b'))
    host.workerOf('b').post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1 } })
    host.workerOf('b').exit()
    await supervisor.waitForIdle()
    expect(log.at(-1)).toContain('could not be stored: The disk is full.')
  })
})

describe('closing', () => {
  it('lets training write a checkpoint, ends the rest, and takes no more work', async () => {
    const { clock, host, store, supervisor } = setUp(3)
    for (const job of [training('a'), training('b'), evaluation('e'), training('waits'), live('live-1')]) supervisor.submit(job)
    const closed = supervisor.close()
    expect(() => supervisor.submit(training('late'))).toThrow('closing')
    expect(host.workerOf('a').asked).toEqual(['pause'])
    expect(host.workerOf('e').killed).toBe(true)
    expect(host.workerOf('live-1').asked).toEqual(['stop'])
    host.workerOf('a').post({ type: 'checkpoint', bytes: bytes(9), iteration: 9, decisions: 900 })
    host.workerOf('a').post({ type: 'ended', outcome: 'paused' })
    host.workerOf('a').exit()
    clock.advance(4_000)
    expect(host.workerOf('b').killed).toBe(true)
    for (const id of ['b', 'e', 'live-1']) host.workerOf(id).exit(killed)
    await closed
    expect(['a', 'b', 'e', 'waits', 'live-1'].map((id) => store.status(id))).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
      'interrupted',
      'cancelled',
    ])
    expect(store.latestCheckpoint('a')).toEqual(bytes(9))
    expect(host.ids()).not.toContain('waits')
  })
})
