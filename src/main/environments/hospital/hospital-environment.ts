import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { WaitingCost } from '../../simulation/hospital/cost.ts'
import { compileScenario } from '../../simulation/hospital/hospital-model.ts'
import { builtInRule } from '../../simulation/hospital/rules.ts'
import type { RandomUse } from '../../simulation/population/random.ts'
import { ArrayEnvironment } from '../array-environment.ts'
import type { CopyRange, EnvironmentSpec, VectorEnvironment } from '../environment.ts'
import { Episode } from './episode.ts'
import { HospitalObserver } from './observation.ts'
import { decodeState, encodeState } from './saved-state.ts'

/** A day: who is deferred now is charged for it soon enough to be learned from. */
const discountConstantMinutes = 1440
const emptyEpisodesAllowed = 200
/**
 * The more hospitals take turns, the more each step costs: different patients take different ways through the program, which the processor foresees the
 * worse the more often it changes between them.
 */
export const hospitalsSideBySide = 2

export interface HospitalEnvironmentOptions {
  scenario: Scenario
  seed: number
  /** Copies that run side by side. */
  count: number
  use?: RandomUse
  /** The agent does not see groups. */
  groupBlind?: boolean
}

/** Several copies of a hospital in which the agent decides which class of patients (group x assigned acuity) starts care next. */
export function createHospitalEnvironment(options: HospitalEnvironmentOptions): VectorEnvironment {
  return new HospitalEnvironment(options)
}

/**
 * The reward of a channel is what strict acuity would have cost its group over the same time with the same patients, less what the agent's
 * hospital cost. The reference does not depend on the agent, so this takes noise out and leaves the best policy as it is. A hospital never
 * comes to an end: `terminated` is always 0.
 */
class HospitalEnvironment extends ArrayEnvironment {
  private readonly seed: number
  private readonly use: RandomUse
  private readonly observer: HospitalObserver
  private readonly episodes: Episode[]
  private readonly episodeNumbers: Int32Array
  /** Actions since the present episode's start: with the episode's number they are the copy's whole state. */
  private readonly actionLogs: number[][]
  /** Rewards since the present episode's start. */
  private readonly returns: Float64Array

  constructor({ scenario, seed, count, use = 'training', groupBlind = false }: HospitalEnvironmentOptions) {
    const model = compileScenario(scenario)
    const rule = builtInRule('acuity', model)
    const cost = new WaitingCost(scenario)
    const observer = new HospitalObserver(model, groupBlind)
    const { action, context, state } = observer.names
    const spec: EnvironmentSpec = {
      actions: model.classes,
      actionFeatures: observer.actionFeatures,
      contextFeatures: observer.contextFeatures,
      criticFeatures: 2 * observer.stateFeatures,
      channels: model.groups,
      needLevels: acuityLevels,
      layout: observer.layout,
      names: {
        action,
        context,
        critic: [...state, ...state.map((name) => `reference: ${name}`)],
        channels: scenario.groups.map((group) => group.id),
      },
    }
    super(spec, count, 'its own', Math.min(count, hospitalsSideBySide))
    this.seed = seed
    this.use = use
    this.observer = observer
    this.episodes = Array.from({ length: count }, () => new Episode(model, rule, cost, observer, discountConstantMinutes))
    this.episodeNumbers = new Int32Array(count)
    this.returns = new Float64Array(count)
    this.actionLogs = Array.from({ length: count }, () => [])
    for (let copy = 0; copy < count; copy++) observer.writeLabels(this, copy)
    this.reset()
  }

  reset(): void {
    this.finished = []
    this.clearStep()
    for (let copy = 0; copy < this.count; copy++) {
      this.startEpisode(copy, 0)
      this.observe(copy)
    }
  }

