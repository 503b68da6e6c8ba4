import type { EnvironmentSpec } from '../environments/environment.ts'
import { copyNumbers } from '../neural/copy-numbers.ts'
import type { SharedInputs } from '../neural/engine.ts'
import type { PolicyBatch } from './losses.ts'
import { isDirect, sharedInputs } from './networks.ts'
import type { Rollout } from './rollout.ts'

/**
 * Some decisions laid out for the policy's network and for the loss. A scorer has a row of input for each allowed action, and the context is what the
 * rows of a decision share; a direct policy has one row for each decision and a score for every action, of which the allowed ones count.
 */
export class DecisionBatch implements PolicyBatch {
  decisions = 0
  /** Allowed actions of all decisions. */
  rows = 0
  /** networkRows x inputs, without those that rows share. */
  readonly input: Float32Array
  readonly rowStart: Int32Array
  readonly prior: Float32Array
  readonly chosen: Int32Array
  readonly oldLogProbability: Float64Array
  readonly advantage: Float64Array
  readonly weight: Float64Array
  readonly loss: Float64Array
  /** Rows: by the scores. */
  readonly gradient: Float32Array
  private readonly spec: EnvironmentSpec
  private readonly direct: boolean
  /** Decisions x contextFeatures. */
  private readonly context: Float32Array
  private readonly rowAction: Int32Array
  /** A direct policy's scores of allowed actions, and its gradient by all outputs. */
  private readonly scores: Float32Array
  private readonly outputGradient: Float32Array

  /** Room for this many decisions, or for this many rows of a scorer and one more decision. */
  constructor(spec: EnvironmentSpec, size: number) {
    const direct = isDirect(spec)
    const rows = direct ? size * spec.actions : size + spec.actions
    this.spec = spec
    this.direct = direct
    this.context = new Float32Array((direct ? size : rows) * spec.contextFeatures)
    this.input = direct ? this.context : new Float32Array(rows * spec.actionFeatures)
    this.rowStart = new Int32Array(rows + 1)
    this.prior = new Float32Array(rows)
    this.rowAction = new Int32Array(rows)
    this.gradient = new Float32Array(rows)
    this.chosen = new Int32Array(rows)
    this.oldLogProbability = new Float64Array(rows)
    this.advantage = new Float64Array(rows)
    this.weight = new Float64Array(rows)
    this.loss = new Float64Array(rows)
    this.scores = new Float32Array(direct ? rows : 0)
    this.outputGradient = new Float32Array(direct ? rows : 0)
  }

  /** Rows of the network's input. */
  get networkRows(): number {
    return this.direct ? this.decisions : this.rows
  }

  /** What the rows of each decision share, for a network that takes it apart. */
  get shared(): SharedInputs | undefined {
    if (sharedInputs(this.spec) === 0) return undefined
    return { blocks: this.decisions, rowStart: this.rowStart, values: this.context }
  }

  clear(): void {
    this.decisions = 0
    this.rows = 0
  }

  add(rollout: Rollout, decision: number, advantage: number, weight: number): void {
    const { actionFeatures, contextFeatures } = this.spec
    const first = rollout.rowStart[decision]!
    const count = rollout.rowEnd[decision]! - first
    copyNumbers(rollout.context, decision * contextFeatures, this.context, this.decisions * contextFeatures, contextFeatures)
    const to = this.rows * actionFeatures
    copyNumbers(rollout.actionFeatures, first * actionFeatures, this.input, to, count * actionFeatures)
    for (let row = 0; row < count; row++) {
      this.prior[this.rows + row] = rollout.prior[first + row]!
      this.rowAction[this.rows + row] = rollout.rowAction[first + row]!
    }
    this.chosen[this.decisions] = rollout.chosen[decision]!
    this.oldLogProbability[this.decisions] = rollout.logProbability[decision]!
    this.advantage[this.decisions] = advantage
    this.weight[this.decisions] = weight
    this.decisions += 1
    this.rows += count
    this.rowStart[this.decisions] = this.rows
  }

  /** The scores of the allowed actions, row by row. */
  scoresIn(output: Float32Array): Float32Array {
    if (!this.direct || this.allAllowed) return output
    this.eachRow((row, at) => {
      this.scores[row] = output[at]!
    })
    return this.scores
  }

  /** The gradient of the loss by the network's outputs. */
  gradientByOutput(): Float32Array {
    if (!this.direct || this.allAllowed) return this.gradient
    this.outputGradient.fill(0)
    this.eachRow((row, at) => {
      this.outputGradient[at] = this.gradient[row]!
    })
    return this.outputGradient
  }

  private get allAllowed(): boolean {
    return this.rows === this.decisions * this.spec.actions
  }

  private eachRow(visit: (row: number, outputAt: number) => void): void {
    for (let decision = 0; decision < this.decisions; decision++)
      for (let row = this.rowStart[decision]!; row < this.rowStart[decision + 1]!; row++)
        visit(row, decision * this.spec.actions + this.rowAction[row]!)
  }
}
