import type { CpuNetwork } from '../neural/engine.ts'
import type { Generator } from '../neural/generator.ts'
import { type Categorical, createCategorical } from './categorical.ts'
import { type PolicyBatch, policyLoss, valueLoss } from './losses.ts'
import type { PpoOptions } from './ppo-options.ts'
import type { Rollout } from './rollout.ts'

/** Means over the decisions of the last epoch. */
export interface UpdateMetrics {
  policyLoss: number
  valueLoss: number
  entropy: number
  approxKl: number
  clipFraction: number
  /** Length of the policy's gradient before it is clipped, mean over the minibatches of the last epoch. */
  gradientNorm: number
}

export interface UpdateInput {
  readonly rollout: Rollout
  /** Decisions; normalised. */
  readonly advantages: Float64Array
  /** Decisions x channels. */
  readonly returns: Float32Array
  readonly learningRate: number
  readonly criticLearningRate: number
}

/** Adam's memory of the gradient and of its square. */
const beta1 = 0.9
const beta2 = 0.999

/**
 * The gradient steps of one iteration: several epochs over the decisions in shuffled minibatches. A minibatch goes
 * through the networks in chunks the engine likes; gradients add up, then each network takes one step.
 */
export class PpoUpdate {
  private readonly policy: CpuNetwork
  private readonly critic: CpuNetwork
  private readonly options: PpoOptions
  private readonly generator: Generator
  private readonly preferredRows: number
  private readonly channels: number
  private readonly distribution: Categorical
  private readonly chunk: Chunk

  constructor(
    networks: { readonly policy: CpuNetwork; readonly critic: CpuNetwork },
    options: PpoOptions,
    generator: Generator,
    sizes: { readonly preferredRows: number; readonly actions: number },
  ) {
    this.policy = networks.policy
    this.critic = networks.critic
    this.options = options
    this.generator = generator
    this.preferredRows = sizes.preferredRows
    this.channels = networks.critic.spec.layers.at(-1)!.units
    this.distribution = createCategorical(sizes.actions)
    this.chunk = new Chunk(sizes.preferredRows + sizes.actions, networks.policy.spec.inputs)
  }

  run(input: UpdateInput): UpdateMetrics {
    const { decisions } = input.rollout
    const order = Int32Array.from({ length: decisions }, (_, decision) => decision)
    let metrics = noMetrics()
    for (let epoch = 0; epoch < this.options.epochs; epoch++) {
      metrics = noMetrics()
      this.generator.shuffle(order)
      let minibatches = 0
      for (let from = 0; from < decisions; from += this.options.minibatchDecisions, minibatches++) {
        const minibatch = order.subarray(from, Math.min(decisions, from + this.options.minibatchDecisions))
        this.stepPolicy(input, minibatch, metrics)
        this.stepCritic(input, minibatch, metrics)
      }
      metrics.policyLoss /= decisions
      metrics.valueLoss /= decisions
      metrics.entropy /= decisions
      metrics.approxKl /= decisions
      metrics.clipFraction /= decisions
      metrics.gradientNorm /= minibatches
      // Written so that NaN stops as well.
      if (!(metrics.approxKl <= this.options.klLimit)) break
    }
    return metrics
  }

  private stepPolicy(input: UpdateInput, minibatch: Int32Array, metrics: UpdateMetrics): void {
    const { chunk } = this
    this.policy.zeroGradients()
    for (let at = 0; at < minibatch.length; ) {
      chunk.clear()
      while (at < minibatch.length && chunk.rows < this.preferredRows) {
        chunk.add(input.rollout, minibatch[at]!, input.advantages[minibatch[at]!]!)
        at += 1
      }
      const scores = this.policy.forward(chunk.input, chunk.rows)
      const sums = policyLoss(scores, chunk, this.options, this.distribution, chunk.gradient)
      this.policy.backward(chunk.gradient, chunk.rows)
      metrics.policyLoss += sums.loss
      metrics.entropy += sums.entropy
      metrics.approxKl += sums.approxKl
      metrics.clipFraction += sums.clipped
    }
    metrics.gradientNorm += this.step(this.policy, minibatch.length, input.learningRate)
  }

  private stepCritic(input: UpdateInput, minibatch: Int32Array, metrics: UpdateMetrics): void {
    const features = this.critic.spec.inputs
    const seen = new Float32Array(this.preferredRows * features)
    const returns = new Float32Array(this.preferredRows * this.channels)
    const gradient = new Float32Array(this.preferredRows * this.channels)
    this.critic.zeroGradients()
    for (let from = 0; from < minibatch.length; from += this.preferredRows) {
      const rows = Math.min(this.preferredRows, minibatch.length - from)
      for (let row = 0; row < rows; row++) {
        const decision = minibatch[from + row]!
        seen.set(input.rollout.critic.subarray(decision * features, (decision + 1) * features), row * features)
        for (let channel = 0; channel < this.channels; channel++)
          returns[row * this.channels + channel] = input.returns[decision * this.channels + channel]!
      }
      const values = this.critic.forward(seen, rows)
      metrics.valueLoss += valueLoss(values, returns, rows * this.channels, gradient)
      this.critic.backward(gradient, rows)
    }
    this.step(this.critic, minibatch.length, input.criticLearningRate)
  }

  /** Clips the mean gradient and takes an Adam step; gives the mean gradient's length before clipping. */
  private step(network: CpuNetwork, decisions: number, learningRate: number): number {
    const norm = network.gradientNorm() / decisions
    const clipping = Math.min(1, this.options.maximumGradientNorm / (norm + 1e-6))
    network.adamStep({ learningRate, epsilon: this.options.adamEpsilon, beta1, beta2, gradientScale: clipping / decisions })
    return norm
  }
}

/** Some decisions of a minibatch, laid out for the scorer and the loss. */
class Chunk implements PolicyBatch {
  decisions = 0
  rows = 0
  readonly input: Float32Array
  readonly gradient: Float32Array
  readonly rowStart: Int32Array
  readonly prior: Float32Array
  readonly chosen: Int32Array
  readonly oldLogProbability: Float64Array
  readonly advantage: Float64Array

  constructor(rows: number, inputs: number) {
    this.input = new Float32Array(rows * inputs)
    this.gradient = new Float32Array(rows)
    this.rowStart = new Int32Array(rows + 1)
    this.prior = new Float32Array(rows)
    this.chosen = new Int32Array(rows)
    this.oldLogProbability = new Float64Array(rows)
    this.advantage = new Float64Array(rows)
  }

  clear(): void {
    this.decisions = 0
    this.rows = 0
  }

  add(rollout: Rollout, decision: number, advantage: number): void {
    const from = rollout.rowStart[decision]!
    const count = rollout.rowStart[decision + 1]! - from
    rollout.writeInput(decision, this.input, this.rows)
    for (let row = 0; row < count; row++) this.prior[this.rows + row] = rollout.prior[from + row]!
    this.chosen[this.decisions] = rollout.chosen[decision]!
    this.oldLogProbability[this.decisions] = rollout.logProbability[decision]!
    this.advantage[this.decisions] = advantage
    this.decisions += 1
    this.rows += count
    this.rowStart[this.decisions] = this.rows
  }
}

const noMetrics = (): UpdateMetrics => ({
  policyLoss: 0,
  valueLoss: 0,
  entropy: 0,
  approxKl: 0,
  clipFraction: 0,
  gradientNorm: 0,
})
