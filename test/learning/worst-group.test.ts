import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { type SingleEnvironment, vectorised } from '../../src/main/environments/vectorised.ts'
import { cartPoleOptions } from '../../src/main/learning/cart-pole-presets.ts'
import { createCategorical } from '../../src/main/learning/categorical.ts'
import { decodeCheckpoint, sectionOf } from '../../src/main/learning/checkpoint.ts'
import { type EpisodeSoFar, GroupAssigner } from '../../src/main/learning/group-assigner.ts'
import { type PolicyBatch, policyLoss } from '../../src/main/learning/losses.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { worstGroupWeights } from '../../src/main/learning/worst-group.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { GroupBandit } from './group-bandit.ts'
import { delayedReward } from './single-probes.ts'
import { smallOptions } from './small-options.ts'

const engine = new ReferenceEngine()

describe('the weights of the worst group', () => {
  it('make the weighted mean (1 - lambda) x mean + lambda x the largest mean of a group', () => {
    const losses = Float64Array.of(1, -2, 4, 0.5, 3)
    const groups = Int32Array.of(7, 0, 7, 2, 0)
    const weights = new Float64Array(5)
    expect(worstGroupWeights(losses, groups, 0.3, weights)).toBe(7)
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 5
    const weighted = losses.reduce((sum, loss, at) => sum + weights[at]! * loss, 0) / 5
    expect(weighted).toBeCloseTo(0.7 * mean + 0.3 * ((1 + 4) / 2), 12)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(5, 12)
  })

  it('take the lowest number among equals, whoever came first', () => {
    const weights = new Float64Array(4)
    expect(worstGroupWeights(Float64Array.of(1, 1, 0, 0), Int32Array.of(5, 3, 3, 5), 1, weights)).toBe(3)
    expect(Array.from(weights)).toEqual([0, 2, 2, 0])
  })

  it('give the objective’s gradient, by finite differences', () => {
    const scores = Float32Array.of(0.3, -0.4, 1.1, -0.2, 0.7, 0.2)
    const groups = Int32Array.of(0, 1, 1)
    const distribution = createCategorical(2)
    const batch = (weight: Float64Array): PolicyBatch => ({
      decisions: 3,
      rowStart: Int32Array.of(0, 2, 4, 6),
      prior: new Float32Array(6),
      chosen: Int32Array.of(1, 0, 1),
      oldLogProbability: Float64Array.of(-0.9, -0.4, -0.8),
      advantage: Float64Array.of(1, -2, 0.5),
      weight,
      loss: new Float64Array(3),
    })
    const options = { clip: 0.4, entropyBonus: 0 }
    const lossesOf = (values: Float32Array) => {
      const plain = batch(new Float64Array(3).fill(1))
      policyLoss(values, plain, options, distribution, new Float32Array(6))
      return plain.loss
    }
    const objective = (values: Float32Array) => {
      const [first, second, third] = lossesOf(values)
      return 0.6 * (first! + second! + third!) + 0.4 * 3 * Math.max(first!, (second! + third!) / 2)
    }
    const weights = new Float64Array(3)
    expect(worstGroupWeights(lossesOf(scores), groups, 0.4, weights)).toBe(1)
    const gradient = new Float32Array(6)
    policyLoss(scores, batch(weights), options, distribution, gradient)
    const step = 2 ** -10
    for (let row = 0; row < 6; row++) {
      const moved = (by: number) => scores.map((score, at) => score + (at === row ? by : 0))
      expect((objective(moved(step)) - objective(moved(-step))) / (2 * step)).toBeCloseTo(gradient[row]!, 5)
    }
  })
})

