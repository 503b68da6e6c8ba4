import type { CpuNetwork } from '../neural/engine.ts'
import { variance } from '../statistics/moments.ts'
import { estimateAdvantages } from './advantages.ts'
import type { Rollout } from './rollout.ts'
import { forwardInChunks } from './scorer.ts'

export interface ValueEstimates {
  /** Decisions x channels. */
  readonly advantages: Float64Array
  /** Decisions x channels: what the critic should have said. */
  readonly returns: Float32Array
  /** 1 - variance of (return - value) / variance of return, of the sums over channels; 0 where returns do not vary. */
  readonly explainedVariance: number
}

/** Asks the critic about a rollout and estimates advantages and returns of rewards times `rewardFactor`. */
export function estimateValues(
  rollout: Rollout,
  critic: CpuNetwork,
  preferredRows: number,
  rewardFactor: number,
  lambda: number,
): ValueEstimates {
  const { steps, count, decisions } = rollout
  const channels = critic.spec.layers.at(-1)!.units
  const values = new Float32Array((decisions + count) * channels)
  forwardInChunks(critic, rollout.critic, decisions + count, preferredRows, values)
  const advantages = estimateAdvantages(
    {
      steps,
      count,
      channels,
      rewards: Float64Array.from(rollout.rewards, (reward) => reward * rewardFactor),
      discounts: rollout.discounts,
      truncated: rollout.truncated,
      values,
      finalValues: valuesAtHorizon(rollout, critic, channels),
    },
    lambda,
  )
  const returns = new Float32Array(decisions * channels)
  for (let at = 0; at < returns.length; at++) returns[at] = advantages[at]! + values[at]!
  return { advantages, returns, explainedVariance: explainedVariance(returns, values, channels) }
}

/** Decisions x channels, filled where an episode reached its horizon. */
function valuesAtHorizon(rollout: Rollout, critic: CpuNetwork, channels: number): Float32Array {
  const features = critic.spec.inputs
  const finalValues = new Float32Array(rollout.decisions * channels)
  for (let decision = 0; decision < rollout.decisions; decision++) {
    if (rollout.truncated[decision] === 0) continue
    const seen = rollout.finalCritic.subarray(decision * features, (decision + 1) * features)
    finalValues.set(critic.forward(seen, 1).subarray(0, channels), decision * channels)
  }
  return finalValues
}

function explainedVariance(returns: Float32Array, values: Float32Array, channels: number): number {
  const decisions = returns.length / channels
  const sum = (list: Float32Array, decision: number) => {
    let all = 0
    for (let channel = 0; channel < channels; channel++) all += list[decision * channels + channel]!
    return all
  }
  const total = new Float64Array(decisions)
  const missed = new Float64Array(decisions)
  for (let decision = 0; decision < decisions; decision++) {
    total[decision] = sum(returns, decision)
    missed[decision] = total[decision]! - sum(values, decision)
  }
  const whole = variance(total)
  return whole > 0 ? 1 - variance(missed) / whole : 0
}
