import { describe, expect, it } from 'vitest'
import { readCheckpointHeader } from '../../src/main/learning/checkpoint.ts'
import type { IterationMetrics } from '../../src/main/learning/iteration-metrics.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { ProbeEnvironment, type ProbeOptions } from './probe-environment.ts'
import { smallOptions } from './small-options.ts'

const engine = new ReferenceEngine()
const probe = (options: Partial<ProbeOptions> = {}) => new ProbeEnvironment({ count: 8, seed: 5, ...options })

async function train(
  environment: ProbeEnvironment,
  options: PpoOptions,
): Promise<{ rightShare: number; metrics: IterationMetrics[] }> {
  const trainer = await PpoTrainer.create({ environment, engine, options })
  const metrics: IterationMetrics[] = []
  while (!trainer.finished) {
    environment.right = 0
    metrics.push(await trainer.iterate())
  }
  trainer.dispose()
  return { rightShare: environment.right / (options.environments * options.stepsPerIteration), metrics }
}

describe('the trainer', () => {
  it('learns to match the cue, never takes a masked action, and says how it went', async () => {
    const environment = probe()
    const { rightShare, metrics } = await train(environment, smallOptions)
    expect(rightShare).toBeGreaterThan(0.95)
    expect(environment.maskedTaken).toBe(0)
    expect(metrics).toHaveLength(30)
    const last = metrics.at(-1)!
    expect(last).toMatchObject({ iteration: 30, decisions: 30 * 8 * 32, groupWeights: [1, 1] })
    expect(last.entropy).toBeLessThan(metrics[0]!.entropy / 2)
    expect(metrics[0]!.learningRate).toBe(5e-3)
    expect(last.learningRate).toBeCloseTo(5e-3 / 30, 12)
  })

  it('learns from more copies than go side by side', async () => {
    const [environments, copiesSideBySide] = [22, 8]
    const options = { ...smallOptions, environments, stepsPerIteration: 8 }
    const { rightShare, metrics } = await train(probe({ count: environments, copiesSideBySide }), options)
    expect(rightShare).toBeGreaterThan(0.95)
    expect(metrics.at(-1)!.decisions).toBe(30 * environments * 8)
  })

  it('learns from a reward that comes three steps later', async () => {
    const options = { ...smallOptions, iterations: 60, stepsPerIteration: 64, minibatchDecisions: 128 }
    expect((await train(probe({ delay: 3 }), options)).rightShare).toBeGreaterThan(0.9)
  })

  it('weighs the group that fares worse at equal need', async () => {
    const { metrics } = await train(probe(), { ...smallOptions, iterations: 6, fairnessWeight: 0.8 })
    const { groupWeights, excessCostByGroup } = metrics.at(-1)!
    expect(groupWeights[1]).toBeGreaterThan(1)
    expect(groupWeights[0]! + groupWeights[1]!).toBeCloseTo(2, 12)
    // Channel 0: cost 20 of expected 10 x 25/15 + 5 x 70/15 = 40 over 15 patients, channel 1: 75 of 55.
    expect(excessCostByGroup[0]).toBeCloseTo(-20 / 15, 10)
    expect(excessCostByGroup[1]).toBeCloseTo(20 / 15, 10)
  })

  it('trades the channels off by their weights: only the weighted sum decides', async () => {
    // Right costs channel 0 as much as it gives channel 1; with equal weights nothing is to be learned.
    const opposed = { rewards: [-1, 1] as const }
    const plain = await train(probe(opposed), { ...smallOptions, iterations: 20 })
    const fair = await train(probe(opposed), { ...smallOptions, iterations: 20, fairnessWeight: 1 })
    expect(plain.rightShare).toBeLessThan(0.6)
    expect(fair.rightShare).toBeGreaterThan(0.9)
  })

  it('repeats itself to the byte, and another seed does not', async () => {
    const bytes = async (seed: number) => {
      const trainer = await PpoTrainer.create({
        environment: probe(),
        engine,
        options: { ...smallOptions, seed },
        scenario: 'probe',
      })
      const metrics = [await trainer.iterate(), await trainer.iterate()]
      return { metrics, checkpoint: await trainer.checkpoint() }
    }
    const first = await bytes(1)
    const again = await bytes(1)
    const other = await bytes(2)
    expect(again.metrics).toEqual(first.metrics)
    expect(Buffer.from(again.checkpoint).equals(Buffer.from(first.checkpoint))).toBe(true)
    expect(other.metrics).not.toEqual(first.metrics)
  })

  it.each([
    ['after half of it', { environments: 8, stepsPerIteration: 32 }, 6],
    // 15 patients of each group an iteration: an odd one leaves them waiting for the next, because 20 are needed.
    ['while patients are too few to weigh groups by', { environments: 1, stepsPerIteration: 16 }, 5],
  ])('goes on from a checkpoint as if it had never stopped, bit for bit: %s', async (_, sizes, stopped) => {
    const options: PpoOptions = { ...smallOptions, ...sizes, iterations: 12, fairnessWeight: 0.5 }
    const delayed = (seed: number) => probe({ delay: 2, count: sizes.environments, seed })
    const whole = await PpoTrainer.create({ environment: delayed(5), engine, options })
    const wholeMetrics: IterationMetrics[] = []
    while (!whole.finished) wholeMetrics.push(await whole.iterate())

    const first = await PpoTrainer.create({ environment: delayed(5), engine, options })
    for (let iteration = 0; iteration < stopped; iteration++) await first.iterate()
    const checkpoint = await first.checkpoint()
    // A new environment with another seed: what counts is the state in the checkpoint.
    const second = await PpoTrainer.create({ environment: delayed(77), engine, options, checkpoint })
    expect(second.iteration).toBe(stopped)
    expect(second.decisions).toBe(stopped * sizes.environments * sizes.stepsPerIteration)
    expect(Buffer.from(await second.checkpoint()).equals(Buffer.from(checkpoint))).toBe(true)
    const secondMetrics: IterationMetrics[] = []
    while (!second.finished) secondMetrics.push(await second.iterate())
    expect(secondMetrics).toEqual(wholeMetrics.slice(stopped))
    expect(Buffer.from(await second.checkpoint()).equals(Buffer.from(await whole.checkpoint()))).toBe(true)
  })

  it('fails with the metric when a number is lost', async () => {
    const trainer = await PpoTrainer.create({ environment: probe({ brokenFrom: 40 }), engine, options: smallOptions })
    await trainer.iterate()
    await expect(trainer.iterate()).rejects.toThrow(/^a value of the [a-z ]+ is not a number \(NaN\)$/)
  })

  it('takes no further epoch once the policy has moved further than the limit', async () => {
    const minibatches = (8 * 32) / smallOptions.minibatchDecisions
    const stepsWith = async (klLimit: number | null) => {
      const options = { ...smallOptions, klLimit }
      const trainer = await PpoTrainer.create({ environment: probe(), engine, options })
      const { approxKl } = await trainer.iterate()
      return { approxKl, steps: readCheckpointHeader(await trainer.checkpoint()).policySteps }
    }
    const unlimited = await stepsWith(null)
    expect(unlimited.steps).toBe(smallOptions.epochs * minibatches)
    expect(await stepsWith(unlimited.approxKl)).toEqual(unlimited)
    const limited = await stepsWith(1e-9)
    expect(limited.steps).toBe(minibatches)
    expect(limited.approxKl).toBeGreaterThan(1e-9)
    expect(limited.approxKl).toBeLessThan(unlimited.approxKl)
  })

  it('anneals learning rates and the clipping range to 0 in a line where asked for, and else leaves them', async () => {
    const planned = async (schedule: 'constant' | 'linear') => {
      const options = { ...smallOptions, iterations: 4, learningRateSchedule: schedule, clipSchedule: schedule }
      const { metrics } = await train(probe(), options)
      return metrics.map(({ learningRate, clip }) => [learningRate / 5e-3, clip / 0.2])
    }
    expect(await planned('linear')).toEqual(
      [1, 0.75, 0.5, 0.25].map((left) => [left, left].map((share) => expect.closeTo(share, 12))),
    )
    expect(await planned('constant')).toEqual([1, 1, 1, 1].map((left) => [left, left]))
  })

  it('refuses a checkpoint of another layout, plan or engine, and the wrong number of copies', async () => {
    const trainer = await PpoTrainer.create({ environment: probe(), engine, options: smallOptions })
    const checkpoint = await trainer.checkpoint()
    const resume = (environment: ProbeEnvironment, options: PpoOptions) =>
      PpoTrainer.create({ environment, engine, options, checkpoint })
    await expect(resume(probe(), smallOptions)).resolves.toBeDefined()
    await expect(resume(probe({ layout: 'other' }), smallOptions)).rejects.toThrow(/another scenario/)
    await expect(resume(probe(), { ...smallOptions, epochs: 3 })).rejects.toThrow(/other training options/)
    const elsewhere = { environment: probe(), engine: createEngine('simd'), options: smallOptions, checkpoint }
    await expect(PpoTrainer.create(elsewhere)).rejects.toThrow(/made on the engine reference, not on simd/)
    await expect(resume(probe({ count: 4 }), smallOptions)).rejects.toThrow(/needs 8 copies of the environment, but it has 4/)
  })
})