describe('groups of decisions', () => {
  it('are assigned by what is seen and by the episode so far, also after a restart', () => {
    const environment = vectorised({ create: delayedReward, count: 2, seed: 1, name: 'probe' })
    const seen: unknown[] = []
    const assigner = new GroupAssigner((state, episode) => {
      seen.push([state[0], episode])
      return episode.step
    }, 2)
    const groups = new Int32Array(6)
    const both = { from: 0, to: 2 }
    for (let step = 0; step < 3; step++) {
      assigner.assign(environment, groups, 2 * step, both)
      environment.step(Int32Array.of(0, 1))
      assigner.follow(environment, both)
    }
    expect(Array.from(groups)).toEqual([0, 0, 1, 1, 0, 0])
    expect(seen[0]).toEqual([-1, { copy: 0, number: 0, step: 0, return: 0 }])
    expect(seen[3]).toEqual([1, { copy: 1, number: 0, step: 1, return: 0 }])
    expect(seen[4]).toEqual([-1, { copy: 0, number: 1, step: 0, return: 0 }])
    const copy = new GroupAssigner((_, { step }) => step, 2)
    copy.restoreState(assigner.saveState())
    copy.assign(environment, groups, 0, both)
    expect(Array.from(groups.subarray(0, 2))).toEqual([1, 1])
  })

  it('are whole numbers, and only of environments with one channel', async () => {
    const options: PpoOptions = {
      ...cartPoleOptions('cleanrl', 1),
      iterations: 2,
      fairnessWeight: 0.5,
      groupWeighting: { rule: 'worst-loss' },
    }
    const environment = createCartPole({ seed: 1, count: 4 })
    const broken = await PpoTrainer.create({ environment, engine, options, assignGroup: () => 0.5 })
    await expect(broken.iterate()).rejects.toThrow('assignGroup gave 0.5; a group is a whole number from 0.')
    await expect(PpoTrainer.create({ environment, engine, options })).rejects.toThrow('needs assignGroup')
    const many = new GroupBandit(4, 1)
    await expect(PpoTrainer.create({ environment: many, engine, options, assignGroup: () => 0 })).rejects.toThrow(
      'one reward channel, and this one has 2. Use softmax',
    )
  })

  it('decide who is learned from: at lambda 1 from nobody but those who fare worst', async () => {
    // Who sees 1, 0 gets 10 more than who sees 0, 1, so the latter's loss is the larger one. Without hidden layers each sight has weights of its own.
    const sights = [
      [1, 0],
      [0, 1],
    ]
    const create = (): SingleEnvironment => {
      let group = 0
      return {
        observationSize: 2,
        actions: 2,
        reset(seed) {
          group = seed % 2
          return sights[group]!
        },
        step: (action) => ({
          observation: sights[group]!,
          reward: action + 10 * (1 - group),
          terminated: true,
          truncated: false,
        }),
      }
    }
    const options: PpoOptions = {
      ...smallOptions,
      iterations: 1,
      epochs: 1,
      minibatchDecisions: 256,
      policyUnits: [],
      criticUnits: [],
    }
    /** How far one gradient step moves the weights of either sight. */
    const moves = async (fairnessWeight: number) => {
      const trainer = await PpoTrainer.create({
        environment: vectorised({ create, count: options.environments, seed: 1, name: 'sights' }),
        engine,
        options: { ...options, fairnessWeight, groupWeighting: { rule: 'worst-loss' }, observationIterations: 0 },
        assignGroup: (state) => state[1]!,
      })
      const parameters = async () => sectionOf(decodeCheckpoint(await trainer.checkpoint()), 'policy.parameters', Float32Array)
      const before = await parameters()
      await trainer.iterate()
      const after = await parameters()
      const moved = (at: number) => Math.abs(after[at]! - before[at]!)
      return [moved(0) + moved(1), moved(2) + moved(3)]
    }
    const [better, worse] = await moves(1)
    expect(better).toBe(0)
    expect(worse).toBeGreaterThan(1e-3)
    for (const move of await moves(0)) expect(move).toBeGreaterThan(1e-3)
  })

  it('follow the episodes of a training, by bits that repeat and go on after a checkpoint', async () => {
    let longest = 0
    const trained = async (stopAfter: number) => {
      const options: PpoOptions = {
        ...cartPoleOptions('cleanrl', 1),
        iterations: 6,
        fairnessWeight: 0.5,
        groupWeighting: { rule: 'worst-loss' },
      }
      const setup = () => ({
        environment: createCartPole({ seed: 1, count: 4 }),
        engine,
        options,
        assignGroup: (state: Float32Array, episode: EpisodeSoFar) => {
          longest = Math.max(longest, episode.step)
          // A reward of 1 for every decision.
          expect(episode.return).toBe(episode.step)
          return (state[0]! < 0 ? 0 : 1) + 2 * (episode.step & 1)
        },
      })
      let trainer = await PpoTrainer.create(setup())
      while (!trainer.finished) {
        await trainer.iterate()
        if (trainer.iteration === stopAfter)
          trainer = await PpoTrainer.create({ ...setup(), checkpoint: await trainer.checkpoint() })
      }
      return Buffer.from(await trainer.checkpoint())
    }
    const whole = await trained(6)
    expect((await trained(3)).equals(whole)).toBe(true)
    expect(longest).toBeGreaterThan(20)
  })
})
