import { describe, expect, it } from 'vitest'
import type { VectorEnvironment } from '../../src/main/environments/environment.ts'
import { decodeCheckpoint, sectionOf } from '../../src/main/learning/checkpoint.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import type { PpoSetup } from '../../src/main/learning/trainer-state.ts'
import type { CpuEngine, CpuNetwork, LayerSpec } from '../../src/main/neural/engine.ts'
import { Generator } from '../../src/main/neural/generator.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { ProbeEnvironment } from './probe-environment.ts'
import { smallOptions } from './small-options.ts'

const reference = new ReferenceEngine()
/** Takes a whole minibatch at once, so that plain code adds its gradients up in the same order. */
const engine: CpuEngine = {
  name: 'whole batches',
  preferredRows: 100_000,
  reproducible: true,
  createNetwork: (spec, seed) => reference.createNetwork(spec, seed),
  dispose: () => {},
}

const options: PpoOptions = {
  ...smallOptions,
  seed: 4,
  stepsPerIteration: 40,
  iterations: 5,
  criticLearningRate: 2e-3,
  policyUnits: [8],
  criticUnits: [8],
  observationIterations: 2,
  rewardIterations: 3,
  // Fast enough for ratios to leave the clipping range and for iterations to end before their last epoch.
  learningRate: 0.05,
  klLimit: 0.01,
}

/** Rewards come two steps late, and the prior leans to the first action. */
function probe(): ProbeEnvironment {
  const environment = new ProbeEnvironment({ count: options.environments, seed: 5, delay: 2, rewards: [1, 0.25] })
  environment.prior.forEach((_, at) => {
    environment.prior[at] = at % environment.spec.actions === 0 ? 0 : -0.5
  })
  return environment
}

/** The probe with its first reward only. */
function firstChannelOf(inner: ProbeEnvironment): VectorEnvironment {
  const { count, copiesSideBySide, actionFeatures, context, critic, mask, prior, discounts, truncated, terminated, finalCritic } =
    inner
  const rewards = new Float32Array(count)
  return {
    spec: { ...inner.spec, channels: 1 },
    ...{
      count,
      copiesSideBySide,
      actionFeatures,
      context,
      critic,
      mask,
      prior,
      rewards,
      discounts,
      truncated,
      terminated,
      finalCritic,
    },
    reset: () => inner.reset(),
    step: (actions) => {
      inner.step(actions)
      for (let copy = 0; copy < count; copy++) rewards[copy] = inner.rewards[2 * copy]!
    },
    takeEpisodes: () =>
      inner.takeEpisodes().map(({ outcome, ...episode }) => {
        const { patients, costSum } = outcome!
        return { ...episode, outcome: { patients: patients.slice(0, 2), costSum: costSum.slice(0, 2) } }
      }),
    saveState: () => inner.saveState(),
    restoreState: (bytes) => inner.restoreState(bytes),
  }
}

/** Mean and sum of squared distances, number by number (Welford). */
class Moments {
  count = 0
  mean = 0
  squares = 0

  add(value: number): void {
    this.count++
    const before = value - this.mean
    this.mean += before / this.count
    this.squares += before * (value - this.mean)
  }
}

/** One decision as it was made. */
interface Decision {
  rows: number[][]
  prior: number[]
  critic: number[]
  chosen: number
  logProbability: number
  rewards: number[]
  discount: number
  /** What the critic sees at the horizon, where the episode was cut there. */
  horizon: number[] | null
}

/**
 * PPO as in the paper, top to bottom, without anything about groups: the advantage is that of all channels summed. The critic has one
 * output per channel, which with one channel is the ordinary critic.
 */
