import type { EnvironmentSpec } from '../environments/environment.ts'
import { copyNumbers } from '../neural/copy-numbers.ts'
import { clippedValueLoss, valueLoss } from './losses.ts'
import type { Rollout } from './rollout.ts'

/** What the critic said about a rollout, and what it should have said: decisions x channels. */
export interface ValueTargets {
  readonly values: Float32Array
  readonly returns: Float32Array
}

/** Some decisions laid out for the critic's network and its loss. */
export class CriticBatch {
  /** Decisions x critic features. */
  readonly input: Float32Array
  /** Decisions x channels: by the values. */
  readonly gradient: Float32Array
  private readonly returns: Float32Array
  private readonly old: Float32Array
  private readonly features: number
  private readonly channels: number

  constructor({ criticFeatures, channels }: EnvironmentSpec, decisions: number) {
    this.features = criticFeatures
    this.channels = channels
    this.input = new Float32Array(decisions * criticFeatures)
    this.gradient = new Float32Array(decisions * channels)
    this.returns = new Float32Array(decisions * channels)
    this.old = new Float32Array(decisions * channels)
  }

  fill(rollout: Rollout, targets: ValueTargets, decisions: Int32Array): void {
    const { features, channels } = this
    for (let row = 0; row < decisions.length; row++) {
      const decision = decisions[row]!
      copyNumbers(rollout.critic, decision * features, this.input, row * features, features)
      for (let channel = 0; channel < channels; channel++) {
        this.returns[row * channels + channel] = targets.returns[decision * channels + channel]!
        this.old[row * channels + channel] = targets.values[decision * channels + channel]!
      }
    }
  }

  /** The loss of what the critic says now; writes its gradient. */
  lossOf(values: Float32Array, decisions: number, clip: number | null): number {
    const count = decisions * this.channels
    return clip === null
      ? valueLoss(values, this.returns, count, this.gradient)
      : clippedValueLoss(values, this.returns, count, this.gradient, { values: this.old, clip })
  }
}
