import type { Generator } from '../neural/generator.ts'

/**
 * A choice among the allowed actions of one decision, in proportion to exp(score + prior).
 *
 * Only allowed actions have a row: a masked action has probability 0 because it is not there, in the rollout, in the
 * update and in the entropy alike (Huang and Ontanon, "A Closer Look at Invalid Action Masking in Policy Gradient
 * Algorithms"). The prior is a number added to each score, from a rule the agent starts from.
 */
export interface Categorical {
  /** Natural logarithms of the probabilities, row by row; the first `count` count. */
  readonly logProbabilities: Float64Array
  readonly probabilities: Float64Array
  count: number
}

export const createCategorical = (actions: number): Categorical => ({
  logProbabilities: new Float64Array(actions),
  probabilities: new Float64Array(actions),
  count: 0,
})

/** Fills the distribution from the scores and priors of rows `from` to `from + count`. */
export function setCategorical(
  distribution: Categorical,
  scores: Float32Array,
  prior: Float32Array,
  from: number,
  count: number,
): void {
  const { logProbabilities, probabilities } = distribution
  distribution.count = count
  let highest = Number.NEGATIVE_INFINITY
  for (let row = 0; row < count; row++) {
    const logit = scores[from + row]! + prior[from + row]!
    logProbabilities[row] = logit
    if (logit > highest) highest = logit
  }
  let sum = 0
  for (let row = 0; row < count; row++) {
    const logit = logProbabilities[row]!
    sum += logit === highest ? 1 : Math.exp(logit - highest)
  }
  const shift = highest + Math.log(sum)
  for (let row = 0; row < count; row++) {
    const logProbability = logProbabilities[row]! - shift
    logProbabilities[row] = logProbability
    probabilities[row] = Math.exp(logProbability)
  }
}

/** Minus the sum of p log p, in natural units. */
export function entropyOf(distribution: Categorical): number {
  let entropy = 0
  for (let row = 0; row < distribution.count; row++) {
    const probability = distribution.probabilities[row]!
    if (probability > 0) entropy -= probability * distribution.logProbabilities[row]!
  }
  return entropy
}

/** A row drawn at random. */
export function sampleFrom(distribution: Categorical, generator: Generator): number {
  const last = distribution.count - 1
  let left = generator.uniform()
  for (let row = 0; row < last; row++) {
    left -= distribution.probabilities[row]!
    if (left < 0) return row
  }
  return last
}
