import type { VectorEnvironment } from '../environments/environment.ts'
import type { IterationMetrics } from './iteration-metrics.ts'

/** What a callback is shown of the training. */
export interface TrainingView {
  readonly environment: VectorEnvironment
  /** Iterations and decisions learned from so far. */
  readonly iteration: number
  readonly decisions: number
}

/** Called while an agent trains, at the places and by the names that Stable-Baselines3 has. All are optional; false stops the training. */
export interface TrainingCallback {
  onTrainingStart?(training: TrainingView): unknown
  onRolloutStart?(training: TrainingView): unknown
  /** After each step of copies that go side by side: `environment` holds its rewards and the next decisions. After false nothing is learned from the decisions since the last iteration. */
  onStep?(training: TrainingView): boolean | undefined
  /** Before anything is learned from them. */
  onRolloutEnd?(training: TrainingView): unknown
  /** After an iteration. */
  onUpdate?(metrics: IterationMetrics): boolean | undefined
  onTrainingEnd?(training: TrainingView): unknown
}
