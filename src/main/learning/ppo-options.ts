/** Everything that decides a training run besides the environment. Plain data: it is stored in the checkpoint. */
export interface PpoOptions {
  readonly seed: number
  /** Copies of the environment; create the environment with this many. */
  readonly environments: number
  /** Decisions of each copy in one iteration. */
  readonly stepsPerIteration: number
  readonly iterations: number
  /** Lambda of the group-robust weights; 0 is plain PPO on the sum of all channels. */
  readonly fairnessWeight: number
  readonly epochs: number
  /** Decisions in one gradient step. */
  readonly minibatchDecisions: number
  /** At the first iteration; both fall in a line to 0 at the end. */
  readonly learningRate: number
  readonly criticLearningRate: number
  readonly adamEpsilon: number
  /** The probability ratio is clipped to 1 - clip .. 1 + clip. */
  readonly clip: number
  readonly entropyBonus: number
  /** Lambda of generalised advantage estimation, per decision. */
  readonly advantageLambda: number
  /** No further epoch once the mean KL divergence of the last one is above this. */
  readonly klLimit: number
  readonly maximumGradientNorm: number
  /** Units of the hidden tanh layers, of the policy's scorer and of the critic. */
  readonly policyUnits: readonly number[]
  readonly criticUnits: readonly number[]
  /** Observation normalisers stop learning after this many iterations. */
  readonly observationIterations: number
  /** The reward scale stops changing after this many iterations. */
  readonly rewardIterations: number
}
