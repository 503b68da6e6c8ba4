import { ArrayEnvironment } from '../../src/main/environments/array-environment.ts'
import type { CopyRange, EnvironmentSpec, FinishedEpisode } from '../../src/main/environments/environment.ts'
import { Generator } from '../../src/main/neural/generator.ts'

export interface ProbeOptions {
  readonly count: number
  readonly seed: number
  /** Steps between the right choice and its reward; 0: at once. */
  readonly delay?: number
  /** Reward of each channel for the action matching the cue. */
  readonly rewards?: readonly [number, number]
  readonly layout?: string
  /** From this step on rewards are NaN. */
  readonly brokenFrom?: number
  /** All, unless given. */
  readonly copiesSideBySide?: number
}

const actions = 4
const horizon = 16

/**
 * A probe with a known answer: the context shows a cue 0-3, and the action of that number is right. One other action is
 * masked each time. Each copy's state is its place in the episode and its generator.
 */
export class ProbeEnvironment extends ArrayEnvironment {
  /** Times a masked action was taken. */
  maskedTaken = 0
  /** Right choices since last asked. */
  right = 0
  private readonly options: ProbeOptions
  private readonly generator: Generator
  /** Copies: step of the episode, cue; then for each copy the rewards on their way. */
  private readonly state: Float64Array
  private readonly width: number
  private finishedEpisodes = 0

  constructor(options: ProbeOptions) {
    const { count } = options
    const spec: EnvironmentSpec = {
      actions,
      actionFeatures: actions,
      contextFeatures: actions,
      criticFeatures: actions + 1,
      channels: 2,
      needLevels: 2,
      layout: options.layout ?? 'probe',
    }
    super(spec, count, 'its own', options.copiesSideBySide)
    this.options = options
    this.generator = new Generator(options.seed, 99)
    this.width = 2 + (options.delay ?? 0)
    this.state = new Float64Array(1 + count * this.width)
  }

  reset(): void {
    for (let copy = 0; copy < this.count; copy++) {
      this.state[1 + copy * this.width] = copy % horizon
      this.draw(copy)
    }
  }

  step(chosen: Int32Array, { from, to }: CopyRange = { from: 0, to: this.count }): void {
    const { delay = 0, rewards = [1, 1], brokenFrom = Number.POSITIVE_INFINITY } = this.options
    this.state[0] = this.state[0]! + 1
    for (let copy = from; copy < to; copy++) {
      const base = 1 + copy * this.width
      if (this.mask[copy * actions + chosen[copy]!] === 0) this.maskedTaken += 1
      const hit = chosen[copy] === this.state[base + 1] ? 1 : 0
      this.right += hit
      // The newest joins the queue of rewards on their way; the oldest is paid out.
      const queue = this.state.subarray(base + 2, base + this.width)
      const paid = delay === 0 ? hit : queue[0]!
      if (delay > 0) {
        queue.copyWithin(0, 1)
        queue[delay - 1] = hit
      }
      this.rewards[copy * 2] = this.state[0]! >= brokenFrom ? Number.NaN : rewards[0] * paid
      this.rewards[copy * 2 + 1] = rewards[1] * paid
      this.discounts[copy] = 0.9
      const place = this.state[base]! + 1
      this.truncated[copy] = place === horizon ? 1 : 0
      this.state[base] = place % horizon
      this.draw(copy)
      if (place === horizon) {
        this.finalCritic.set(this.critic.subarray(copy * (actions + 1), (copy + 1) * (actions + 1)), copy * (actions + 1))
        this.finishedEpisodes += 1
      }
    }
  }

  override takeEpisodes(): FinishedEpisode[] {
    const episodes = this.finishedEpisodes
    this.finishedEpisodes = 0
    // Patients of channel 1 cost three times those of channel 0, at equal need.
    return Array.from({ length: episodes }, () => ({
      copy: 0,
      return: 0,
      length: horizon,
      outcome: { patients: Float64Array.of(10, 5, 5, 10), costSum: Float64Array.of(10, 10, 15, 60) },
    }))
  }

  saveState(): Uint8Array {
    const words = Float64Array.of(this.finishedEpisodes, ...this.generator.saveState(), ...this.state, ...this.mask)
    return new Uint8Array(words.buffer)
  }

  restoreState(bytes: Uint8Array): void {
    const words = new Float64Array(bytes.slice().buffer)
    this.finishedEpisodes = words[0]!
    this.generator.restoreState(Uint32Array.from(words.subarray(1, 5)))
    this.state.set(words.subarray(5, 5 + this.state.length))
    this.mask.set(words.subarray(5 + this.state.length))
    for (let copy = 0; copy < this.count; copy++) this.show(copy)
  }

  private draw(copy: number): void {
    const cue = this.generator.next() % actions
    this.state[1 + copy * this.width + 1] = cue
    const masked = (cue + 1 + (this.generator.next() % (actions - 1))) % actions
    for (let action = 0; action < actions; action++) this.mask[copy * actions + action] = action === masked ? 0 : 1
    this.show(copy)
  }

  private show(copy: number): void {
    const cue = this.state[1 + copy * this.width + 1]!
    for (let action = 0; action < actions; action++) {
      this.context[copy * actions + action] = action === cue ? 1 : 0
      this.critic[copy * (actions + 1) + action] = action === cue ? 1 : 0
      for (let feature = 0; feature < actions; feature++)
        this.actionFeatures[(copy * actions + action) * actions + feature] = action === feature ? 1 : 0
    }
    const onTheWay = this.state.subarray(1 + copy * this.width + 2, 1 + (copy + 1) * this.width)
    this.critic[copy * (actions + 1) + actions] = onTheWay.reduce((sum, hit) => sum + hit, 0)
  }
}
