import { describe, expect, it } from 'vitest'
import { decodeCheckpoint, sectionOf } from '../../src/main/learning/checkpoint.ts'
import { policySpec } from '../../src/main/learning/networks.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { GroupBandit } from './group-bandit.ts'
import { smallOptions } from './small-options.ts'

const engine = new ReferenceEngine()
const options: PpoOptions = {
  ...smallOptions,
  environments: 32,
  iterations: 300,
  minibatchDecisions: 1024,
  epochs: 2,
  learningRate: 0.02,
  criticLearningRate: 0.05,
  maximumGradientNorm: 10,
  klLimit: null,
  policyUnits: [],
  criticUnits: [],
  observationIterations: 0,
  rewardIterations: 0,
}
const softmax = (kappa: number, finalKappa: number) => ({ rule: 'softmax', kappa, finalKappa, floor: 0, smoothing: 0.3 }) as const

/** Probability of the second action that is learned. */
async function learnedMix(changes: Partial<PpoOptions>, seed: number): Promise<number> {
  const plan = { ...options, ...changes, seed }
  const environment = new GroupBandit(plan.environments, seed)
  const trainer = await PpoTrainer.create({ environment, engine, options: plan })
  await trainer.train()
  const network = engine.createNetwork(policySpec(environment.spec, plan), 0)
  network.writeParameters(sectionOf(decodeCheckpoint(await trainer.checkpoint()), 'policy.parameters', Float32Array))
  const [first, second] = network.forward(Float32Array.of(1), 1)
  return 1 / (1 + Math.exp(first! - second!))
}

/**
 * Where the weighted gradient vanishes: more of the second action spares group 0 twice what it costs group 1, so 2 w_0 = w_1, with
 * w_g = 1 - lambda + 2 lambda q_g, q = softmax(kappa c), c_0 = -c_1 = (C_0 - C_1) / (C_0 + C_1), C_0 = 3 - 2 p, C_1 = 1 + p.
 */
function impliedMix(lambda: number, kappa: number): number {
  let [low, high] = [0, 1]
  for (let halving = 0; halving < 50; halving++) {
    const p = (low + high) / 2
    const excess = (2 - 3 * p) / (4 - p)
    const q = 1 / (1 + Math.exp(-2 * kappa * excess))
    const pull = 2 * (1 - lambda + 2 * lambda * q) - (1 - lambda + 2 * lambda * (1 - q))
    if (pull > 0) low = p
    else high = p
  }
  return low
}

describe('a bandit that two groups share unequally', () => {
  it('is learned to the mix that the weights imply', async () => {
    expect(impliedMix(0.8, 6)).toBeCloseTo(0.7468, 4)
    for (const seed of [1, 2]) {
      const mix = await learnedMix({ fairnessWeight: 0.8, groupWeighting: softmax(6, 6) }, seed)
      expect(Math.abs(mix - impliedMix(0.8, 6))).toBeLessThan(0.02)
    }
  })

  it('at lambda 1, with weights that come close to "only the worst", to the minimax mix: both cost 5/3 at p = 2/3', async () => {
    for (const seed of [1, 2]) {
      const mix = await learnedMix({ fairnessWeight: 1, groupWeighting: softmax(6, 60) }, seed)
      expect(Math.abs(mix - 2 / 3)).toBeLessThan(0.02)
    }
  })

  it('by exponentiated gradient swings around the weights of that mix, as excess adds up', async () => {
    const groupWeighting = { rule: 'exponentiated-gradient', eta: 0.05, floor: 0 } as const
    const plan = { ...options, iterations: 200, fairnessWeight: 1, groupWeighting }
    const trainer = await PpoTrainer.create({ environment: new GroupBandit(plan.environments, 1), engine, options: plan })
    const weights: number[] = []
    while (!trainer.finished) weights.push((await trainer.iterate()).groupWeights[0]!)
    // 2 w_0 = w_1 where both fare alike.
    const even = 2 / 3
    const lowest = Math.min(...weights)
    expect(weights[0]).toBeGreaterThan(even)
    expect(lowest).toBeLessThan(0.75 * even)
    expect(Math.max(...weights.slice(weights.indexOf(lowest)))).toBeGreaterThan(1.5 * even)
  })

  it('at lambda 0 to the smallest sum, whoever pays', async () => {
    expect(await learnedMix({ iterations: 100, learningRate: 0.05 }, 1)).toBeGreaterThan(0.97)
  })
})
