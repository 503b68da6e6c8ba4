import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../src/shared/run.ts'
import { metricsOf, temporaryDirectory, trainingOptions } from '../storage/fixtures/helpers.ts'
import { FakeClock, settle } from './fixtures/fake-clock.ts'
import { errorOf, openTestStudio, type TestStudio } from './fixtures/test-studio.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function startOne({ client }: TestStudio): Promise<Run> {
  const [run] = await client.runs.start({ scenarios: ['urban'], options: trainingOptions })
  return run!
}

/** Trains for some iterations, with a checkpoint after the given one. */
function train(studio: TestStudio, runId: string, iterations: number[], checkpointAt?: number): void {
  const worker = studio.workers.of(runId)
  worker.post({ type: 'ready' })
  for (const iteration of iterations) {
    worker.post({ type: 'metrics', metrics: [metricsOf(iteration)] })
    if (iteration === checkpointAt)
      worker.post({ type: 'checkpoint', bytes: bytesOf(`at ${iteration}`), iteration, decisions: iteration * 1000 })
  }
}

describe('training runs over the contract', () => {
  it('start for several hospitals in one call, with the same options', async () => {
    const studio = await openTestStudio()
    const names = ['urban', 'rural', 'pediatric', 'surge']
    const runs = await studio.client.runs.start({ scenarios: names, options: trainingOptions })
    expect(runs.map((run) => run.scenario)).toEqual(names)
    expect(runs.every((run) => run.status === 'starting' && run.attempt === 1 && run.engine === 'simd')).toBe(true)
    expect(studio.workers.workers.map((worker) => worker.jobId)).toEqual(runs.map((run) => run.id))
    expect(studio.workers.last.specification).toMatchObject({
      kind: 'training',
      attempt: 1,
      scenario: { name: 'surge' },
      options: trainingOptions,
      checkpoint: null,
    })
    expect((await studio.client.runs.list()).map((run) => run.id).sort()).toEqual(runs.map((run) => run.id).sort())
  })

  it('start all or none', async () => {
    const { client, workers } = await openTestStudio()
    const error = await errorOf(client.runs.start({ scenarios: ['urban', 'moon'], options: trainingOptions }))
    expect(error).toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.runs.list()).toEqual([])
    expect(workers.workers).toEqual([])
  })

  it('refuse options with a sentence', async () => {
    const { client } = await openTestStudio()
    const error = await errorOf(client.runs.start({ scenarios: ['urban'], options: { ...trainingOptions, decisions: 5 } }))
    expect(error).toMatchObject({ code: 'BAD_INPUT', defined: true })
    expect(error.message).toBe('options.decisions is 5; decisions must be a whole number from 1000 to 100000000')
  })

  it('show what has been learnt, and finish', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    train(studio, id, [1, 2], 2)
    const running = await studio.client.runs.get({ id })
    expect(running).toMatchObject({ status: 'running', iteration: 2, decisions: 2000, stepsPerSecond: 5000, finishedAt: null })
    expect(running.startedAt).not.toBeNull()
    expect(running.checkpoint).toMatchObject({ iteration: 2, decisions: 2000, bytes: 4 })
    expect(await studio.client.runs.metrics({ id })).toEqual([metricsOf(1), metricsOf(2)])
    studio.workers.of(id).post({ type: 'result', result: { kind: 'training', iteration: 2, decisions: 2000 } })
    await settle()
    const finished = await studio.client.runs.get({ id })
    expect(finished).toMatchObject({ status: 'finished', error: null })
    expect(finished.finishedAt).not.toBeNull()
    expect((await errorOf(studio.client.runs.resume({ id }))).message).toContain('is finished; only one that is paused')
    expect((await errorOf(studio.client.runs.stop({ id }))).code).toBe('CONFLICT')
  })

  it('pause and resume from the checkpoint, which replaces what came after it', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    train(studio, id, [1, 2, 3], 2)
    expect(await studio.client.runs.pause({ id })).toMatchObject({ status: 'paused', finishedAt: null })
    expect(await studio.client.runs.pause({ id })).toMatchObject({ status: 'paused' })
    expect(await studio.client.runs.resume({ id })).toMatchObject({
      status: 'starting',
      attempt: 2,
      iteration: 2,
      decisions: 2000,
    })
    expect(await studio.client.runs.metrics({ id })).toEqual([metricsOf(1), metricsOf(2)])
    const { specification } = studio.workers.of(id)
    expect(specification).toMatchObject({ attempt: 2, options: trainingOptions })
    expect(specification?.kind === 'training' && new TextDecoder().decode(specification.checkpoint!)).toBe('at 2')
    train(studio, id, [3, 4])
    expect((await studio.client.runs.metrics({ id })).map((row) => row.iteration)).toEqual([1, 2, 3, 4])
  })

  it('resume from the checkpoint before when the last one is damaged', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    train(studio, id, [1], 1)
    train(studio, id, [2, 3], 3)
    await studio.client.runs.pause({ id })
    writeFileSync(join(studio.dataDirectory, 'checkpoints', id, '3.ckpt'), 'damaged')
    await studio.client.runs.resume({ id })
    const { specification } = studio.workers.of(id)
    expect(specification?.kind === 'training' && new TextDecoder().decode(specification.checkpoint!)).toBe('at 1')
    expect(await studio.client.runs.metrics({ id })).toEqual([metricsOf(1)])
  })

  it('go on from the checkpoint after their worker was lost; the others do not notice', async () => {
    const clock = new FakeClock()
    const studio = await openTestStudio({ clock })
    const [lost, other] = await studio.client.runs.start({ scenarios: ['urban', 'rural'], options: trainingOptions })
    train(studio, lost!.id, [1, 2, 3], 1)
    train(studio, other!.id, [1])
    studio.workers.of(lost!.id).exit({ signal: 'SIGKILL' })
    await clock.pass(500)
    const again = await studio.client.runs.get({ id: lost!.id })
    expect(again).toMatchObject({ status: 'starting', attempt: 2, iteration: 1 })
    expect(await studio.client.runs.metrics({ id: lost!.id })).toEqual([metricsOf(1)])
    const { specification } = studio.workers.of(lost!.id)
    expect(specification?.kind === 'training' && new TextDecoder().decode(specification.checkpoint!)).toBe('at 1')
    expect(await studio.client.runs.get({ id: other!.id })).toMatchObject({ status: 'running', attempt: 1 })
  })

  it('stop, also when paused', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    expect(await studio.client.runs.stop({ id })).toMatchObject({ status: 'cancelled' })
    expect(await studio.client.runs.stop({ id })).toMatchObject({ status: 'cancelled' })
    const second = await startOne(studio)
    await studio.client.runs.pause({ id: second.id })
    expect(await studio.client.runs.stop({ id: second.id })).toMatchObject({ status: 'cancelled' })
  })

  it('are stopped before they are deleted, and can be brought back', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    train(studio, id, [1], 1)
    await studio.client.runs.delete({ id })
    expect(studio.workers.of(id).received.map((message) => message.type)).toContain('stop')
    expect(studio.workers.of(id).ended).toBe(true)
    expect(await studio.client.runs.list()).toEqual([])
    expect((await errorOf(studio.client.runs.get({ id }))).message).toBe(`There is no run "${id}".`)
    expect(await studio.client.runs.restore({ id })).toMatchObject({ id, status: 'cancelled', iteration: 1 })
    expect((await errorOf(studio.client.runs.restore({ id: 'nobody' }))).code).toBe('NOT_FOUND')
  })

  it('fail with the cause', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    studio.workers.of(id).post({ type: 'failed', message: 'valueLoss became NaN at iteration 3' })
    await settle()
    expect(await studio.client.runs.get({ id })).toMatchObject({ status: 'failed', error: 'valueLoss became NaN at iteration 3' })
  })

  it('wait for their turn, and start when the setting allows more', async () => {
    const studio = await openTestStudio()
    const settings = await studio.client.system.settings()
    await studio.client.system.saveSettings({ ...settings, maximumParallelJobs: 1 })
    const runs = await studio.client.runs.start({ scenarios: ['urban', 'rural'], options: trainingOptions })
    expect(runs.map((run) => run.status)).toEqual(['starting', 'queued'])
    await studio.client.system.saveSettings({ ...settings, maximumParallelJobs: 2 })
    expect(await studio.client.runs.get({ id: runs[1]!.id })).toMatchObject({ status: 'starting' })
  })
})

