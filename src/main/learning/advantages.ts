/** What the critic and the environment said about `steps` decisions of `count` copies, on `channels` reward channels. */
export interface Trajectory {
  readonly steps: number
  readonly count: number
  readonly channels: number
  /** steps x count x channels: reward of the interval after each decision. */
  readonly rewards: Float64Array
  /** steps x count: discount over that interval, exp(-elapsed / time constant). */
  readonly discounts: Float32Array
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
 * Time between decisions varies, so each step has its own discount. A horizon is no end: the value there stands for what
 * would have followed, and the trace stops, because the next decision belongs to other patients.
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

/** One advantage for each decision: the channels' advantages, each times its weight, summed. */
export function combineChannels(advantages: Float64Array, weights: Float64Array): Float64Array {
  const channels = weights.length
  const combined = new Float64Array(advantages.length / channels)
  for (let decision = 0, at = 0; decision < combined.length; decision++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++, at++) sum += weights[channel]! * advantages[at]!
    combined[decision] = sum
  }
  return combined
}

/** Shifts and scales to mean 0 and standard deviation 1, in place. */
export function normalise(values: Float64Array): void {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  const scale = 1 / (Math.sqrt(squares / values.length) + 1e-8)
  for (let at = 0; at < values.length; at++) values[at] = (values[at]! - mean) * scale
}