function plainPpo(environment: VectorEnvironment): { policy: Float32Array; critic: Float32Array; losses: number[] } {
  const { spec, count } = environment
  const { actions, channels } = spec
  const [inputs, seen] = [spec.actionFeatures + spec.contextFeatures, spec.criticFeatures]
  const stream = (number: number) => new Generator(options.seed, number)
  const network = (from: number, units: readonly number[], outputs: number, gain: number, number: number): CpuNetwork => {
    const hidden = units.map((size): LayerSpec => ({ units: size, activation: 'tanh', gain: Math.SQRT2 }))
    return engine.createNetwork(
      { inputs: from, layers: [...hidden, { units: outputs, activation: 'linear', gain }] },
      stream(number).next(),
    )
  }
  const policy = network(inputs, options.policyUnits, 1, 0.01, 0)
  const critic = network(seen, options.criticUnits, channels, 1, 1)
  const [acting, shuffling] = [stream(2), stream(3)]
  const contextMoments = Array.from({ length: spec.contextFeatures }, () => new Moments())
  const criticMoments = Array.from({ length: seen }, () => new Moments())
  const returnMoments = new Moments()
  const running = new Float64Array(count)
  const losses: number[] = []

  const scaled = (moments: Moments[], list: Float32Array, copy: number) =>
    moments.map((moment, at) => {
      const value = list[copy * moments.length + at]!
      const scale = moment.count < 2 ? 1 : 1 / Math.sqrt(moment.squares / moment.count + 1e-8)
      return Math.fround(Math.max(-8, Math.min(8, (value - moment.mean) * scale)))
    })
  const learn = (moments: Moments[], list: Float32Array) => {
    list.forEach((value, at) => {
      moments[at % moments.length]!.add(value)
    })
  }
  const forward = (net: CpuNetwork, rows: number[][]) => {
    const output = net.forward(Float32Array.from(rows.flat()), rows.length)
    return Array.from(output.subarray(0, rows.length * net.spec.layers.at(-1)!.units))
  }
  const logSoftmax = (scores: number[], prior: number[]) => {
    const logits = scores.map((score, row) => score + prior[row]!)
    const highest = Math.max(...logits)
    const shift = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0))
    return logits.map((logit) => logit - shift)
  }
  const clippedStep = (net: CpuNetwork, decisions: number, learningRate: number) => {
    const length = net.gradientNorm() / decisions
    const shrink = Math.min(1, options.maximumGradientNorm / (length + 1e-6))
    net.adamStep({ learningRate, epsilon: options.adamEpsilon, beta1: 0.9, beta2: 0.999, gradientScale: shrink / decisions })
  }

  environment.reset()
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    // Act.
    const story: Decision[][] = []
    for (let step = 0; step < options.stepsPerIteration; step++) {
      if (iteration < options.observationIterations) {
        learn(contextMoments, environment.context)
        learn(criticMoments, environment.critic)
      }
      const taken = new Int32Array(count)
      const now = Array.from({ length: count }, (_, copy): Decision => {
        const allowed = Array.from({ length: actions }, (_, action) => copy * actions + action).filter(
          (at) => environment.mask[at],
        )
        const context = scaled(contextMoments, environment.context, copy)
        const features = (at: number) =>
          environment.actionFeatures.slice(at * spec.actionFeatures, (at + 1) * spec.actionFeatures)
        const rows = allowed.map((at) => [...features(at), ...context])
        const prior = allowed.map((at) => environment.prior[at]!)
        const logProbabilities = logSoftmax(forward(policy, rows), prior)
        let left = acting.uniform()
        const drawn = logProbabilities.slice(0, -1).findIndex((logProbability) => {
          left -= Math.exp(logProbability)
          return left < 0
        })
        const chosen = drawn < 0 ? rows.length - 1 : drawn
        taken[copy] = allowed[chosen]! % actions
        const sees = scaled(criticMoments, environment.critic, copy)
        const logProbability = logProbabilities[chosen]!
        return { rows, prior, critic: sees, chosen, logProbability, rewards: [], discount: 0, horizon: null }
      })
      environment.step(taken)
      now.forEach((decision, copy) => {
        decision.rewards = Array.from(environment.rewards.subarray(copy * channels, (copy + 1) * channels))
        decision.discount = environment.discounts[copy]!
        const cut = environment.truncated[copy] === 1
        if (cut) decision.horizon = scaled(criticMoments, environment.finalCritic, copy)
        if (iteration >= options.rewardIterations) return
        const sum = running[copy]! * decision.discount + decision.rewards.reduce((all, reward) => all + reward, 0)
        returnMoments.add(sum)
        running[copy] = cut ? 0 : sum
      })
      story.push(now)
    }
    // Estimate: delta = r + discount V' - V, A = delta + discount lambda A'.
    const rewardScale = 1 / Math.sqrt(returnMoments.squares / returnMoments.count)
    const batch: { decision: Decision; advantage: number; returns: number[] }[] = []
    const after = Array.from({ length: count }, (_, copy) => forward(critic, [scaled(criticMoments, environment.critic, copy)]))
    const advantageAfter = Array.from({ length: count }, () => Array<number>(channels).fill(0))
    for (const now of story.toReversed()) {
      const estimated = now.map((decision, copy) => {
        const values = forward(critic, [decision.critic])
        const next = decision.horizon === null ? after[copy]! : forward(critic, [decision.horizon])
        const advantages = decision.rewards.map((reward, channel) => {
          const error = reward * rewardScale + decision.discount * next[channel]! - values[channel]!
          const later = decision.horizon === null ? advantageAfter[copy]![channel]! : 0
          return error + decision.discount * options.advantageLambda * later
        })
        after[copy] = values
        advantageAfter[copy] = advantages
        const returns = advantages.map((advantage, channel) => Math.fround(advantage + values[channel]!))
        return { decision, advantage: advantages.reduce((sum, advantage) => sum + advantage, 0), returns }
      })
      batch.unshift(...estimated)
    }
    const mean = batch.reduce((sum, { advantage }) => sum + advantage, 0) / batch.length
    const squares = batch.reduce((sum, { advantage }) => sum + (advantage - mean) ** 2, 0)
    const unit = 1 / (Math.sqrt(squares / batch.length) + 1e-8)
    // Learn.
    const left = 1 - iteration / options.iterations
    const order = Int32Array.from(batch.keys())
    let loss = 0
    for (let epoch = 0; epoch < options.epochs; epoch++) {
      loss = 0
      let divergence = 0
      shuffling.shuffle(order)
      for (let from = 0; from < batch.length; from += options.minibatchDecisions) {
        const minibatch = Array.from(order.subarray(from, from + options.minibatchDecisions), (at) => batch[at]!)
        policy.zeroGradients()
        const rows = minibatch.flatMap(({ decision }) => decision.rows)
        const scores = forward(policy, rows)
        let row = 0
        let minibatchLoss = 0
        const scoreGradient = minibatch.flatMap(({ decision, advantage }) => {
          const unitAdvantage = (advantage - mean) * unit
          const logProbabilities = logSoftmax(scores.slice(row, row + decision.rows.length), decision.prior)
          row += decision.rows.length
          const logRatio = logProbabilities[decision.chosen]! - decision.logProbability
          const ratio = Math.exp(logRatio)
          divergence += ratio - 1 - logRatio
          const [low, high] = [1 - options.clip, 1 + options.clip]
          minibatchLoss -= Math.min(ratio * unitAdvantage, Math.min(Math.max(ratio, low), high) * unitAdvantage)
          const clipped = unitAdvantage > 0 ? ratio > high : ratio < low
          return logProbabilities.map((logProbability, at) =>
            clipped ? 0 : -(ratio * unitAdvantage) * ((at === decision.chosen ? 1 : 0) - Math.exp(logProbability)),
          )
        })
        loss += minibatchLoss
        policy.backward(Float32Array.from(scoreGradient), rows.length)
        clippedStep(policy, minibatch.length, options.learningRate * left)
        critic.zeroGradients()
        const values = forward(
          critic,
          minibatch.map(({ decision }) => decision.critic),
        )
        const valueGradient = minibatch.flatMap(({ returns }, at) =>
          returns.map((wanted, channel) => values[at * channels + channel]! - wanted),
        )
        critic.backward(Float32Array.from(valueGradient), minibatch.length)
        clippedStep(critic, minibatch.length, options.criticLearningRate * left)
      }
      if (divergence / batch.length > options.klLimit!) break
    }
    losses.push(loss / batch.length)
  }
  return { policy: policy.readParameters(), critic: critic.readParameters(), losses }
}

