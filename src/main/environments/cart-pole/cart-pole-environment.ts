import { KeyedRandom, purposes, type RandomUse } from '../../simulation/population/random.ts'
import { ArrayEnvironment } from '../array-environment.ts'
import type { CopyRange, EnvironmentSpec, VectorEnvironment } from '../environment.ts'
import { push, stateNumbers } from './dynamics.ts'

const actions = 2
/** Steps after which an episode is cut. */
const horizonSteps = 500
/** States begin within this much of 0. */
const startRange = 0.05
/** Raised whenever the bytes of a saved state change their meaning. */
const stateVersion = 1

export interface CartPoleOptions {
  seed: number
  /** Copies that run side by side. */
  count: number
  use?: RandomUse
}

/**
 * CartPole-v1: keep a pole upright on a cart by pushing it to the left (0) or right (1). Every step gives 1, the last one too; an episode is over
 * when the cart is more than 2.4 m from the middle or the pole more than 12 degrees from upright, and cut after 500 steps. Known to everybody who
 * trains agents, so a trainer can be held against others.
 */
export function createCartPole(options: CartPoleOptions): VectorEnvironment {
  return new CartPoleEnvironment(options)
}

const spec: EnvironmentSpec = {
  actions,
  actionFeatures: 0,
  contextFeatures: stateNumbers,
  criticFeatures: stateNumbers,
  channels: 1,
  needLevels: 0,
  layout: 'cart-pole 1',
  names: {
    action: [],
    context: ['position', 'velocity', 'angle', 'turning'],
    critic: ['position', 'velocity', 'angle', 'turning'],
    channels: ['upright'],
  },
}

class CartPoleEnvironment extends ArrayEnvironment {
  private readonly seed: number
  private readonly use: RandomUse
  private readonly states: Float64Array
  private readonly steps: Int32Array
  private readonly episodeNumbers: Int32Array
  private readonly randoms: KeyedRandom[]

  constructor({ seed, count, use = 'training' }: CartPoleOptions) {
    super(spec, count, 'the context')
    this.seed = seed
    this.use = use
    this.mask.fill(1)
    this.states = new Float64Array(count * stateNumbers)
    this.steps = new Int32Array(count)
    this.episodeNumbers = new Int32Array(count)
    this.randoms = Array.from({ length: count }, (_, copy) => new KeyedRandom({ seed, use, replication: copy }))
    this.reset()
  }

  reset(): void {
    this.finished = []
    this.clearStep()
    for (let copy = 0; copy < this.count; copy++) this.begin(copy, 0)
    this.context.set(this.states)
  }

  step(chosen: Int32Array, { from, to }: CopyRange = { from: 0, to: this.count }): void {
    for (let copy = from; copy < to; copy++) {
      const action = chosen[copy]!
      if (action !== 0 && action !== 1) throw new Error(`action ${action} of copy ${copy} is not allowed: 0 pushes left, 1 right`)
      const fell = push(this.states, copy * stateNumbers, action)
      const length = this.steps[copy]! + 1
      const cut = !fell && length === horizonSteps
      this.steps[copy] = length
      this.rewards[copy] = 1
      this.discounts[copy] = fell ? 0 : 1
      this.terminated[copy] = fell ? 1 : 0
      this.truncated[copy] = cut ? 1 : 0
      if (!fell && !cut) continue
      this.finalCritic.set(this.states.subarray(copy * stateNumbers, (copy + 1) * stateNumbers), copy * stateNumbers)
      this.finished.push({ copy, return: length, length, outcome: null })
      this.begin(copy, this.episodeNumbers[copy]! + 1)
    }
    this.context.set(this.states.subarray(from * stateNumbers, to * stateNumbers), from * stateNumbers)
  }

  saveState(): Uint8Array {
    const finished = this.finished.flatMap(({ copy, length }) => [copy, length])
    const head = [stateVersion, this.seed, uses.indexOf(this.use), this.count]
    return new Uint8Array(Float64Array.of(...head, ...this.episodeNumbers, ...this.steps, ...this.states, ...finished).buffer)
  }

  restoreState(bytes: Uint8Array): void {
    const { count } = this
    const head = [stateVersion, this.seed, uses.indexOf(this.use), count]
    const numbers = new Float64Array(bytes.slice(0, bytes.length - (bytes.length % 8)).buffer)
    const finishedNumbers = bytes.length / 8 - head.length - count * (2 + stateNumbers)
    const isWhole = finishedNumbers >= 0 && finishedNumbers % 2 === 0
    if (!isWhole || head.some((value, at) => value !== numbers[at]))
      throw new Error(
        'the saved environment is damaged, or belongs to another seed or number of copies; resume with what the run was started with',
      )
    let at = head.length
    const take = (length: number) => {
      at += length
      return numbers.subarray(at - length, at)
    }
    this.episodeNumbers.set(take(count))
    this.steps.set(take(count))
    this.states.set(take(count * stateNumbers))
    const finished = numbers.subarray(at)
    this.finished = Array.from({ length: finished.length / 2 }, (_, index) => {
      const length = finished[2 * index + 1]!
      return { copy: finished[2 * index]!, return: length, length, outcome: null }
    })
    this.clearStep()
    this.context.set(this.states)
  }

  private begin(copy: number, episode: number): void {
    this.episodeNumbers[copy] = episode
    this.steps[copy] = 0
    const random = this.randoms[copy]!
    for (let pair = 0; pair < stateNumbers; pair += 2) {
      const at = copy * stateNumbers + pair
      random.draw(2 * episode + pair / 2, purposes.episodeStart)
      this.states[at] = (2 * random.first - 1) * startRange
      this.states[at + 1] = (2 * random.second - 1) * startRange
    }
  }
}

const uses: readonly RandomUse[] = ['training', 'development', 'confirmation']
