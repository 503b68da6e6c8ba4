import type { VectorEnvironment } from '../environments/environment.ts'
import type { CpuEngine } from '../neural/engine.ts'
import { decodeCheckpoint } from './checkpoint.ts'
import { type Evaluation, evaluateAgent, GreedyAgent } from './greedy-agent.ts'
import { type LearnedPolicy, learnedPolicy } from './learned-policy.ts'
import { isDirect } from './networks.ts'

export interface GrpoAgentOptions {
  /** Lambda: 0 minds the mean only, 1 only the group with the largest loss. */
  readonly groupRobustnessWeight?: number
  /** The probability ratio is clipped to 1 - epsClip .. 1 + epsClip. */
  readonly epsClip?: number
  /** Discount per decision. */
  readonly gamma?: number
  /** Learning rate of policy and critic; it stays the same. */
  readonly lr?: number
  /** Units of the hidden layers, of policy and critic. */
  readonly hidden?: readonly number[]
  readonly seed?: number
}

interface Learned extends LearnedPolicy {
  readonly checkpoint: Uint8Array
  readonly engine: CpuEngine
}

/** An agent that learns group-robustly: what it is to mind, and after a `GrpoTrainer` what it has learned. */
export class GrpoAgent {
  readonly options: Required<GrpoAgentOptions>
  private learned: Learned | null = null

  constructor(options: GrpoAgentOptions = {}) {
    this.options = {
      groupRobustnessWeight: 0.1,
      epsClip: 0.2,
      gamma: 0.99,
      lr: 3e-4,
      hidden: [64, 64],
      seed: 1,
      ...options,
    }
  }

  /** Whether it has been trained. */
  get isTrained(): boolean {
    return this.learned !== null
  }

  /**
   * The likeliest action where this is seen; of those allowed, where `allowed` says for each action whether it is. Logits that an environment adds to the
   * scores (`prior`) are not known here; `evaluate` minds them. Throws before training.
   */
  act(observation: ArrayLike<number>, allowed?: readonly boolean[]): number {
    const { network, normaliser } = this.known()
    const { inputs, layers } = network.spec
    if (observation.length !== inputs)
      throw new Error(`This agent looks at ${inputs} numbers, and was shown ${observation.length}.`)
    const input = Float32Array.from(observation)
    normaliser.apply(input, 0, input, 0)
    const scores = network.forward(input, 1)
    let best = -1
    for (let action = 0; action < layers.at(-1)!.units; action++)
      if (allowed?.[action] !== false && (best < 0 || scores[action]! > scores[best]!)) best = action
    if (best < 0) throw new Error('No action is allowed.')
    return best
  }

  /** Plays the first episode of every copy of an environment like the one it was trained on, always taking the likeliest action. */
  evaluate(environment: VectorEnvironment): Evaluation {
    const { checkpoint, engine } = this.known()
    const agent = new GreedyAgent(checkpoint, environment, engine)
    try {
      environment.reset()
      return evaluateAgent(agent, environment)
    } finally {
      agent.dispose()
    }
  }

  /** What it has learned, and all that is needed to go on learning, as bytes. Throws before training. */
  save(): Uint8Array {
    return this.known().checkpoint.slice()
  }

  /** Takes over what was saved. Throws a sentence where the bytes are foreign or damaged, or of an agent that scores actions by features of theirs. */
  load(checkpoint: Uint8Array, engine: CpuEngine): void {
    const decoded = decodeCheckpoint(checkpoint)
    if (!isDirect(decoded.header.sizes))
      throw new Error(
        'This agent chooses among actions by features of theirs, which a GrpoAgent does not see. Use one trained on an environment without action features.',
      )
    const policy = learnedPolicy(decoded, engine)
    this.learned?.network.dispose()
    this.learned = { ...policy, checkpoint, engine }
  }

  private known(): Learned {
    if (this.learned === null) throw new Error('This agent has not been trained. Train it with a GrpoTrainer first.')
    return this.learned
  }
}