async function trained(environment: VectorEnvironment, changes: Partial<PpoSetup> = {}) {
  const trainer = await PpoTrainer.create({ environment, engine, options, ...changes } as PpoSetup)
  const losses: number[] = []
  let mostClipped = 0
  while (!trainer.finished) {
    const { policyLoss, clipFraction } = await trainer.iterate()
    losses.push(policyLoss)
    mostClipped = Math.max(mostClipped, clipFraction)
  }
  const checkpoint = decodeCheckpoint(await trainer.checkpoint())
  // Otherwise clipping and the early stop would not have been compared.
  const { stepsPerIteration, environments, minibatchDecisions, iterations, epochs } = options
  const stepsOfAllEpochs = (iterations * epochs * stepsPerIteration * environments) / minibatchDecisions
  expect(checkpoint.header.policySteps).toBeLessThan(stepsOfAllEpochs)
  expect(mostClipped).toBeGreaterThan(0)
  const parametersOf = (name: string) => sectionOf(checkpoint, `${name}.parameters`, Float32Array)
  return { policy: parametersOf('policy'), critic: parametersOf('critic'), losses }
}

describe('at fairness weight 0', () => {
  it('the trainer is a plain PPO where there is one channel, bit for bit', async () => {
    const plain = plainPpo(firstChannelOf(probe()))
    expect(plain.losses).toHaveLength(options.iterations)
    expect(await trained(firstChannelOf(probe()))).toEqual(plain)
  })

  it('also with groups of decisions, whose loss then counts as all others', async () => {
    const grouped: PpoOptions = { ...options, groupWeighting: { rule: 'worst-loss' } }
    const assignGroup = (_: Float32Array, { step }: { step: number }) => step % 3
    expect(await trained(firstChannelOf(probe()), { options: grouped, assignGroup })).toEqual(plainPpo(firstChannelOf(probe())))
  })

  it('the trainer is the same PPO on the summed advantage where there are several', async () => {
    const plain = plainPpo(probe())
    expect(await trained(probe())).toEqual(plain)
    expect(plain.policy).not.toEqual(plainPpo(firstChannelOf(probe())).policy)
  })
})
