import type { CopyRange, VectorEnvironment } from '../environments/environment.ts'
import { combineChannels, normalise } from './advantages.ts'
import { type Categorical, createCategorical, sampleFrom, setCategorical } from './categorical.ts'
import { CriticBatch, type ValueTargets } from './critic-batch.ts'
import { DecisionBatch } from './decision-batch.ts'
import { minimumPatients } from './group-weights.ts'
import { checkNumbers, explainedVariance, type IterationMetrics, noMetrics, type UpdateMetrics } from './iteration-metrics.ts'
import { policyLoss } from './losses.ts'
import { forwardInChunks } from './networks.ts'
import type { PpoOptions } from './ppo-options.ts'
import { Rollout } from './rollout.ts'
import { type PpoSetup, TrainerState } from './trainer-state.ts'
import type { TrainingCallback, TrainingView } from './training-callback.ts'
import { worstGroupWeights } from './worst-group.ts'

/** Adam's memory of the gradient and of its square. */
const beta1 = 0.9
const beta2 = 0.999

/**
 * Proximal policy optimisation (Schulman and others) with one critic output per reward channel and group-robust weights, top to bottom.
 *
 * The details are those of "The 37 Implementation Details of Proximal Policy Optimization" (Huang and others), each named where it stands. The same
 * environment, engine and options give the same run, bit for bit, also across a checkpoint, where the engine is reproducible.
 */
export class PpoTrainer implements TrainingView {
  readonly environment: VectorEnvironment
  private readonly options: PpoOptions
  private readonly preferredRows: number
  private readonly state: TrainerState
  private readonly rollout: Rollout
  private readonly distribution: Categorical
  /** A step's decisions of copies that go side by side. */
  private readonly acting: DecisionBatch
  private readonly actions: Int32Array
  private readonly minibatchAdvantages: Float64Array
  private readonly minibatchWeights: Float64Array
  /** As many decisions as the engine likes at once. */
  private readonly chunk: DecisionBatch
  private readonly criticChunk: CriticBatch

  private constructor({ environment, engine, options }: PpoSetup, state: TrainerState) {
    const { spec, count, copiesSideBySide } = environment
    const rows = Math.min(engine.preferredRows, options.minibatchDecisions * spec.actions)
    this.environment = environment
    this.options = options
    this.preferredRows = engine.preferredRows
    this.state = state
    this.rollout = new Rollout(spec, count, options.stepsPerIteration)
    this.distribution = createCategorical(spec.actions)
    this.acting = new DecisionBatch(spec, copiesSideBySide * spec.actions)
    this.actions = new Int32Array(count)
    this.minibatchAdvantages = new Float64Array(options.minibatchDecisions)
    this.minibatchWeights = new Float64Array(options.minibatchDecisions)
    this.chunk = new DecisionBatch(spec, rows)
    this.criticChunk = new CriticBatch(spec, rows)
  }

  /** A trainer as new or as its checkpoint left it. Throws a sentence where the parts do not fit. */
  static async create(setup: PpoSetup): Promise<PpoTrainer> {
    return new PpoTrainer(setup, await TrainerState.create(setup))
  }

  /** Iterations done. */
  get iteration(): number {
    return this.state.iteration
  }

  /** Decisions learned from. */
  get decisions(): number {
    return this.state.decisions
  }

  /** Episodes finished since the start of training. */
  get episodes(): number {
    return this.state.recentEpisodes.episodes
  }

  get finished(): boolean {
    return this.state.iteration >= this.options.iterations
  }

  /** Trains to the end, or until a callback says false. */
  async train(callback: TrainingCallback = {}): Promise<void> {
    callback.onTrainingStart?.(this)
    while (!this.finished) {
      const metrics = await this.advance(callback)
      if (metrics === null || callback.onUpdate?.(metrics) === false) break
    }
    callback.onTrainingEnd?.(this)
  }

