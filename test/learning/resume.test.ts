import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { cartPoleOptions } from '../../src/main/learning/cart-pole-presets.ts'
import type { IterationMetrics } from '../../src/main/learning/iteration-metrics.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoSetup } from '../../src/main/learning/trainer-state.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import type { NeuralEngine } from '../../src/main/neural/engine.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { preset } from '../presets.ts'

const iterations = 6

/** New environments each time: what counts is the state in the checkpoint. */
const setups = {
  'a direct policy': (): Omit<PpoSetup, 'engine'> => ({
    environment: createCartPole({ seed: 6, count: 4 }),
    options: { ...cartPoleOptions('cleanrl', 6), iterations, observationIterations: 2, rewardIterations: 4 },
  }),
  'a scorer with group weights': (): Omit<PpoSetup, 'engine'> => {
    const plan = planTraining({ seed: 6, decisions: 400_000, fairnessWeight: 0.7 })
    return {
      environment: createHospitalEnvironment({ scenario: preset('rural'), seed: 6, count: 4 }),
      options: { ...plan, environments: 4, stepsPerIteration: 64, minibatchDecisions: 64, iterations },
    }
  },
}

describe.each(['simd', 'reference'] as const)('on %s', (name) => {
  it.each(Object.entries(setups))('half a training and its other half are the whole, byte for byte: %s', async (_, setup) => {
    const engine = createEngine(name)
    const start = (checkpoint?: Uint8Array) =>
      PpoTrainer.create({ ...setup(), engine, ...(checkpoint === undefined ? {} : { checkpoint }) })
    const run = async (trainer: PpoTrainer, until: number) => {
      const metrics: IterationMetrics[] = []
      while (trainer.iteration < until) metrics.push(await trainer.iterate())
      return { metrics, checkpoint: await trainer.checkpoint() }
    }
    const whole = await run(await start(), iterations)
    const first = await run(await start(), iterations / 2)
    const second = await run(await start(first.checkpoint), iterations)
    expect([...first.metrics, ...second.metrics]).toEqual(whole.metrics)
    expect(Buffer.from(second.checkpoint).equals(Buffer.from(whole.checkpoint))).toBe(true)
    expect(whole.metrics.at(-1)!.episodes).toBeGreaterThan(0)
  })
})

describe('a network that learns elsewhere', () => {
  it('acts on the processor with what it has learned there', async () => {
    const [simd, reference] = [createEngine('simd'), createEngine('reference')]
    // Its answers come later, as from another device.
    const elsewhere: NeuralEngine = {
      name: 'elsewhere',
      preferredRows: 64,
      reproducible: true,
      createNetwork: async (spec, seed) => reference.createNetwork(spec, seed),
      dispose: () => {},
    }
    const setup = setups['a direct policy']
    const apart = await PpoTrainer.create({ ...setup(), engine: elsewhere, actingEngine: simd })
    const together = await PpoTrainer.create({ ...setup(), engine: reference })
    for (let iteration = 0; iteration < 3; iteration++) {
      const [one, other] = [await apart.iterate(), await together.iterate()]
      // Single precision tells them apart after some digits.
      expect(one.policyLoss).toBeCloseTo(other.policyLoss, 4)
      expect(one.approxKl).toBeCloseTo(other.approxKl, 5)
      expect(one.episodes).toBe(other.episodes)
    }
  })
})