describe('runs that a host left behind', () => {
  it('are interrupted at the next start, and can be resumed', async () => {
    const dataDirectory = temporaryDirectory()
    const first = await openTestStudio({ dataDirectory })
    const { id } = await startOne(first)
    train(first, id, [1, 2, 3], 2)
    // The first host is not closed: to the second it looks as if it had been killed.
    const second = await openTestStudio({ dataDirectory })
    const run = await second.client.runs.get({ id })
    expect(run).toMatchObject({ status: 'interrupted', iteration: 3 })
    expect(run.error).toContain('Resume it to go on')
    expect(await second.client.runs.metrics({ id })).toHaveLength(3)
    expect(await second.client.runs.resume({ id })).toMatchObject({ status: 'starting', attempt: 2, iteration: 2, error: null })
  })

  it('leave a checkpoint when the host closes properly', async () => {
    const dataDirectory = temporaryDirectory()
    const first = await openTestStudio({ dataDirectory })
    const { id } = await startOne(first)
    train(first, id, [1])
    await first.close()
    expect(first.workers.of(id).received.map((message) => message.type)).toContain('pause')
    const second = await openTestStudio({ dataDirectory })
    expect(await second.client.runs.get({ id })).toMatchObject({ status: 'interrupted' })
  })
})

describe('watching a run', () => {
  it('gives the run now, then changes at most four times a second, and ends with the run', async () => {
    const clock = new FakeClock()
    const studio = await openTestStudio({ clock })
    const { id } = await startOne(studio)
    const seen: [string, number | undefined][] = []
    const watching = (async () => {
      for await (const { run, latest } of await studio.client.runs.watch({ id })) seen.push([run.status, latest?.iteration])
    })()
    await settle()
    expect(seen).toEqual([['starting', undefined]])
    train(studio, id, [1, 2, 3])
    await clock.pass(249)
    expect(seen).toHaveLength(1)
    await clock.pass(1)
    expect(seen.slice(1)).toEqual([['running', 3]])
    studio.workers.of(id).post({ type: 'result', result: { kind: 'training', iteration: 3, decisions: 3000 } })
    await clock.pass(250)
    await watching
    expect(seen.slice(2)).toEqual([['finished', 3]])
  })

  it('ends when the watcher goes away', async () => {
    const studio = await openTestStudio()
    const { id } = await startOne(studio)
    const going = new AbortController()
    const watch = await studio.client.runs.watch({ id }, { signal: going.signal })
    await watch.next()
    const waiting = watch.next()
    going.abort()
    expect((await waiting).done).toBe(true)
  })

  it('of nobody is refused', async () => {
    const { client } = await openTestStudio()
    expect(await errorOf(client.runs.watch({ id: 'nobody' }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('activity', () => {
  it('shows jobs with their progress, and forgets them a minute after their end', async () => {
    const clock = new FakeClock()
    const studio = await openTestStudio({ clock })
    const watch = await studio.client.system.activity()
    expect((await watch.next()).value).toEqual([])
    const { id } = await startOne(studio)
    studio.workers.of(id).post({ type: 'ready' })
    studio.workers.of(id).post({ type: 'progress', fraction: 0.25, detail: 'iteration 5 of 20', remainingSeconds: 30 })
    const next = watch.next()
    await clock.pass(250)
    const shown = {
      id,
      kind: 'training',
      subjectId: id,
      status: 'running',
      progress: 0.25,
      remainingSeconds: 30,
      detail: 'iteration 5 of 20',
    }
    expect((await next).value).toMatchObject([shown])
    studio.workers.of(id).post({ type: 'result', result: { kind: 'training', iteration: 1, decisions: 1000 } })
    await clock.pass(250)
    expect((await watch.next()).value).toMatchObject([{ id, status: 'finished', progress: 1 }])
    await clock.pass(60_000)
    expect((await watch.next()).value).toEqual([])
    await watch.return?.()
  })
})
