import type { TrainingOptions } from '../../shared/run.ts'
import type { PpoOptions } from './ppo-options.ts'

/** From what a user asks for (decisions, seed, fairness weight) to everything the trainer needs. */
export function planTraining(options: TrainingOptions): PpoOptions {
  const environments = options.decisions < 20_000 ? 8 : 32
  const stepsPerIteration = options.decisions < 20_000 ? 64 : options.decisions < 600_000 ? 128 : 512
  const iterations = Math.ceil(options.decisions / (environments * stepsPerIteration))
  return {
    seed: options.seed,
    environments,
    stepsPerIteration,
    iterations,
    fairnessWeight: options.fairnessWeight,
    epochs: 4,
    minibatchDecisions: Math.min(2048, (environments * stepsPerIteration) / 4),
    learningRate: 1e-3,
    criticLearningRate: 1e-3,
    adamEpsilon: 1e-5,
    clip: 0.2,
    entropyBonus: 0,
    advantageLambda: 0.97,
    klLimit: 0.03,
    maximumGradientNorm: 0.5,
    policyUnits: [64, 64],
    criticUnits: [64, 64],
    observationIterations: Math.max(1, Math.ceil(iterations / 4)),
    rewardIterations: 10,
  }
}