  step(actions: Int32Array, { from, to }: CopyRange = { from: 0, to: this.count }): void {
    const { channels } = this.spec
    // Each part for all copies, so that the processor has its program at hand.
    for (let copy = from; copy < to; copy++) {
      this.act(copy, actions[copy]!)
      this.truncated[copy] = this.episodes[copy]!.toNextDecision() ? 0 : 1
    }
    for (let copy = from; copy < to; copy++) {
      const episode = this.episodes[copy]!
      this.discounts[copy] = episode.endInterval()
      for (let channel = 0; channel < channels; channel++) {
        const reward = episode.referenceCost.byGroup[channel]! - episode.ownCost.byGroup[channel]!
        this.rewards[copy * channels + channel] = reward
        this.returns[copy] = this.returns[copy]! + reward
      }
      if (this.truncated[copy] === 0) episode.beginInterval()
      else {
        this.observeAtHorizon(copy)
        const length = this.actionLogs[copy]!.length
        this.finished.push({ copy, return: this.returns[copy]!, length, outcome: episode.outcome() })
        this.startEpisode(copy, this.episodeNumbers[copy]! + 1)
      }
    }
    for (let copy = from; copy < to; copy++) this.observe(copy)
  }

  saveState(): Uint8Array {
    return encodeState({
      layout: this.spec.layout,
      seed: this.seed,
      use: this.use,
      copies: this.actionLogs.map((actions, copy) => ({
        episode: this.episodeNumbers[copy]!,
        return: this.returns[copy]!,
        actions: [...actions],
      })),
      finished: this.finished,
    })
  }

  restoreState(bytes: Uint8Array): void {
    const state = decodeState(bytes)
    if (
      state.layout !== this.spec.layout ||
      state.seed !== this.seed ||
      state.use !== this.use ||
      state.copies.length !== this.count
    )
      throw new Error(
        'the saved environment belongs to another scenario, seed or number of copies; resume with what the run was started with',
      )
    this.finished = state.finished
    this.clearStep()
    state.copies.forEach(({ episode, actions, return: sum }, copy) => {
      this.startEpisode(copy, episode)
      this.returns[copy] = sum
      for (const action of actions) {
        this.observe(copy)
        this.act(copy, action)
        if (!this.episodes[copy]!.toNextDecision())
          throw new Error('the saved environment does not fit this version of the simulation; start the run again')
        this.episodes[copy]!.beginInterval()
      }
      this.observe(copy)
    })
  }

  private act(copy: number, action: number): void {
    const isClass = action >= 0 && action < this.spec.actions
    if (!isClass || this.mask[copy * this.spec.actions + action] !== 1)
      throw new Error(`action ${action} of copy ${copy} is not allowed: nobody of that class is waiting; apply the mask`)
    this.actionLogs[copy]!.push(action)
    this.episodes[copy]!.own.startCare(action)
  }

  /** Begins this episode, or the next one after it that holds a decision. */
  private startEpisode(copy: number, first: number): void {
    this.actionLogs[copy] = []
    this.returns[copy] = 0
    for (let number = first; number < first + emptyEpisodesAllowed; number++) {
      this.episodeNumbers[copy] = number
      const key = { seed: this.seed, use: this.use, replication: number * this.count + copy }
      if (this.episodes[copy]!.begin(key, number === 0)) return
    }
    throw new Error(
      `in ${emptyEpisodesAllowed} episodes there was never a choice between two classes of patients; there is nothing to learn in this scenario`,
    )
  }

  private observe(copy: number): void {
    const { own, reference } = this.episodes[copy]!
    const offset = copy * this.spec.criticFeatures
    this.observer.writeDecisionAndState(own, this, copy, this.critic, offset)
    this.observer.writeReference(reference, this.critic, offset + this.observer.stateFeatures)
  }

  private observeAtHorizon(copy: number): void {
    const { own, reference } = this.episodes[copy]!
    const offset = copy * this.spec.criticFeatures
    this.observer.writeState(own, this.finalCritic, offset)
    this.observer.writeReference(reference, this.finalCritic, offset + this.observer.stateFeatures)
  }
}
