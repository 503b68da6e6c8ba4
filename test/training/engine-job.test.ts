import { describe, expect, it, vi } from 'vitest'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { systemClock } from '../../src/main/training/clock.ts'
import { agentWorkloads, runEngine } from '../../src/main/training/engine-job.ts'
import { preset } from '../presets.ts'

const scenario = preset('urban')
const job = { kind: 'engine', id: 'engine-1', attempt: 1, engine: 'tensorflow', scenario } as const
const clock = systemClock
const opening = (engine: ReferenceEngine) => async () => ({ engine, device: 'processor' as const, detail: 'It computes.' })

/** Adam goes the wrong way. */
class WrongEngine extends ReferenceEngine {
  override createNetwork(...parameters: Parameters<ReferenceEngine['createNetwork']>) {
    const network = super.createNetwork(...parameters)
    const step = network.adamStep.bind(network)
    network.adamStep = (options) => step({ ...options, learningRate: -options.learningRate })
    return network
  }
}

describe('the job that measures an engine', () => {
  it('gives its speed and what it is', async () => {
    expect(await runEngine(job, { clock }, opening(new ReferenceEngine()))).toEqual({
      type: 'result',
      result: {
        kind: 'engine',
        measurement: { device: 'processor', detail: 'It computes.', reproducible: true, rowsPerSecond: expect.any(Number) },
      },
    })
  })

  it('refuses one that computes wrong, and gives it back', async () => {
    const engine = new WrongEngine()
    const disposed = vi.spyOn(engine, 'dispose')
    await expect(runEngine(job, { clock }, opening(engine))).rejects.toThrow(/The engine reference loads but computes wrong/)
    expect(disposed).toHaveBeenCalledOnce()
  })

  it('uses the networks of an agent: the policy sees each waiting class, the critic each decision', () => {
    const [policy, critic] = agentWorkloads(scenario)
    expect(policy!.spec.layers.at(-1)!.units).toBe(1)
    expect(critic!.spec.layers.at(-1)!.units).toBe(4)
    expect(critic!.rows).toBe(2048)
    // At least two classes wait at a decision, at most all twenty.
    expect(policy!.rows).toBeGreaterThan(2 * 2048)
    expect(policy!.rows).toBeLessThan(20 * 2048)
    expect(agentWorkloads(scenario)).toEqual(agentWorkloads(scenario))
  })
})
