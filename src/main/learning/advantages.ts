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
