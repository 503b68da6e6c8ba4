import type { EnvironmentSpec, VectorEnvironment } from '../environments/environment.ts'
import type { Generator } from '../neural/generator.ts'
import { createCategorical, sampleFrom, setCategorical } from './categorical.ts'
import type { RewardScale } from './reward-scale.ts'
import type { RunningNormaliser } from './running-normaliser.ts'

/** Scores of the first `rows` rows of `input` (rows x scorer inputs), written to `output`. */
export type ScoreRows = (input: Float32Array, rows: number, output: Float32Array) => void

/** What a rollout needs from the trainer. */
export interface RolloutTools {
  readonly scoreRows: ScoreRows
  readonly generator: Generator
  readonly contextNormaliser: RunningNormaliser
  readonly criticNormaliser: RunningNormaliser
  readonly rewardScale: RewardScale
  /** Whether the normalisers and the reward scale still learn. */
  readonly learnObservations: boolean
  readonly learnRewards: boolean
}

/**
 * The decisions of one iteration: `steps` of each of `count` copies, decision = step * count + copy.
 * Only allowed actions are kept, one row each; features stand as the networks saw them, that is normalised.
 */
export class Rollout {
  readonly steps: number
  readonly count: number
  readonly decisions: number
  /** The rows of decision d are `rowStart[d]` to `rowStart[d + 1]`. */
  readonly rowStart: Int32Array
  /** Rows x actionFeatures. */
  readonly actionFeatures: Float32Array
  /** Rows. */
  readonly prior: Float32Array
  /** Decisions x contextFeatures. */
  readonly context: Float32Array
  /** (Decisions + count) x criticFeatures: the last ones belong to the decisions after the last step. */
  readonly critic: Float32Array
  /** Decisions x criticFeatures: where truncated, what the critic sees at the horizon. */
  readonly finalCritic: Float32Array
  /** The row taken, counted from the decision's first. */
  readonly chosen: Int32Array
  readonly logProbability: Float64Array
  /** Decisions x channels, as the environment gave them. */
  readonly rewards: Float32Array
  readonly discounts: Float32Array
  readonly truncated: Uint8Array
  private readonly spec: EnvironmentSpec
  private readonly input: Float32Array
  private readonly scores: Float32Array
  private readonly rowAction: Int32Array
  private readonly actions: Int32Array

  constructor(spec: EnvironmentSpec, count: number, steps: number) {
    const decisions = steps * count
    this.spec = spec
    this.steps = steps
    this.count = count
    this.decisions = decisions
    this.rowStart = new Int32Array(decisions + 1)
    this.actionFeatures = new Float32Array(decisions * spec.actions * spec.actionFeatures)
    this.prior = new Float32Array(decisions * spec.actions)
    this.context = new Float32Array(decisions * spec.contextFeatures)
    this.critic = new Float32Array((decisions + count) * spec.criticFeatures)
    this.finalCritic = new Float32Array(decisions * spec.criticFeatures)
    this.chosen = new Int32Array(decisions)
    this.logProbability = new Float64Array(decisions)
    this.rewards = new Float32Array(decisions * spec.channels)
    this.discounts = new Float32Array(decisions)
    this.truncated = new Uint8Array(decisions)
    this.input = new Float32Array(count * spec.actions * (spec.actionFeatures + spec.contextFeatures))
    this.scores = new Float32Array(count * spec.actions)
    this.rowAction = new Int32Array(count * spec.actions)
    this.actions = new Int32Array(count)
  }

  /** Lets the agent decide `steps` times in every copy, drawing each action from its distribution. */
  collect(environment: VectorEnvironment, tools: RolloutTools): void {
    for (let step = 0; step < this.steps; step++) {
      if (tools.learnObservations) {
        tools.contextNormaliser.learn(environment.context)
        tools.criticNormaliser.learn(environment.critic)
      }
      this.observe(environment, step, tools)
      this.decide(step, tools)
      environment.step(this.actions)
      this.keepOutcome(environment, step, tools)
    }
    for (let copy = 0; copy < this.count; copy++)
      this.keepCritic(environment.critic, copy, tools, this.critic, this.decisions + copy)
  }

