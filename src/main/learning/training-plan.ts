import type { TrainingOptions } from '../../shared/run.ts'
import { type PpoOptions, steadySoftmax } from './ppo-options.ts'

const environments = 32

/** What suits a length of training: how long an iteration is, and how much a network can learn from so many decisions. */
interface Scale {
  readonly stepsPerIteration: number
  readonly minibatchDecisions: number
  readonly epochs: number
  readonly policyUnits: readonly number[]
  readonly criticUnits: readonly number[]
  readonly learningRate: number
  readonly criticLearningRate: number
}

/** Too few decisions for more than seeing that everything runs. */
const trial: Scale = {
  stepsPerIteration: 16,
  minibatchDecisions: 128,
  epochs: 4,
  policyUnits: [],
  criticUnits: [32],
  learningRate: 0.01,
  criticLearningRate: 5e-4,
}

/** A scorer without hidden layers: an index over acuity, group and wait, which little data is enough for. */
const short: Scale = { ...trial, stepsPerIteration: 128, minibatchDecisions: 512 }

/** One small hidden layer lets the index depend on how full the hospital is. */
const medium: Scale = {
  ...short,
  stepsPerIteration: 256,
  minibatchDecisions: 1024,
  policyUnits: [16],
  learningRate: 5e-3,
}

/**
 * Two hidden layers, smaller steps, larger batches, each decision learned from twice, as four times gives no better agents (docs/VALIDATION): what the standard
 * training of the studio uses.
 */
const long: Scale = {
  stepsPerIteration: 512,
  minibatchDecisions: 2048,
  epochs: 2,
  policyUnits: [64, 64],
  criticUnits: [64, 64],
  learningRate: 1e-3,
  criticLearningRate: 1e-3,
}

/**
 * From what a user asks for (decisions, seed, fairness weight) to everything the trainer needs. Network sizes, learning
 * rates and epochs were chosen on development patients of the urban hospital.
 */
export function planTraining(options: TrainingOptions): PpoOptions {
  const scale = scaleFor(options.decisions)
  const iterations = Math.ceil(options.decisions / (environments * scale.stepsPerIteration))
  return {
    seed: options.seed,
    environments,
    iterations,
    fairnessWeight: options.fairnessWeight,
    // Sharper in the end, when the policy hardly moves any more: what is left of the gap then counts more.
    groupWeighting: { ...steadySoftmax, finalKappa: 12 },
    // The environment discounts by elapsed time.
    gamma: 1,
    advantageLambda: 0.97,
    advantageNormalisation: 'batch',
    learningRateSchedule: 'linear',
    adamEpsilon: 1e-5,
    clip: 0.2,
    clipSchedule: 'constant',
    valueClip: null,
    valueCoefficient: 1,
    entropyBonus: 0,
    klLimit: 0.03,
    maximumGradientNorm: 0.5,
    gradientClipping: 'separate',
    activation: 'tanh',
    observationIterations: Math.ceil(iterations / 4),
    rewardIterations: 10,
    ...scale,
  }
}

function scaleFor(decisions: number): Scale {
  if (decisions < 50_000) return trial
  if (decisions < 250_000) return short
  return decisions < 700_000 ? medium : long
}
