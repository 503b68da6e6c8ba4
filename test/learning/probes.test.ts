import { describe, expect, it } from 'vitest'
import { type SingleEnvironment, vectorised } from '../../src/main/environments/vectorised.ts'
import { decodeCheckpoint, sectionOf } from '../../src/main/learning/checkpoint.ts'
import { GreedyAgent } from '../../src/main/learning/greedy-agent.ts'
import type { IterationMetrics } from '../../src/main/learning/iteration-metrics.ts'
import { criticSpec } from '../../src/main/learning/networks.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { constantReward, delayedReward, endless, rewardIsAction, rewardIsObservation } from './single-probes.ts'
import { smallOptions } from './small-options.ts'

const engine = new ReferenceEngine()
/** Numbers as they are, so that values can be told beforehand. */
const options: PpoOptions = {
  ...smallOptions,
  stepsPerIteration: 16,
  iterations: 60,
  learningRate: 0.01,
  criticLearningRate: 0.02,
  maximumGradientNorm: 10,
  observationIterations: 0,
  rewardIterations: 0,
}

async function learn(create: () => SingleEnvironment, changes: Partial<PpoOptions> = {}) {
  const plan = { ...options, ...changes }
  const environment = vectorised({ create, count: plan.environments, seed: 3, name: 'probe' })
  const trainer = await PpoTrainer.create({ environment, engine, options: plan })
  let metrics: IterationMetrics | undefined
  while (!trainer.finished) metrics = await trainer.iterate()
  const checkpoint = await trainer.checkpoint()
  const critic = engine.createNetwork(criticSpec(environment.spec, plan), 0)
  critic.writeParameters(sectionOf(decodeCheckpoint(checkpoint), 'critic.parameters', Float32Array))
  return {
    metrics: metrics!,
    worthOf: (observation: number) => critic.forward(Float32Array.of(observation), 1)[0]!,
    act: () => {
      const single = vectorised({ create, count: 1, seed: 9, name: 'probe' })
      const action = new Int32Array(1)
      new GreedyAgent(checkpoint, single, engine).act(single, action)
      return action[0]
    },
  }
}

describe('a probe with a known answer:', () => {
  it('a reward that is always 1 is what everything is worth', async () => {
    const { worthOf, metrics } = await learn(constantReward)
    expect(worthOf(1)).toBeCloseTo(1, 2)
    expect(metrics.episodicReturn).toBe(1)
    expect(metrics.episodicLength).toBe(1)
  })

  it('where the reward is what is seen, so is the value', async () => {
    const { worthOf } = await learn(rewardIsObservation)
    expect(worthOf(1)).toBeCloseTo(1, 1)
    expect(worthOf(-1)).toBeCloseTo(-1, 1)
  })

  it('a later reward is worth less by the discount', async () => {
    const { worthOf } = await learn(delayedReward, { gamma: 0.5 })
    expect(worthOf(1)).toBeCloseTo(1, 1)
    expect(worthOf(-1)).toBeCloseTo(0.5, 1)
  })

  it('what is cut is worth what would have followed: the sum of 1 a step for ever', async () => {
    const { worthOf, metrics } = await learn(() => endless(4), { gamma: 0.75, iterations: 120 })
    expect(worthOf(1)).toBeCloseTo(1 / (1 - 0.75), 1)
    expect(metrics).toMatchObject({ episodicReturn: 4, episodicLength: 4 })
  })

  it('the action that is its own reward is found, the forbidden best one never taken', async () => {
    for (const forbidden of [false, true]) {
      const { metrics, act } = await learn(() => rewardIsAction(forbidden))
      expect(act()).toBe(forbidden ? 1 : 2)
      expect(metrics.episodicReturn).toBeGreaterThan(forbidden ? 0.95 : 1.9)
      expect(metrics.entropy).toBeLessThan(0.15)
    }
  })

  it('is learned with every way of normalising, clipping and scheduling', async () => {
    const ways: Partial<PpoOptions>[] = [
      { advantageNormalisation: 'minibatch', gradientClipping: 'joint', valueClip: 0.2, valueCoefficient: 0.5 },
      { advantageNormalisation: 'none', learningRateSchedule: 'constant', clipSchedule: 'linear', klLimit: null },
      { activation: 'relu', observationIterations: 5, rewardIterations: 5, entropyBonus: 0.001 },
    ]
    for (const way of ways) expect((await learn(() => rewardIsAction(), way)).act()).toBe(2)
  })
})

describe('callbacks', () => {
  const start = () =>
    PpoTrainer.create({
      environment: vectorised({ create: constantReward, count: 8, seed: 1, name: 'probe' }),
      engine,
      options: { ...options, iterations: 2, stepsPerIteration: 2 },
    })

  it('are called at each place of the training, in order', async () => {
    const calls: string[] = []
    const trainer = await start()
    await trainer.train({
      onTrainingStart: ({ decisions }) => calls.push(`start ${decisions}`),
      onRolloutStart: ({ iteration }) => calls.push(`rollout ${iteration}`),
      onStep: ({ environment }) => {
        calls.push(`step ${environment.rewards[0]}`)
        return true
      },
      onRolloutEnd: () => calls.push('rollout end'),
      onUpdate: ({ iteration }) => {
        calls.push(`update ${iteration}`)
        return true
      },
      onTrainingEnd: ({ decisions }) => calls.push(`end ${decisions}`),
    })
    const iteration = (number: number) => [`rollout ${number}`, 'step 1', 'step 1', 'rollout end', `update ${number + 1}`]
    expect(calls).toEqual(['start 0', ...iteration(0), ...iteration(1), 'end 32'])
  })

  it('stop the training by false, in a step or after an iteration', async () => {
    const inStep = await start()
    let ended = false
    const onTrainingEnd = () => {
      ended = true
    }
    await inStep.train({ onStep: () => false, onTrainingEnd })
    expect([inStep.iteration, ended]).toEqual([0, true])
    const afterOne = await start()
    await afterOne.train({ onUpdate: () => false })
    expect(afterOne.iteration).toBe(1)
  })
})
