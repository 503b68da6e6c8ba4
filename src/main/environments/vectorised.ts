import { KeyedRandom, purposes, type RandomUse } from '../simulation/population/random.ts'
import { ArrayEnvironment } from './array-environment.ts'
import type { CopyRange, EnvironmentSpec, FinishedEpisode, VectorEnvironment } from './environment.ts'

/** What came of one action. */
export interface StepResult {
  readonly observation: ArrayLike<number>
  readonly reward: number
  /** The episode is over for good: nothing follows that could be worth anything. */
  readonly terminated: boolean
  /** The episode is only cut, at a horizon: what would follow is estimated. */
  readonly truncated: boolean
}

/** An environment of one's own, with one decision a step, as Gymnasium has them. */
export interface SingleEnvironment {
  /** Numbers of an observation; usual values should be near 1. */
  readonly observationSize: number
  /** Actions are numbered from 0. */
  readonly actions: number
  /** Begins an episode; all that is random in it must come from this seed, a whole number below 2^32. */
  reset(seed: number): ArrayLike<number>
  step(action: number): StepResult
  /** For each action whether it may be taken now; left out where all may always. */
  allowed?(): readonly boolean[]
}

export interface VectorisedOptions {
  /** Creates one copy. */
  readonly create: () => SingleEnvironment
  readonly count: number
  readonly seed: number
  readonly use?: RandomUse
  /** What the numbers mean, in a word: an agent fits only the environment it was trained on. */
  readonly name: string
}

/**
 * Copies of one's own environment side by side, for a trainer. Each begins its next episode by itself, with a seed of its own. A copy's state is saved as the
 * actions since its episode began, and is found again by taking them, so the same seed and actions must lead to the same place.
 */
export function vectorised(options: VectorisedOptions): VectorEnvironment {
  return new VectorisedEnvironment(options)
}

interface Copy {
  readonly environment: SingleEnvironment
  readonly random: KeyedRandom
  episode: number
  actions: number[]
  return: number
}

class VectorisedEnvironment extends ArrayEnvironment {
  private readonly copies: readonly Copy[]

  constructor({ create, count, seed, use = 'training', name }: VectorisedOptions) {
    const copies = Array.from({ length: count }, (_, copy) => ({
      environment: create(),
      random: new KeyedRandom({ seed, use, replication: copy }),
      episode: 0,
      actions: [],
      return: 0,
    }))
    const { observationSize, actions } = copies[0]!.environment
    const spec: EnvironmentSpec = {
      actions,
      actionFeatures: 0,
      contextFeatures: observationSize,
      criticFeatures: observationSize,
      channels: 1,
      needLevels: 0,
      layout: `${name}: ${observationSize} numbers, ${actions} actions`,
    }
    super(spec, count, 'the context')
    this.copies = copies
    this.mask.fill(1)
    this.reset()
  }

  reset(): void {
    this.finished = []
    this.clearStep()
    for (let copy = 0; copy < this.count; copy++) this.begin(copy, 0)
  }

  step(actions: Int32Array, { from, to }: CopyRange = { from: 0, to: this.count }): void {
    for (let copy = from; copy < to; copy++) {
      const action = actions[copy]!
      if (!(action >= 0 && action < this.spec.actions) || this.mask[copy * this.spec.actions + action] !== 1)
        throw new Error(`action ${action} of copy ${copy} is not allowed; apply the mask`)
      const state = this.copies[copy]!
      const { observation, reward, terminated, truncated } = state.environment.step(action)
      const cut = truncated && !terminated
      state.actions.push(action)
      state.return += reward
      this.rewards[copy] = reward
      this.discounts[copy] = terminated ? 0 : 1
      this.terminated[copy] = terminated ? 1 : 0
      this.truncated[copy] = cut ? 1 : 0
      if (!terminated && !cut) {
        this.show(copy, observation)
        continue
      }
      this.finalCritic.set(observation, copy * this.spec.contextFeatures)
      this.finished.push({ copy, return: state.return, length: state.actions.length, outcome: null })
      this.begin(copy, state.episode + 1)
    }
  }

  saveState(): Uint8Array {
    const copies = this.copies.map(({ episode, actions }) => ({ episode, actions }))
    return new TextEncoder().encode(JSON.stringify({ layout: this.spec.layout, copies, finished: this.finished }))
  }

  restoreState(bytes: Uint8Array): void {
    const saved = JSON.parse(new TextDecoder().decode(bytes)) as SavedState
    if (saved.layout !== this.spec.layout || saved.copies.length !== this.count)
      throw new Error('the saved environment is of another kind or number of copies; resume with what the run was started with')
    this.finished = saved.finished
    this.clearStep()
    saved.copies.forEach(({ episode, actions }, copy) => {
      this.begin(copy, episode)
      const state = this.copies[copy]!
      for (const action of actions) {
        const { observation, reward } = state.environment.step(action)
        state.actions.push(action)
        state.return += reward
        this.show(copy, observation)
      }
    })
  }

  private begin(copy: number, episode: number): void {
    const state = this.copies[copy]!
    state.episode = episode
    state.actions = []
    state.return = 0
    state.random.draw(episode, purposes.episodeStart)
    this.show(copy, state.environment.reset(Math.floor(state.random.first * 2 ** 32)))
  }

  private show(copy: number, observation: ArrayLike<number>): void {
    const { contextFeatures, actions } = this.spec
    if (observation.length !== contextFeatures)
      throw new Error(`an observation has ${observation.length} numbers, and observationSize is ${contextFeatures}`)
    this.context.set(observation, copy * contextFeatures)
    const allowed = this.copies[copy]!.environment.allowed?.()
    if (allowed === undefined) return
    for (let action = 0; action < actions; action++) this.mask[copy * actions + action] = allowed[action] === true ? 1 : 0
  }
}

interface SavedState {
  layout: string
  copies: { episode: number; actions: number[] }[]
  finished: FinishedEpisode[]
}
