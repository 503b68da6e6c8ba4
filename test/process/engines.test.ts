import { describe, expect, it } from 'vitest'
import { readCheckpointHeader } from '../../src/main/learning/checkpoint.ts'
import { systemClock } from '../../src/main/training/clock.ts'
import { Supervisor } from '../../src/main/training/supervisor.ts'
import { preset } from '../presets.ts'
import { MemoryStore } from '../training/fixtures/memory-store.ts'
import { training } from '../training/fixtures/specifications.ts'
import { until, WatchedWorkerHost } from './fixtures/worker-watch.ts'

const scenario = preset('urban')
const options = { seed: 1, decisions: 2_500, fairnessWeight: 0.5 }

function supervise() {
  const workerHost = new WatchedWorkerHost()
  const store = new MemoryStore()
  return {
    workerHost,
    store,
    supervisor: new Supervisor({ workerHost, store, clock: systemClock, maximumParallel: () => 5, log: () => {} }),
  }
}

describe('engines in worker processes', { timeout: 90_000 }, () => {
  it('train on TensorFlow.js while the agent acts on the processor, the same again after a worker was lost', async () => {
    const { workerHost, store, supervisor } = supervise()
    for (const id of ['undisturbed', 'killed']) supervisor.submit(training(id, { scenario, options, engine: 'wasm' }))
    await until(() => store.checkpoints.has('killed'), 'there is a checkpoint')
    process.kill(workerHost.pidOf('killed'), 'SIGKILL')
    await supervisor.waitForIdle()
    const [undisturbed, killed] = ['undisturbed', 'killed'].map((id) => store.latestCheckpoint(id)!)
    expect(store.status('killed')).toBe('finished')
    expect(readCheckpointHeader(undisturbed!)).toMatchObject({ engine: 'wasm' })
    expect(Buffer.compare(undisturbed!, killed!)).toBe(0)
    await supervisor.close()
  })

  it('are measured', async () => {
    const { store, supervisor } = supervise()
    supervisor.submit({ kind: 'engine', id: 'measured', attempt: 1, engine: 'simd', scenario })
    await supervisor.waitForIdle()
    const result = store.results.get('measured')
    if (result?.kind !== 'engine') throw new Error('it was not measured')
    expect(result.measurement).toMatchObject({ device: 'processor', reproducible: true })
    expect(result.measurement.rowsPerSecond).toBeGreaterThan(1000)
    await supervisor.close()
  })

  it.skipIf(process.platform !== 'linux')('that cannot be used end the run in a sentence, at once', async () => {
    const { store, supervisor } = supervise()
    const { VK_ICD_FILENAMES: before } = process.env
    process.env.VK_ICD_FILENAMES = '/no/graphics/card'
    try {
      supervisor.submit(training('impossible', { scenario, options, engine: 'webgpu' }))
    } finally {
      if (before === undefined) delete process.env.VK_ICD_FILENAMES
      else process.env.VK_ICD_FILENAMES = before
    }
    await supervisor.waitForIdle()
    expect(store.words('impossible')).toEqual(['queued', 'starting', 'running', 'failed'])
    expect(store.error('impossible')).toMatch(
      /^(No graphics card answers WebGPU here|The optional package webgpu is not installed)/,
    )
    await supervisor.close()
  })
})