  /** One iteration: decide, estimate, weigh, learn. Throws where a metric is not a number. */
  async iterate(): Promise<IterationMetrics> {
    const metrics = await this.advance({})
    if (metrics === null) throw new Error('An iteration without callbacks was stopped.')
    return metrics
  }

  /** Everything needed to go on from here, as bytes; equal runs give equal bytes. */
  checkpoint(): Promise<Uint8Array> {
    return this.state.encode()
  }

  dispose(): void {
    this.state.dispose()
  }

  private async advance(callback: TrainingCallback): Promise<IterationMetrics | null> {
    const { options, state } = this
    // Annealing in a line to 0 over the iterations: the learning rates, and the clipping range where asked for.
    const left = 1 - state.iteration / options.iterations
    const rateLeft = options.learningRateSchedule === 'linear' ? left : 1
    const clip = options.clip * (options.clipSchedule === 'linear' ? left : 1)

    callback.onRolloutStart?.(this)
    if (!this.collect(callback)) return null
    callback.onRolloutEnd?.(this)
    this.takeEpisodes()

    const { values, advantages: byChannel, returns } = await this.estimate()
    // Group-robust: one advantage from all channels, by weights that hold for the whole iteration. All are 1 where lambda is 0.
    const weights = state.groupWeights.weights(1 - left)
    const advantages = combineChannels(byChannel, weights)
    // Normalised once, after weighting: by channel, every group would come out equal.
    if (options.advantageNormalisation === 'batch') normalise(advantages)

    const update = await this.learn({
      advantages,
      returns,
      values,
      clip,
      learningRate: options.learningRate * rateLeft,
      criticLearningRate: options.criticLearningRate * rateLeft,
    })
    await state.shareParameters()
    state.iteration += 1
    const metrics = {
      iteration: this.iteration,
      decisions: this.decisions,
      episodes: state.recentEpisodes.episodes,
      episodicReturn: state.recentEpisodes.meanReturn,
      episodicLength: state.recentEpisodes.meanLength,
      excessCostByGroup: Array.from(state.groupWeights.excessCost),
      groupWeights: Array.from(weights),
      ...update,
      explainedVariance: explainedVariance(returns, values, weights.length),
      learningRate: options.learningRate * rateLeft,
      clip,
    }
    checkNumbers(metrics)
    return metrics
  }

  /** The rollout: vectorised copies that begin their next episode by themselves. Gives false where the callback stops. */
  private collect(callback: TrainingCallback): boolean {
    const { rollout, environment } = this
    const { copiesSideBySide } = environment
    rollout.begin()
    for (let from = 0; from < rollout.count; from += copiesSideBySide)
      if (!this.collectFrom({ from, to: Math.min(rollout.count, from + copiesSideBySide) }, callback)) return false
    rollout.keepLast(environment, this.state.normalisers)
    return true
  }

  /** All steps of some copies side by side. */
  private collectFrom(copies: CopyRange, callback: TrainingCallback): boolean {
    const { environment, options, rollout } = this
    const { iteration, normalisers, rewardScale, assigner } = this.state
    const { contextFeatures, criticFeatures } = environment.spec
    for (let step = 0; step < rollout.steps; step++) {
      // Observations are scaled by running moments and clipped; the moments freeze early, so that the networks' inputs keep their meaning.
      if (iteration < options.observationIterations) {
        normalisers.context.learn(environment.context.subarray(copies.from * contextFeatures, copies.to * contextFeatures))
        normalisers.critic.learn(environment.critic.subarray(copies.from * criticFeatures, copies.to * criticFeatures))
      }
      rollout.keepDecision(environment, step, normalisers, copies)
      assigner?.assign(environment, rollout.group, step * rollout.count, copies)
      this.act(step, copies)
      environment.step(this.actions, copies)
      assigner?.follow(environment, copies)
      // Rewards are scaled by the deviation of the running discounted return, never shifted.
      if (iteration < options.rewardIterations) rewardScale.learn(environment, copies)
      rollout.keepOutcome(environment, step, normalisers, copies)
      if (callback.onStep?.(this) === false) return false
    }
    return true
  }

