import type { CopyRange, EnvironmentSpec, VectorEnvironment } from '../environments/environment.ts'
import type { RunningNormaliser } from './running-normaliser.ts'

/** Actions that are allowed at a decision, about. */
const usualRows = 6

interface Normalisers {
  readonly context: RunningNormaliser
  readonly critic: RunningNormaliser
}

/**
 * The decisions of one iteration: `steps` of each of `count` copies, decision = step * count + copy.
 * Only allowed actions are kept, one row each; features stand as the networks saw them, that is normalised.
 */
export class Rollout {
  readonly steps: number
  readonly count: number
  readonly decisions: number
  /** The rows of decision d are `rowStart[d]` to `rowEnd[d]`; decisions stand in the order in which they were kept. */
  readonly rowStart: Int32Array
  readonly rowEnd: Int32Array
  /** Rows: the action, and its prior logit. */
  readonly rowAction: Int32Array
  readonly prior: Float32Array
  /** Rows x actionFeatures. */
  actionFeatures: Float32Array
  /** Decisions x contextFeatures. */
  readonly context: Float32Array
  /** (Decisions + count) x criticFeatures: the last ones belong to the decisions after the last step. */
  readonly critic: Float32Array
  /** Decisions x criticFeatures: where truncated, what the critic sees at the horizon. */
  readonly finalCritic: Float32Array
  /** The row taken, counted from the decision's first. */
  readonly chosen: Int32Array
  readonly logProbability: Float64Array
  /** Group of the decision, where groups are assigned to decisions. */
  readonly group: Int32Array
  /** Decisions x channels, as the environment gave them. */
  readonly rewards: Float32Array
  /** As the environment gave them: 0 where the episode was over. */
  readonly discounts: Float32Array
  readonly truncated: Uint8Array
  private readonly spec: EnvironmentSpec
  /** Kept so far. */
  private rows = 0

  constructor(spec: EnvironmentSpec, count: number, steps: number) {
    const decisions = steps * count
    this.spec = spec
    this.steps = steps
    this.count = count
    this.decisions = decisions
    this.rowStart = new Int32Array(decisions)
    this.rowEnd = new Int32Array(decisions)
    this.rowAction = new Int32Array(decisions * spec.actions)
    this.prior = new Float32Array(decisions * spec.actions)
    // Most actions are not allowed most of the time; there is more room as soon as it is needed.
    this.actionFeatures = new Float32Array(Math.min(usualRows, spec.actions) * decisions * spec.actionFeatures)
    this.context = new Float32Array(decisions * spec.contextFeatures)
    this.critic = new Float32Array((decisions + count) * spec.criticFeatures)
    this.finalCritic = new Float32Array(decisions * spec.criticFeatures)
    this.chosen = new Int32Array(decisions)
    this.logProbability = new Float64Array(decisions)
    this.group = new Int32Array(decisions)
    this.rewards = new Float32Array(decisions * spec.channels)
    this.discounts = new Float32Array(decisions)
    this.truncated = new Uint8Array(decisions)
  }

  /** Forgets the decisions before. */
  begin(): void {
    this.rows = 0
  }

  /** Keeps what copies show before their decision. */
  keepDecision(environment: VectorEnvironment, step: number, normalisers: Normalisers, { from, to }: CopyRange): void {
    const { actions, actionFeatures, contextFeatures, criticFeatures } = this.spec
    let row = this.rows
    this.makeRoom((row + (to - from) * actions) * actionFeatures)
    for (let copy = from; copy < to; copy++) {
      const decision = step * this.count + copy
      this.rowStart[decision] = row
      normalisers.context.apply(environment.context, copy * contextFeatures, this.context, decision * contextFeatures)
      for (let action = 0; action < actions; action++) {
        const at = copy * actions + action
        if (environment.mask[at] === 0) continue
        for (let feature = 0; feature < actionFeatures; feature++)
          this.actionFeatures[row * actionFeatures + feature] = environment.actionFeatures[at * actionFeatures + feature]!
        this.prior[row] = environment.prior[at]!
        this.rowAction[row] = action
        row += 1
      }
      if (row === this.rowStart[decision])
        throw new Error(`Copy ${copy} of the environment asked for a decision with every action masked.`)
      this.rowEnd[decision] = row
      normalisers.critic.apply(environment.critic, copy * criticFeatures, this.critic, decision * criticFeatures)
    }
    this.rows = row
  }

  private makeRoom(numbers: number): void {
    if (numbers <= this.actionFeatures.length) return
    const larger = new Float32Array(Math.max(numbers, 2 * this.actionFeatures.length))
    larger.set(this.actionFeatures)
    this.actionFeatures = larger
  }

  /** Keeps what came of these copies' decisions of a step. */
  keepOutcome(environment: VectorEnvironment, step: number, { critic }: Normalisers, { from, to }: CopyRange): void {
    const { channels, criticFeatures } = this.spec
    const first = step * this.count
    for (let copy = from; copy < to; copy++) {
      const decision = first + copy
      for (let channel = 0; channel < channels; channel++)
        this.rewards[decision * channels + channel] = environment.rewards[copy * channels + channel]!
      this.discounts[decision] = environment.discounts[copy]!
      this.truncated[decision] = environment.truncated[copy]!
      if (environment.truncated[copy] === 1)
        critic.apply(environment.finalCritic, copy * criticFeatures, this.finalCritic, decision * criticFeatures)
    }
  }

  /** Keeps what the critic sees after the last step. */
  keepLast(environment: VectorEnvironment, { critic }: Normalisers): void {
    const { criticFeatures } = this.spec
    for (let copy = 0; copy < this.count; copy++)
      critic.apply(environment.critic, copy * criticFeatures, this.critic, (this.decisions + copy) * criticFeatures)
  }
}
