import { describe, expect, it } from 'vitest'
import { readCheckpointHeader } from '../../src/main/learning/checkpoint.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { createTrainer, runTraining, type Trainer } from '../../src/main/training/training-job.ts'
import type { RunMetrics } from '../../src/shared/run.ts'
import { ProbeEnvironment } from '../learning/probe-environment.ts'
import { preset } from '../presets.ts'
import { FakeContext } from './fixtures/fake-context.ts'
import { metricsOf, training } from './fixtures/specifications.ts'

/** Each iteration takes `milliseconds` of the fake clock; its checkpoint is its number. */
function fakeTrainer(context: FakeContext, iterations: number, milliseconds: number) {
  const { stepsPerSecond, elapsedSeconds, development, ...plain } = metricsOf(0)
  const trainer = {
    iteration: 0,
    decisions: 0,
    disposed: false,
    get finished() {
      return trainer.iteration >= iterations
    },
    iterate: async () => {
      context.clock.advance(milliseconds)
      trainer.iteration += 1
      trainer.decisions += 100
      const told = { episodes: 0, episodicReturn: null, episodicLength: null, clip: 0.2 }
      return { ...plain, ...told, iteration: trainer.iteration, decisions: trainer.decisions }
    },
    checkpoint: async () => Uint8Array.of(trainer.iteration),
    dispose: () => {
      trainer.disposed = true
    },
  }
  return trainer
}
const run = (
  context: FakeContext,
  trainer: Trainer,
  iterations: number,
  changes = {},
  measure: (trainer: Trainer) => RunMetrics['development'] = () => null,
) =>
  runTraining(training('a', changes), context, async () => ({
    trainer,
    iterations,
    measure: async (current) => measure(current),
  }))

describe('a training job', () => {
  it('saves after the first iteration, then at most every 20 s, and at the end', async () => {
    const context = new FakeContext()
    const trainer = fakeTrainer(context, 12, 4_000)
    const last = await run(context, trainer, 12)
    expect(context.all('checkpoint').map(({ iteration }) => iteration)).toEqual([1, 6, 11, 12])
    expect(last).toEqual({ type: 'result', result: { kind: 'training', iteration: 12, decisions: 1200 } })
    expect(trainer.disposed).toBe(true)
  })

  it('saves the best agent so far as well, as soon as it is measured', async () => {
    const context = new FakeContext()
    const costs = [9, null, 9, 6, 7, 5, 5, null]
    const measure = ({ iteration }: Trainer) => {
      const cost = costs[iteration - 1]!
      if (cost === null) return null
      const outcome = { needWeightedWait: cost, waitMinutes: 0, equalNeedGapMinutes: 0, equalNeedWaitMinutes: [] }
      return { replications: 1, agent: outcome, reference: outcome }
    }
    await run(context, fakeTrainer(context, 8, 1_000), 8, {}, measure)
    expect(context.all('checkpoint').map(({ iteration }) => iteration)).toEqual([1, 4, 6, 8])
  })

  it('trains an agent that sees groups, or one that does not, as it is told', async () => {
    const layoutOf = async (groupBlind?: boolean) => {
      const options = { seed: 1, decisions: 1_000, fairnessWeight: 0, ...(groupBlind === undefined ? {} : { groupBlind }) }
      const { trainer } = await createTrainer(training('a', { scenario: preset('urban'), options }))
      const { layout } = readCheckpointHeader(await trainer.checkpoint())
      trainer.dispose()
      return layout
    }
    expect(await layoutOf(true)).toBe(`${await layoutOf()}; group-blind`)
    expect(await layoutOf(false)).toBe(await layoutOf())
  })

  it('posts every iteration once, in batches at most 10 times a second, before the checkpoint that covers it', async () => {
    const context = new FakeContext()
    await run(context, fakeTrainer(context, 100, 9), 100)
    const batches = context.all('metrics')
    expect(batches.flatMap(({ metrics }) => metrics.map(({ iteration }) => iteration))).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
    expect(batches.length).toBeLessThanOrEqual(11)
    let seen = 0
    for (const message of context.posted) {
      if (message.type === 'metrics') seen = message.metrics.at(-1)!.iteration
      if (message.type === 'checkpoint') expect(message.iteration).toBeLessThanOrEqual(seen)
    }
  })

  it('adds speed and time from the clock, and says how long it still takes', async () => {
    const context = new FakeContext()
    await run(context, fakeTrainer(context, 4, 2_000), 4)
    const metrics = context.all('metrics').flatMap((message) => message.metrics)
    expect(metrics.map(({ stepsPerSecond }) => stepsPerSecond)).toEqual([50, 50, 50, 50])
    expect(metrics.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual([2, 4, 6, 8])
    expect(context.all('progress')).toEqual(
      [6, 4, 2, 0].map((remainingSeconds, index) => ({
        type: 'progress',
        fraction: (index + 1) / 4,
        detail: `Iteration ${index + 1} of 4`,
        remainingSeconds,
      })),
    )
  })

  it.each([
    ['pause', 'paused'],
    ['stop', 'stopped'],
  ] as const)('on %s saves at the next boundary and ends', async (wish, outcome) => {
    const context = new FakeContext()
    const trainer = fakeTrainer(context, 10, 1_000)
    context.onBreath = () => {
      if (trainer.iteration === 3) context.wish = wish
    }
    expect(await run(context, trainer, 10)).toEqual({ type: 'ended', outcome })
    expect(context.all('checkpoint').map(({ iteration }) => iteration)).toEqual([1, 3])
    expect(context.all('metrics').flatMap(({ metrics }) => metrics)).toHaveLength(3)
  })

  it('has nothing new to save when it is paused before its first iteration', async () => {
    const context = new FakeContext()
    context.wish = 'pause'
    expect(await run(context, fakeTrainer(context, 10, 1_000), 10)).toEqual({ type: 'ended', outcome: 'paused' })
    expect(context.posted).toEqual([])
  })

  it('does not save again at once what it has just been given', async () => {
    const context = new FakeContext()
    const trainer = fakeTrainer(context, 10, 1_000)
    trainer.iteration = 7
    await run(context, trainer, 10, { checkpoint: Uint8Array.of(7) })
    expect(context.all('checkpoint').map(({ iteration }) => iteration)).toEqual([10])
    expect(context.all('progress')[0]).toMatchObject({ fraction: 0.8, remainingSeconds: expect.closeTo(2, 6) })
  })

  it('fails with iteration and cause when a metric is not a number, keeping the checkpoint before', async () => {
    const context = new FakeContext()
    const options = { ...planTraining({ seed: 1, decisions: 1000, fairnessWeight: 0 }), environments: 8, stepsPerIteration: 32 }
    const environment = new ProbeEnvironment({ count: 8, seed: 5, brokenFrom: 40 })
    const trainer = await PpoTrainer.create({ environment, engine: createEngine(), options })
    await expect(run(context, trainer, options.iterations)).rejects.toThrow(
      /^Training failed in iteration 2: a value of the [a-z ]+ is not a number \(NaN\)\. The agent of the last checkpoint is kept/,
    )
    expect(context.all('checkpoint').map(({ iteration }) => iteration)).toEqual([1])
  })

  it('says in which iteration the trainer gave up', async () => {
    const context = new FakeContext()
    const trainer = fakeTrainer(context, 10, 1_000)
    trainer.iterate = async () => {
      throw new Error('The gradient is not a number.')
    }
    await expect(run(context, trainer, 10)).rejects.toThrow('in iteration 1: The gradient is not a number. The agent')
  })
})
