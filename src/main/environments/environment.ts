/** Sizes of an environment's arrays, and what an agent trained in it may be used on. */
export interface EnvironmentSpec {
  /** Actions of a decision, most of them masked in most decisions. */
  readonly actions: number
  /** Features of one action, already scaled. */
  readonly actionFeatures: number
  /** Features of a decision shared by all its actions; the learner normalises them. */
  readonly contextFeatures: number
  /** Features the critic sees; the learner normalises them. */
  readonly criticFeatures: number
  /** Reward channels: one for each group. */
  readonly channels: number
  /** Levels of need by which outcomes are told apart. */
  readonly needLevels: number
  /** Fingerprint of the layout of actions and observation, triage and targets: an agent fits only where it is equal. */
  readonly layout: string
}

/**
 * What one finished episode cost, for the agent and for the reference rule on the same patients.
 * Lists are channels x need levels: entry channel * levels + level.
 */
export interface EpisodeOutcome {
  readonly patients: Float64Array
  readonly costSum: Float64Array
  readonly waitSum: Float64Array
  readonly referenceCostSum: Float64Array
  readonly referenceWaitSum: Float64Array
}

/** Several copies of one environment, stepped together. Arrays are written in place and belong to the environment. */
export interface VectorEnvironment {
  readonly spec: EnvironmentSpec
  /** Copies. */
  readonly count: number
  /** count x actions x actionFeatures. */
  readonly actionFeatures: Float32Array
  /** count x contextFeatures. */
  readonly context: Float32Array
  /** count x criticFeatures. */
  readonly critic: Float32Array
  /** count x actions; 1 = allowed. */
  readonly mask: Uint8Array
  /** count x actions; added to the scores. */
  readonly prior: Float32Array
  /** Starts every copy's first episode. */
  reset(): void
  /** One action for each copy, then on to each copy's next decision; a finished episode starts a new one. */
  step(actions: Int32Array): void
  /** count x channels: the reference's cost minus the own cost over the interval, discounted inside it to its start. */
  readonly rewards: Float32Array
  /** count: discount over the interval. */
  readonly discounts: Float32Array
  /** count; 1 = the episode reached its horizon in this step. */
  readonly truncated: Uint8Array
  /** count x criticFeatures: where truncated, the critic's features at the horizon. */
  readonly finalCritic: Float32Array
  /** Outcomes of the episodes that finished since the last call. */
  takeEpisodes(): EpisodeOutcome[]
  saveState(): Uint8Array
  restoreState(state: Uint8Array): void
}
