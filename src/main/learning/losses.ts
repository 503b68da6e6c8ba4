import { type Categorical, entropyOf, setCategorical } from './categorical.ts'

/** Decisions side by side: the rows of decision d are `rowStart[d]` to `rowStart[d + 1]`, one for each allowed action. */
export interface PolicyBatch {
  readonly decisions: number
  readonly rowStart: Int32Array
  /** Rows: what is added to the scores. */
  readonly prior: Float32Array
  /** The row taken in each decision, counted from the decision's first. */
  readonly chosen: Int32Array
  /** Log-probability of that row when it was taken. */
  readonly oldLogProbability: Float64Array
  readonly advantage: Float64Array
  /** What each decision's surrogate counts; 1 usually. */
  readonly weight: Float64Array
  /** Written: each decision's surrogate, unweighted. */
  readonly loss: Float64Array
}

/** Sums over a batch; divide by its decisions. */
export interface PolicyLoss {
  /** The clipped surrogate, without the entropy bonus. */
  loss: number
  entropy: number
  /** Estimate of KL(old, new) that is never negative: ratio - 1 - log(ratio). */
  approxKl: number
  /** Decisions whose ratio left the clipping range. */
  clipped: number
}

/**
 * The clipped surrogate of "Proximal Policy Optimization Algorithms" (Schulman and others), less an entropy bonus.
 *
 * loss = sum over decisions of weight x -min(r A, clip(r, 1 - clip, 1 + clip) A) - entropyBonus x H, with r the new over the old
 * probability of the action taken. Writes the gradient by the scores to `gradient` (rows) and gives the sums.
 */
export function policyLoss(
  scores: Float32Array,
  batch: PolicyBatch,
  options: { readonly clip: number; readonly entropyBonus: number },
  distribution: Categorical,
  gradient: Float32Array,
): PolicyLoss {
  const { clip, entropyBonus } = options
  const { logProbabilities, probabilities } = distribution
  const sums: PolicyLoss = { loss: 0, entropy: 0, approxKl: 0, clipped: 0 }
  for (let decision = 0; decision < batch.decisions; decision++) {
    const from = batch.rowStart[decision]!
    const count = batch.rowStart[decision + 1]! - from
    setCategorical(distribution, scores, batch.prior, from, count)
    const chosen = batch.chosen[decision]!
    const advantage = batch.advantage[decision]!
    const weight = batch.weight[decision]!
    const logRatio = logProbabilities[chosen]! - batch.oldLogProbability[decision]!
    const ratio = Math.exp(logRatio)
    const free = ratio * advantage
    const held = Math.min(Math.max(ratio, 1 - clip), 1 + clip) * advantage
    const worse = Math.min(free, held)
    const entropy = entropyOf(distribution)
    batch.loss[decision] = -worse
    sums.loss -= weight * worse
    sums.entropy += entropy
    sums.approxKl += ratio - 1 - logRatio
    if (Math.abs(ratio - 1) > clip) sums.clipped += 1
    // By the log-probability of the action taken: -ratio x advantage, or 0 where the clipped side is the smaller one.
    const pull = free <= held ? -(weight * free) : 0
    for (let row = 0; row < count; row++) {
      const probability = probabilities[row]!
      const bySurrogate = pull * ((row === chosen ? 1 : 0) - probability)
      const byEntropy = probability > 0 ? probability * (logProbabilities[row]! + entropy) : 0
      gradient[from + row] = bySurrogate + entropyBonus * byEntropy
    }
  }
  return sums
}

/** Half the squared error summed over `count` values; writes its gradient by the values. */
export function valueLoss(values: Float32Array, returns: Float32Array, count: number, gradient: Float32Array): number {
  let loss = 0
  for (let at = 0; at < count; at++) {
    const error = values[at]! - returns[at]!
    loss += 0.5 * error * error
    gradient[at] = error
  }
  return loss
}

/**
 * The same with values held within `clip` of what they were: the larger of the free and the held squared error counts, so that a value which has gone
 * too far towards its return is not drawn further.
 */
export function clippedValueLoss(
  values: Float32Array,
  returns: Float32Array,
  count: number,
  gradient: Float32Array,
  old: { readonly values: Float32Array; readonly clip: number },
): number {
  let loss = 0
  for (let at = 0; at < count; at++) {
    const moved = values[at]! - old.values[at]!
    const free = values[at]! - returns[at]!
    const held = old.values[at]! + Math.min(Math.max(moved, -old.clip), old.clip) - returns[at]!
    const isHeld = Math.abs(moved) > old.clip && held * held > free * free
    loss += 0.5 * Math.max(free * free, held * held)
    gradient[at] = isHeld ? 0 : free
  }
  return loss
}
