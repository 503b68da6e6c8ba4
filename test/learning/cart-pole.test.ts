import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { cartPoleOptions } from '../../src/main/learning/cart-pole-presets.ts'
import { evaluateAgent, GreedyAgent } from '../../src/main/learning/greedy-agent.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { ProbeEnvironment } from './probe-environment.ts'
import { smallOptions } from './small-options.ts'

describe('cart-pole with the settings of RL-Zoo', () => {
  it.each([1, 2])(
    'is learned to the full 500 steps in 100,000, seed %i',
    async (seed) => {
      const engine = createEngine('simd')
      const options = cartPoleOptions('rl-zoo', seed)
      const environment = createCartPole({ seed, count: options.environments })
      const trainer = await PpoTrainer.create({ environment, engine, options })
      await trainer.train()
      expect(trainer.decisions).toBe(100_096)
      const unseen = createCartPole({ seed, count: 50, use: 'confirmation' })
      const agent = new GreedyAgent(await trainer.checkpoint(), unseen, engine)
      expect(evaluateAgent(agent, unseen)).toEqual({ meanReturn: 500, stdReturn: 0, episodes: 50 })
    },
    60_000,
  )

  it('and those of CleanRL are what others say they are', () => {
    expect(cartPoleOptions('rl-zoo', 1)).toMatchObject({ iterations: 391, minibatchDecisions: 256, epochs: 20 })
    expect(cartPoleOptions('cleanrl', 1)).toMatchObject({ iterations: 977, minibatchDecisions: 128, epochs: 4, valueClip: 0.2 })
  })
})

describe('the agent of a checkpoint', () => {
  it('adds the rule that the environment starts from', async () => {
    const environment = new ProbeEnvironment({ count: smallOptions.environments, seed: 1 })
    const engine = createEngine('reference')
    const trainer = await PpoTrainer.create({ environment, engine, options: smallOptions })
    const agent = new GreedyAgent(await trainer.checkpoint(), environment, engine)
    const { actions } = environment.spec
    const chosen = new Int32Array(environment.count)
    for (let favoured = 0; favoured < actions; favoured++) {
      // Scores of an agent that has not learned anything are next to nothing beside this.
      environment.prior.forEach((_, at) => {
        environment.prior[at] = at % actions === favoured ? 0 : -5
      })
      agent.act(environment, chosen)
      chosen.forEach((action, copy) => {
        if (environment.mask[actions * copy + favoured] === 1) expect(action).toBe(favoured)
      })
    }
  })

  it('refuses another environment', async () => {
    const options = { ...cartPoleOptions('rl-zoo', 1), iterations: 1 }
    const environment = createCartPole({ seed: 1, count: options.environments })
    const engine = createEngine('reference')
    const trainer = await PpoTrainer.create({ environment, engine, options, scenario: 'cart-pole' })
    const checkpoint = await trainer.checkpoint()
    const other = { ...createCartPole({ seed: 1, count: 1 }), spec: { ...environment.spec, layout: 'another' } }
    expect(() => new GreedyAgent(checkpoint, other as typeof environment, engine)).toThrow(
      'This agent was trained on cart-pole, which shows and asks something else. Train one here.',
    )
  })
})