  /** Writes the scorer's input of one decision's rows to `input`, from row `at` on. */
  writeInput(decision: number, input: Float32Array, at: number): void {
    const { actionFeatures, contextFeatures } = this.spec
    const context = decision * contextFeatures
    let to = at * (actionFeatures + contextFeatures)
    for (let row = this.rowStart[decision]!; row < this.rowStart[decision + 1]!; row++) {
      const from = row * actionFeatures
      for (let feature = 0; feature < actionFeatures; feature++) input[to++] = this.actionFeatures[from + feature]!
      for (let feature = 0; feature < contextFeatures; feature++) input[to++] = this.context[context + feature]!
    }
  }

  private observe(environment: VectorEnvironment, step: number, tools: RolloutTools): void {
    const { actions, actionFeatures, contextFeatures } = this.spec
    const firstRow = this.rowStart[step * this.count]!
    let row = firstRow
    for (let copy = 0; copy < this.count; copy++) {
      const decision = step * this.count + copy
      for (let action = 0; action < actions; action++) {
        if (environment.mask[copy * actions + action] === 0) continue
        const from = (copy * actions + action) * actionFeatures
        for (let feature = 0; feature < actionFeatures; feature++)
          this.actionFeatures[row * actionFeatures + feature] = environment.actionFeatures[from + feature]!
        this.prior[row] = environment.prior[copy * actions + action]!
        this.rowAction[row - firstRow] = action
        row += 1
      }
      if (row === this.rowStart[decision])
        throw new Error(`Copy ${copy} of the environment asked for a decision with every action masked.`)
      this.rowStart[decision + 1] = row
      tools.contextNormaliser.apply(environment.context, copy * contextFeatures, this.context, decision * contextFeatures)
      this.keepCritic(environment.critic, copy, tools, this.critic, decision)
    }
  }

  private decide(step: number, tools: RolloutTools): void {
    const first = step * this.count
    const firstRow = this.rowStart[first]!
    for (let copy = 0; copy < this.count; copy++)
      this.writeInput(first + copy, this.input, this.rowStart[first + copy]! - firstRow)
    const rows = this.rowStart[first + this.count]! - firstRow
    tools.scoreRows(this.input, rows, this.scores)
    const distribution = createCategorical(this.spec.actions)
    const priors = this.prior.subarray(firstRow, firstRow + rows)
    for (let copy = 0; copy < this.count; copy++) {
      const decision = first + copy
      const from = this.rowStart[decision]! - firstRow
      setCategorical(distribution, this.scores, priors, from, this.rowStart[decision + 1]! - firstRow - from)
      const chosen = sampleFrom(distribution, tools.generator)
      this.chosen[decision] = chosen
      this.logProbability[decision] = distribution.logProbabilities[chosen]!
      this.actions[copy] = this.rowAction[from + chosen]!
    }
  }

  private keepOutcome(environment: VectorEnvironment, step: number, tools: RolloutTools): void {
    const first = step * this.count
    if (tools.learnRewards) tools.rewardScale.learn(environment.rewards, environment.discounts, environment.truncated)
    this.rewards.set(environment.rewards, first * this.spec.channels)
    this.discounts.set(environment.discounts, first)
    this.truncated.set(environment.truncated, first)
    for (let copy = 0; copy < this.count; copy++)
      if (environment.truncated[copy] === 1) this.keepCritic(environment.finalCritic, copy, tools, this.finalCritic, first + copy)
  }

  private keepCritic(source: Float32Array, copy: number, tools: RolloutTools, target: Float32Array, place: number): void {
    const { criticFeatures } = this.spec
    tools.criticNormaliser.apply(source, copy * criticFeatures, target, place * criticFeatures)
  }
}
