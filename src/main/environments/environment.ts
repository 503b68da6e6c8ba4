/** Sizes of what an environment shows and asks, and a fingerprint of what it means. */
export interface EnvironmentSpec {
  /** Choices at a decision, allowed or not. */
  actions: number
  /** Numbers that describe one choice, by which one network scores them all; 0 where choices are known by their place only. */
  actionFeatures: number
  /** Numbers that all choices share. */
  contextFeatures: number
  /** Numbers that only the critic sees. */
  criticFeatures: number
  /** Cost channels: one reward each. */
  channels: number
  /** Levels of need by which outcomes are told apart; 0 where episodes have no outcome. */
  needLevels: number
  /** Meaning of every action, number and channel. A network fits only the layout it was trained on. */
  layout: string
  /** What the numbers are called, in the order of their arrays. */
  names?: { action: string[]; context: string[]; critic: string[]; channels: string[] }
}

/**
 * Sums of one finished episode over the patients that arrived after its warm-up, by group and true acuity at arrival (row
 * `group * 5 + acuity`, acuity from 0). Costs are undiscounted; patients still waiting at the end are counted.
 */
export interface EpisodeOutcome {
  readonly patients: Float64Array
  readonly costSum: Float64Array
}

/** An episode that has come to its end or its horizon. */
export interface FinishedEpisode {
  /** The copy that played it. */
  readonly copy: number
  /** Rewards as the agent got them, summed over decisions and channels. */
  readonly return: number
  /** Decisions. */
  readonly length: number
  readonly outcome: EpisodeOutcome | null
}

/** Copies from `from` up to `to`, which is not among them. */
export interface CopyRange {
  readonly from: number
  readonly to: number
}

/**
 * Several copies of an environment that stand at a decision each. All arrays are written in place by `reset`, `step` and `restoreState`;
 * their identity never changes. Time between decisions varies, so every step has its own discount.
 */
export interface VectorEnvironment {
  readonly spec: EnvironmentSpec
  readonly count: number
  /** Copies that a rollout takes through all its steps before it turns to the next ones; the results of a training depend on it. */
  readonly copiesSideBySide: number
  /** copies x actions x actionFeatures. */
  readonly actionFeatures: Float32Array
  /** copies x contextFeatures; not normalised. */
  readonly context: Float32Array
  /** copies x criticFeatures; not normalised. */
  readonly critic: Float32Array
  /** copies x actions: 1 allowed, 0 not. At least two are allowed. */
  readonly mask: Uint8Array
  /** copies x actions: logits of a built-in rule, at most 0; 0 where not allowed. */
  readonly prior: Float32Array
  /** copies x channels, of the last step: discounted to the step's start. */
  readonly rewards: Float32Array
  /** copies: what a value at the end of the last step counts at its start; 0 where the episode is over. */
  readonly discounts: Float32Array
  /** copies: 1 where the last step ended at the horizon. The episode was cut, not over: bootstrap from `finalCritic`. */
  readonly truncated: Uint8Array
  /** copies: 1 where the last step ended the episode for good: nothing follows that could be worth anything. */
  readonly terminated: Uint8Array
  /** copies x criticFeatures: what the critic saw at the horizon; only valid where truncated. */
  readonly finalCritic: Float32Array
  /** Starts every copy's first episode. */
  reset(): void
  /**
   * Carries out one action per copy and goes on to each copy's next decision; a copy whose episode ended begins its next one. With a range, only its
   * copies take their action (at their place in `actions`), and all else stays as it is.
   */
  step(actions: Int32Array, copies?: CopyRange): void
  /** Episodes finished since the last call. */
  takeEpisodes(): FinishedEpisode[]
  /** The present decision of every copy as bytes. Rewards of the last step are not part of it. */
  saveState(): Uint8Array
  /** Goes on from saved bytes as if nothing had happened. Throws where they belong to another environment. */
  restoreState(bytes: Uint8Array): void
}
