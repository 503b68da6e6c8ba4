import { type PpoOptions, steadySoftmax } from './ppo-options.ts'

/** Settings that others publish results for, so that ours can be held against them. */
export const cartPolePresetNames = ['rl-zoo', 'cleanrl'] as const
export type CartPolePreset = (typeof cartPolePresetNames)[number]

type Settings = Omit<PpoOptions, 'seed' | 'iterations'> & { readonly steps: number }

/** What both have in common. */
const shared = {
  fairnessWeight: 0,
  groupWeighting: steadySoftmax,
  advantageNormalisation: 'minibatch',
  learningRateSchedule: 'linear',
  adamEpsilon: 1e-5,
  clip: 0.2,
  klLimit: null,
  maximumGradientNorm: 0.5,
  gradientClipping: 'joint',
  activation: 'tanh',
  policyUnits: [64, 64],
  criticUnits: [64, 64],
  observationIterations: 0,
  rewardIterations: 0,
} as const

/** RL Baselines3 Zoo's PPO for CartPole-v1, on the defaults of Stable-Baselines3. Its value loss is the whole squared error at a weight of a half. */
const rlZoo: Settings = {
  ...shared,
  steps: 100_000,
  environments: 8,
  stepsPerIteration: 32,
  minibatchDecisions: 256,
  epochs: 20,
  learningRate: 1e-3,
  criticLearningRate: 1e-3,
  clipSchedule: 'linear',
  gamma: 0.98,
  advantageLambda: 0.8,
  valueClip: null,
  valueCoefficient: 1,
  entropyBonus: 0,
}

/** CleanRL's ppo.py for CartPole-v1; but a cut episode is bootstrapped here, and there it is not. */
const cleanRl: Settings = {
  ...shared,
  steps: 500_000,
  environments: 4,
  stepsPerIteration: 128,
  minibatchDecisions: 128,
  epochs: 4,
  learningRate: 2.5e-4,
  criticLearningRate: 2.5e-4,
  clipSchedule: 'constant',
  gamma: 0.99,
  advantageLambda: 0.95,
  valueClip: 0.2,
  valueCoefficient: 0.5,
  entropyBonus: 0.01,
}

/** The options of a preset: as many whole iterations as reach its steps. */
export function cartPoleOptions(preset: CartPolePreset, seed: number): PpoOptions {
  const { steps, ...settings } = preset === 'rl-zoo' ? rlZoo : cleanRl
  return { ...settings, seed, iterations: Math.ceil(steps / (settings.environments * settings.stepsPerIteration)) }
}
