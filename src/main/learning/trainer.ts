import type { RunMetrics } from '../../shared/run.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { NeuralEngine } from '../neural/engine.ts'
import type { PpoOptions } from './ppo-options.ts'

/** What an iteration tells; whoever runs the trainer adds the timing from its clock. */
export type IterationMetrics = Omit<RunMetrics, 'stepsPerSecond' | 'elapsedSeconds'>

export interface PpoTrainerOptions {
  /** Created with `options.environments` copies and a seed; the trainer resets or restores it. */
  readonly environment: VectorEnvironment
  readonly engine: NeuralEngine
  readonly options: PpoOptions
  /** What the agent is trained on, as a word for people; kept in the checkpoint. */
  readonly scenario?: string
  /** Goes on from here; the options must be the same. */
  readonly checkpoint?: Uint8Array
}

/** Proximal policy optimisation with one critic output per channel and group-robust weights. */
export class PpoTrainer {
  iteration = 0
  decisions = 0
  constructor(setup: PpoTrainerOptions) {
    throw new Error(`not built yet: ${setup.environment.count}`)
  }
  get finished(): boolean {
    return true
  }
  iterate(): IterationMetrics {
    throw new Error('not built yet')
  }
  checkpoint(): Uint8Array {
    throw new Error('not built yet')
  }
  dispose(): void {}
}