  /** Draws an action for each of these copies from the policy's distribution. */
  private act(step: number, { from, to }: CopyRange): void {
    const { acting, rollout, distribution } = this
    const first = step * rollout.count
    acting.clear()
    for (let copy = from; copy < to; copy++) acting.add(rollout, first + copy, 0, 1)
    const allowed = acting.scoresIn(this.state.actor.forward(acting.input, acting.networkRows, acting.shared))
    for (let copy = from; copy < to; copy++) {
      const row = acting.rowStart[copy - from]!
      // Invalid actions are masked: they have no row, here and in the update alike.
      setCategorical(distribution, allowed, acting.prior, row, acting.rowStart[copy - from + 1]! - row)
      const chosen = sampleFrom(distribution, this.state.actionGenerator)
      rollout.chosen[first + copy] = chosen
      rollout.logProbability[first + copy] = distribution.logProbabilities[chosen]!
      this.actions[copy] = rollout.rowAction[rollout.rowStart[first + copy]! + chosen]!
    }
  }

  private takeEpisodes(): void {
    const { recentEpisodes, lately, newest, groupWeights } = this.state
    const finished = this.environment.takeEpisodes()
    for (const episode of finished) recentEpisodes.add(episode)
    const outcomes = finished.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]))
    lately.add(outcomes)
    for (const outcome of outcomes) newest.add(outcome)
    if (newest.fewestPatients < minimumPatients) return
    groupWeights.update(newest, lately.sums)
    newest.clear()
  }

  /** Asks the critic about the whole rollout, after it, and estimates advantages and returns by channel. */
  private async estimate(): Promise<{ values: Float32Array; advantages: Float64Array; returns: Float32Array }> {
    const { rollout, options, preferredRows, environment } = this
    const { critic, rewardScale } = this.state
    const { steps, count, decisions } = rollout
    const { channels } = environment.spec
    const values = new Float32Array((decisions + count) * channels)
    await forwardInChunks(critic, rollout.critic, decisions + count, preferredRows, values)
    const advantages = estimateAdvantages(
      {
        steps,
        count,
        channels,
        rewards: scaled(rollout.rewards, rewardScale.factor),
        discounts: scaled(rollout.discounts, options.gamma),
        truncated: rollout.truncated,
        values,
        finalValues: await this.valuesAtHorizon(),
      },
      options.advantageLambda,
    )
    // What the critic should have said: the advantage and the value it was measured from, TD(lambda).
    const returns = new Float32Array(decisions * channels)
    for (let at = 0; at < returns.length; at++) returns[at] = advantages[at]! + values[at]!
    return { values, advantages, returns }
  }

  /** Decisions x channels, filled where an episode was cut at its horizon. */
  private async valuesAtHorizon(): Promise<Float32Array> {
    const { rollout, preferredRows, environment } = this
    const { channels, criticFeatures } = environment.spec
    const cut = Array.from(rollout.truncated.keys()).filter((decision) => rollout.truncated[decision] === 1)
    const seen = new Float32Array(cut.length * criticFeatures)
    cut.forEach((decision, row) => {
      seen.set(rollout.finalCritic.subarray(decision * criticFeatures, (decision + 1) * criticFeatures), row * criticFeatures)
    })
    const values = new Float32Array(cut.length * channels)
    await forwardInChunks(this.state.critic, seen, cut.length, preferredRows, values)
    const finalValues = new Float32Array(rollout.decisions * channels)
    cut.forEach((decision, row) => {
      finalValues.set(values.subarray(row * channels, (row + 1) * channels), decision * channels)
    })
    return finalValues
  }

  /** Several epochs over the decisions in shuffled minibatches; means over the decisions of the last epoch. */
  private async learn(batch: Batch): Promise<UpdateMetrics> {
    const { options, state } = this
    const { decisions } = this.rollout
    const order = new Int32Array(decisions)
    for (let decision = 0; decision < decisions; decision++) order[decision] = decision
    let metrics = noMetrics()
    for (let epoch = 0; epoch < options.epochs; epoch++) {
      metrics = noMetrics()
      let steps = 0
      state.minibatchGenerator.shuffle(order)
      for (let from = 0; from < decisions; from += options.minibatchDecisions, steps++)
        await this.stepOn(order.subarray(from, Math.min(decisions, from + options.minibatchDecisions)), batch, metrics)
      metrics.policyLoss /= decisions
      metrics.valueLoss /= decisions
      metrics.entropy /= decisions
      metrics.approxKl /= decisions
      metrics.clipFraction /= decisions
      metrics.gradientNorm /= steps
      // Early stop where the policy has moved too far. Written so that NaN stops as well.
      if (options.klLimit !== null && !(metrics.approxKl <= options.klLimit)) break
    }
    return metrics
  }

  /** One gradient step of both networks. A minibatch goes through them in chunks the engine likes; gradients add up. */
  private async stepOn(minibatch: Int32Array, batch: Batch, metrics: UpdateMetrics): Promise<void> {
    const { options } = this
    const { policy, critic } = this.state
    const decisions = minibatch.length
    const advantages = this.minibatchAdvantages.subarray(0, decisions)
    for (let at = 0; at < decisions; at++) advantages[at] = batch.advantages[minibatch[at]!]!
    if (options.advantageNormalisation === 'minibatch') normalise(advantages)
    const weights = this.minibatchWeights.subarray(0, decisions).fill(1)
    if (options.groupWeighting.rule === 'worst-loss' && options.fairnessWeight > 0)
      await this.weighWorstGroup(minibatch, advantages, weights, batch.clip)

    await policy.zeroGradients()
    await this.eachChunk(minibatch, advantages, weights, batch.clip, async (sums, gradient, rows) => {
      await policy.backward(gradient, rows)
      metrics.policyLoss += sums.loss
      metrics.entropy += sums.entropy
      metrics.approxKl += sums.approxKl
      metrics.clipFraction += sums.clipped
    })
    await critic.zeroGradients()
    metrics.valueLoss += await this.criticGradient(minibatch, batch)

    // Gradients are clipped by their length, over all parameters of both networks or of each; then Adam, with an epsilon of its own.
    const policyNorm = (await policy.gradientNorm()) / decisions
    const criticNorm = ((await critic.gradientNorm()) / decisions) * options.valueCoefficient
    const joint = Math.sqrt(policyNorm * policyNorm + criticNorm * criticNorm)
    const clipping = (norm: number) =>
      Math.min(1, options.maximumGradientNorm / ((options.gradientClipping === 'joint' ? joint : norm) + 1e-6))
    const adam = { epsilon: options.adamEpsilon, beta1, beta2 }
    const policyScale = clipping(policyNorm) / decisions
    const criticScale = (clipping(criticNorm) * options.valueCoefficient) / decisions
    await policy.adamStep({ ...adam, learningRate: batch.learningRate, gradientScale: policyScale })
    await critic.adamStep({ ...adam, learningRate: batch.criticLearningRate, gradientScale: criticScale })
    metrics.gradientNorm += policyNorm
  }

  /** Takes a minibatch through the policy chunk by chunk and gives the clipped surrogate, less the entropy bonus, and its gradient by the network's outputs. */
  private async eachChunk(
    minibatch: Int32Array,
    advantages: Float64Array,
    weights: Float64Array,
    clip: number,
    use: (sums: ReturnType<typeof policyLoss>, gradient: Float32Array, rows: number, firstAt: number) => Promise<void> | void,
  ): Promise<void> {
    const { chunk, rollout, distribution, preferredRows } = this
    const { entropyBonus } = this.options
    for (let at = 0; at < minibatch.length; ) {
      const firstAt = at
      chunk.clear()
      for (; at < minibatch.length && chunk.networkRows < preferredRows; at++)
        chunk.add(rollout, minibatch[at]!, advantages[at]!, weights[at]!)
      const output = await this.state.policy.forward(chunk.input, chunk.networkRows, chunk.shared)
      const sums = policyLoss(chunk.scoresIn(output), chunk, { clip, entropyBonus }, distribution, chunk.gradient)
      await use(sums, chunk.gradientByOutput(), chunk.networkRows, firstAt)
    }
  }

  /** The original group-robust loss: which group's mean loss is the largest has to be known before any gradient is. */
  private async weighWorstGroup(
    minibatch: Int32Array,
    advantages: Float64Array,
    weights: Float64Array,
    clip: number,
  ): Promise<void> {
    const losses = new Float64Array(minibatch.length)
    await this.eachChunk(minibatch, advantages, weights, clip, (_, __, ___, firstAt) => {
      losses.set(this.chunk.loss.subarray(0, this.chunk.decisions), firstAt)
    })
    const groups = minibatch.map((decision) => this.rollout.group[decision]!)
    worstGroupWeights(losses, groups, this.options.fairnessWeight, weights)
  }

  /** Adds up the critic's gradient and gives its loss: half the squared error, optionally with values held near what they were. */
  private async criticGradient(minibatch: Int32Array, batch: Batch): Promise<number> {
    const { criticChunk, preferredRows } = this
    const { critic } = this.state
    let loss = 0
    for (let from = 0; from < minibatch.length; from += preferredRows) {
      const rows = Math.min(preferredRows, minibatch.length - from)
      criticChunk.fill(this.rollout, batch, minibatch.subarray(from, from + rows))
      const values = await critic.forward(criticChunk.input, rows)
      loss += criticChunk.lossOf(values, rows, this.options.valueClip)
      await critic.backward(criticChunk.gradient, rows)
    }
    return loss
  }
}

