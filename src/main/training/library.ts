/**
 * What `fairward/learning` gives to other programs: training agents group-robustly in environments of their own. See docs/LEARNING.md.
 */
import { GrpoTrainer as GrpoTrainerOnEngine, type GrpoTrainerOptions as OptionsOnEngine } from '../learning/grpo-trainer.ts'
import type { CpuEngine } from '../neural/engine.ts'
import { createEngine } from './network-engine.ts'

export { createCartPole } from '../environments/cart-pole/cart-pole-environment.ts'
export { checkEnvironment } from '../environments/check-environment.ts'
export type { EnvironmentSpec, EpisodeOutcome, FinishedEpisode, VectorEnvironment } from '../environments/environment.ts'
export { type SingleEnvironment, type StepResult, type VectorisedOptions, vectorised } from '../environments/vectorised.ts'
export { type CartPolePreset, cartPoleOptions, cartPolePresetNames } from '../learning/cart-pole-presets.ts'
export { type Evaluation, evaluateAgent, GreedyAgent } from '../learning/greedy-agent.ts'
export type { AssignGroup, EpisodeSoFar } from '../learning/group-assigner.ts'
export { GrpoAgent, type GrpoAgentOptions } from '../learning/grpo-agent.ts'
export type { TrainingHistory } from '../learning/grpo-trainer.ts'
export type { IterationMetrics } from '../learning/iteration-metrics.ts'
export { PpoTrainer } from '../learning/ppo.ts'
export type { GroupWeighting, PpoOptions } from '../learning/ppo-options.ts'
export type { PpoSetup } from '../learning/trainer-state.ts'
export type { TrainingCallback, TrainingView } from '../learning/training-callback.ts'
export type { CpuEngine } from '../neural/engine.ts'
export { createEngine } from './network-engine.ts'

export type GrpoTrainerOptions = Omit<OptionsOnEngine, 'engine'> & {
  /** Where networks are computed; left out: WebAssembly SIMD on the processor. */
  readonly engine?: CpuEngine
}

/** The trainer of a `GrpoAgent`, on the fastest engine that gives the same bits everywhere. */
export class GrpoTrainer extends GrpoTrainerOnEngine {
  constructor(options: GrpoTrainerOptions) {
    super({ engine: createEngine(), ...options })
  }
}
