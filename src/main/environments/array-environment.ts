import type { CopyRange, EnvironmentSpec, FinishedEpisode, VectorEnvironment } from './environment.ts'

/** What all environments have in common: the arrays that their spec and number of copies call for, and the episodes to be taken. */
export abstract class ArrayEnvironment implements VectorEnvironment {
  readonly spec: EnvironmentSpec
  readonly count: number
  readonly copiesSideBySide: number
  readonly actionFeatures: Float32Array
  readonly context: Float32Array
  readonly critic: Float32Array
  readonly mask: Uint8Array
  readonly prior: Float32Array
  readonly rewards: Float32Array
  readonly discounts: Float32Array
  readonly truncated: Uint8Array
  readonly terminated: Uint8Array
  readonly finalCritic: Float32Array
  /** Since they were last taken. */
  protected finished: FinishedEpisode[] = []

  /**
   * @param criticSees what the policy sees, in the very same array, or numbers of its own
   * @param copiesSideBySide all, as usual, unless fewer cost less
   */
  constructor(
    spec: EnvironmentSpec,
    count: number,
    criticSees: 'the context' | 'its own' = 'its own',
    copiesSideBySide: number = count,
  ) {
    const { actions, actionFeatures, contextFeatures, criticFeatures, channels } = spec
    this.spec = spec
    this.count = count
    this.copiesSideBySide = copiesSideBySide
    this.actionFeatures = new Float32Array(count * actions * actionFeatures)
    this.context = new Float32Array(count * contextFeatures)
    this.critic = criticSees === 'the context' ? this.context : new Float32Array(count * criticFeatures)
    this.mask = new Uint8Array(count * actions)
    this.prior = new Float32Array(count * actions)
    this.rewards = new Float32Array(count * channels)
    this.discounts = new Float32Array(count).fill(1)
    this.truncated = new Uint8Array(count)
    this.terminated = new Uint8Array(count)
    this.finalCritic = new Float32Array(count * criticFeatures)
  }

  abstract reset(): void
  abstract step(actions: Int32Array, copies?: CopyRange): void
  abstract saveState(): Uint8Array
  abstract restoreState(bytes: Uint8Array): void

  takeEpisodes(): FinishedEpisode[] {
    const taken = this.finished
    this.finished = []
    return taken
  }

  /** Forgets the last step, where a first one is still to come. */
  protected clearStep(): void {
    this.rewards.fill(0)
    this.discounts.fill(1)
    this.truncated.fill(0)
    this.terminated.fill(0)
  }
}