/** What an update learns from. */
interface Batch extends ValueTargets {
  /** By decision. */
  readonly advantages: Float64Array
  readonly clip: number
  readonly learningRate: number
  readonly criticLearningRate: number
}

function scaled(list: Float32Array, factor: number): Float64Array {
  const result = new Float64Array(list.length)
  for (let at = 0; at < list.length; at++) result[at] = list[at]! * factor
  return result
}

/** What the critic and the environment said about `steps` decisions of `count` copies, on `channels` reward channels. */
export interface Trajectory {
  readonly steps: number
  readonly count: number
  readonly channels: number
  /** steps x count x channels: reward of the interval after each decision. */
  readonly rewards: Float64Array
  /** steps x count: discount over that interval; 0 where the episode was over. */
  readonly discounts: Float64Array
  /** steps x count; 1 = the episode was cut at its horizon after this decision. */
  readonly truncated: Uint8Array
  /** (steps + 1) x count x channels: the critic at each decision, and at the one after the last. */
  readonly values: Float32Array
  /** steps x count x channels: where truncated, the critic at the horizon. */
  readonly finalValues: Float32Array
}

/**
 * Generalised advantage estimates (Schulman and others, "High-Dimensional Continuous Control Using Generalized
 * Advantage Estimation"), one for each channel: steps x count x channels.
 *
 * Time between decisions may vary, so each step has its own discount; at an end for good it is 0, and nothing follows. A horizon is no end: the value
 * there stands for what would have followed, and the trace stops, because the next decision belongs to another episode.
 */
export function estimateAdvantages(trajectory: Trajectory, lambda: number): Float64Array {
  const { steps, count, channels, rewards, discounts, truncated, values, finalValues } = trajectory
  const advantages = new Float64Array(steps * count * channels)
  const row = count * channels
  for (let step = steps - 1; step >= 0; step--)
    for (let copy = 0; copy < count; copy++) {
      const discount = discounts[step * count + copy]!
      const cut = truncated[step * count + copy] === 1
      for (let channel = 0; channel < channels; channel++) {
        const at = step * row + copy * channels + channel
        const nextValue = cut ? finalValues[at]! : values[at + row]!
        const error = rewards[at]! + discount * nextValue - values[at]!
        const later = cut || step === steps - 1 ? 0 : advantages[at + row]!
        advantages[at] = error + discount * lambda * later
      }
    }
  return advantages
}
