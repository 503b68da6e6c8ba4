import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../src/main/training/clock.ts'
import { ForkWorkerHost } from '../../src/main/training/fork-worker-host.ts'
import { engineNames } from '../../src/shared/engine.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { trainingOptions } from '../storage/fixtures/helpers.ts'
import { errorOf, openTestStudio, type TestStudio } from './fixtures/test-studio.ts'

const unlucky = join(import.meta.dirname, 'fixtures', 'unlucky-worker.ts')

/** Plays one engine after the other. */
async function playEngines({ workers }: TestStudio, play: (name: string) => number | string) {
  for (const [index, name] of engineNames.entries()) {
    await expect.poll(() => workers.workers[index]?.specification).toMatchObject({ kind: 'engine', engine: name })
    const outcome = play(name)
    if (typeof outcome === 'string') workers.last.post({ type: 'failed', message: outcome })
    else {
      const device = name === 'tensorflow' ? 'graphics card' : 'processor'
      const measurement = { device, detail: 'It computes.', reproducible: true, rowsPerSecond: outcome } as const
      workers.last.post({ type: 'result', result: { kind: 'engine', measurement } })
    }
  }
}

const speeds = (name: string) => (name === 'webgpu' ? 'No graphics card.' : name === 'tensorflow' ? 9000 : 1000)

describe('the engines of a studio', () => {
  it('are measured one after another, and remembered', async () => {
    const studio = await openTestStudio()
    const { client, dataDirectory } = studio
    const before = await client.engines.list()
    expect(before).toMatchObject({ engines: [], measuredAt: null, measuring: null, chosen: 'simd' })
    expect(studio.workers.workers).toEqual([])
    const measured = client.engines.measure()
    expect(await client.engines.list()).toMatchObject({ measuredAt: null, measuring: 'simd', chosen: 'simd' })
    await playEngines(studio, speeds)
    const report = await measured
    expect(report.engines.map(({ name, state }) => [name, state])).toEqual(
      engineNames.map((name) => [name, name === 'webgpu' ? 'unavailable' : 'ready']),
    )
    expect(report).toMatchObject({ measuring: null, chosen: 'tensorflow' })
    expect(report.because).toContain('9.0 times as fast as SIMD')
    expect(studio.workers.workers).toHaveLength(engineNames.length)
    expect(await client.engines.list()).toEqual(report)
    await studio.close()

    const again = await openTestStudio({ dataDirectory })
    expect(await again.client.engines.list()).toEqual(report)
    expect(again.workers.workers).toEqual([])
    await again.close()

    // Another version of Fairward has other engines; a file that was damaged says nothing.
    const newer = await openTestStudio({ dataDirectory, version: '2.0.0' })
    expect((await newer.client.engines.list()).measuredAt).toBeNull()
    await newer.close()
    writeFileSync(join(dataDirectory, 'engines.json'), '{"engines": 7}')
    const damaged = await openTestStudio({ dataDirectory })
    expect(await damaged.client.engines.list()).toMatchObject({ engines: [], measuredAt: null })
  })

  it('train new runs as they are chosen; a run goes on with the engine it began with', async () => {
    const studio = await openTestStudio()
    const { client, workers } = studio
    const first = await client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    expect(first[0]?.engine).toBe('simd')
    await client.system.saveSettings({ ...defaultSettings, engine: 'reference' })
    expect(await client.engines.list()).toMatchObject({ chosen: 'reference', because: 'You chose it.' })
    const second = await client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    expect(second[0]?.engine).toBe('reference')
    expect(workers.of(second[0]!.id).specification).toMatchObject({ kind: 'training', engine: 'reference' })
    await client.runs.pause({ id: first[0]!.id })
    await client.runs.resume({ id: first[0]!.id })
    expect(workers.of(first[0]!.id).specification).toMatchObject({ kind: 'training', attempt: 2, engine: 'simd' })
    expect(await errorOf(client.system.saveSettings({ ...defaultSettings, engine: 'abacus' as 'cpu' }))).toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('that were being measured when the studio closed are measured again', async () => {
    const studio = await openTestStudio()
    const { client, dataDirectory } = studio
    const measured = errorOf(client.engines.measure())
    await expect.poll(() => studio.workers.workers.length).toBe(1)
    await studio.close()
    expect(() => readFileSync(join(dataDirectory, 'engines.json'))).toThrow(/ENOENT/)
    expect(await measured).toMatchObject({ code: 'CONFLICT' })
  })

  it('may crash, hang or run out of memory: each ends in a sentence, and the studio goes on', { timeout: 60_000 }, async () => {
    // Twenty times as fast where somebody is waited for.
    const clock: Clock = { now: systemClock.now, after: (milliseconds, action) => systemClock.after(milliseconds / 20, action) }
    const { client } = await openTestStudio({ workerHost: new ForkWorkerHost(unlucky), clock })
    const report = await client.engines.measure()
    const details = Object.fromEntries(report.engines.map((engine) => [engine.name, engine.detail]))
    const hung = 'gave no answer within 40 seconds, so its process was ended.'
    expect(details).toMatchObject({
      reference: 'The engine reference loads but computes wrong: its outputs are not numbers. It is not used.',
      tensorflow: expect.stringMatching(/^The worker process crashed \(SIGSEGV\)\./),
      webgpu: `TensorFlow.js on WebGPU ${hung}`,
      wasm: `TensorFlow.js in WebAssembly ${hung}`,
      cpu: 'The worker process ran out of memory. Close other programs, or choose a smaller scenario.',
    })
    expect(report.chosen).toBe('simd')
    expect(report.engines.filter(({ state }) => state === 'ready').map(({ name }) => name)).toEqual(['simd', 'simd-relaxed'])
    expect(await client.scenarios.list()).not.toEqual([])
  })
})
