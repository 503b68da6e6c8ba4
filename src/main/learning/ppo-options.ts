import { z } from 'zod'

/** From the first iteration to the last: as it is, or in a line to 0. */
type Schedule = 'constant' | 'linear'

/**
 * How the fairness weight (lambda) acts.
 * - `softmax`: every group is a reward channel, and `q = softmax(kappa x excess cost)` of the smoothed excess, with a floor. Kappa goes from `kappa` to
 *   `finalKappa` geometrically: where it rises, the weights come close to "only the worst".
 * - `exponentiated-gradient`: `q_g <- q_g exp(eta x excess cost_g)`, scaled to a sum of 1, with a floor. It adds up all excess there ever was, so it overshoots
 *   and swings (a step of about sqrt(log groups / iterations) over the range of the excess swings least), and a group that was long the worst keeps its weight
 *   long after it is not.
 * - `worst-loss`: `(1 - lambda) x mean loss + lambda x the largest mean loss of a group`, with groups of decisions from the trainer's `assignGroup`, for
 *   environments with one channel. The largest of noisy means is chosen minibatch by minibatch, so a small group wins by chance, and after normalisation a large
 *   loss says that the critic was wrong about a group more than that the group fares badly.
 */
export type GroupWeighting =
  | {
      readonly rule: 'softmax'
      readonly kappa: number
      readonly finalKappa: number
      readonly floor: number
      /** Weight of the newest look at the costs. */
      readonly smoothing: number
    }
  | { readonly rule: 'exponentiated-gradient'; readonly eta: number; readonly floor: number }
  | { readonly rule: 'worst-loss' }

/** Softmax weights as they have served hospitals, equally sharp from the first iteration to the last. */
export const steadySoftmax = {
  rule: 'softmax',
  kappa: 6,
  finalKappa: 6,
  floor: 0.05,
  smoothing: 0.3,
} as const satisfies GroupWeighting

/** Everything that decides a training run besides the environment. Plain data: it is stored in the checkpoint. */
export interface PpoOptions {
  readonly seed: number
  /** Copies of the environment; create the environment with this many. */
  readonly environments: number
  /** Decisions of each copy in one iteration. */
  readonly stepsPerIteration: number
  readonly iterations: number
  /** Lambda of group robustness; 0 is plain PPO on the sum of all channels. */
  readonly fairnessWeight: number
  readonly groupWeighting: GroupWeighting
  /** Discount per decision, on top of the environment's own (which may go by elapsed time). */
  readonly gamma: number
  /** Lambda of generalised advantage estimation, per decision. */
  readonly advantageLambda: number
  /** Over what advantages are brought to mean 0 and deviation 1. */
  readonly advantageNormalisation: 'batch' | 'minibatch' | 'none'
  readonly epochs: number
  /** Decisions in one gradient step. */
  readonly minibatchDecisions: number
  /** At the first iteration. */
  readonly learningRate: number
  readonly criticLearningRate: number
  readonly learningRateSchedule: Schedule
  readonly adamEpsilon: number
  /** The probability ratio is clipped to 1 - clip .. 1 + clip. */
  readonly clip: number
  readonly clipSchedule: Schedule
  /** Where set, a value further than this from what it was is not drawn closer to its return. */
  readonly valueClip: number | null
  /** Weight of half the squared error beside the policy's loss; without joint clipping Adam makes it nearly meaningless. */
  readonly valueCoefficient: number
  readonly entropyBonus: number
  /** No further epoch once the mean KL divergence of the last one is above this; null: never. */
  readonly klLimit: number | null
  readonly maximumGradientNorm: number
  /** Whether the gradients of policy and critic are clipped together, as of one loss, or each by itself. */
  readonly gradientClipping: 'joint' | 'separate'
  readonly activation: 'tanh' | 'relu'
  /** Units of the hidden layers, of the policy and of the critic. */
  readonly policyUnits: readonly number[]
  readonly criticUnits: readonly number[]
  /** Observation normalisers stop learning after this many iterations; 0: observations stay as they are. */
  readonly observationIterations: number
  /** The reward scale stops changing after this many iterations; 0: rewards stay as they are. */
  readonly rewardIterations: number
}

const count = z.int().min(0)
const units = z.array(z.int().min(1)).readonly()
const schedule = z.enum(['constant', 'linear'])
const share = z.number().min(0).max(1)
const groupWeightingSchema: z.ZodType<GroupWeighting> = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('softmax'),
    kappa: z.number().positive(),
    finalKappa: z.number().positive(),
    floor: share,
    smoothing: share,
  }),
  z.strictObject({ rule: z.literal('exponentiated-gradient'), eta: z.number().positive(), floor: share }),
  z.strictObject({ rule: z.literal('worst-loss') }),
])

export const ppoOptionsSchema: z.ZodType<PpoOptions> = z.strictObject({
  seed: count,
  environments: z.int().min(1),
  stepsPerIteration: z.int().min(1),
  iterations: z.int().min(1),
  fairnessWeight: share,
  groupWeighting: groupWeightingSchema,
  gamma: share,
  advantageLambda: share,
  advantageNormalisation: z.enum(['batch', 'minibatch', 'none']),
  epochs: z.int().min(1),
  minibatchDecisions: z.int().min(1),
  learningRate: z.number(),
  criticLearningRate: z.number(),
  learningRateSchedule: schedule,
  adamEpsilon: z.number(),
  clip: z.number().positive(),
  clipSchedule: schedule,
  valueClip: z.number().positive().nullable(),
  valueCoefficient: z.number().positive(),
  entropyBonus: z.number(),
  klLimit: z.number().positive().nullable(),
  maximumGradientNorm: z.number().positive(),
  gradientClipping: z.enum(['joint', 'separate']),
  activation: z.enum(['tanh', 'relu']),
  policyUnits: units,
  criticUnits: units,
  observationIterations: count,
  rewardIterations: count,
})
