import { z } from 'zod'

const jobStatuses = ['queued', 'starting', 'running', 'paused', 'finished', 'failed', 'cancelled', 'interrupted'] as const
export const jobStatusSchema = z.enum(jobStatuses)
export type JobStatus = z.infer<typeof jobStatusSchema>

/** A job that still has, or will get, a worker. */
export const isActive = (status: JobStatus): boolean => status === 'queued' || status === 'starting' || status === 'running'
/** A run that can go on from its checkpoint, or from its start where it has none. */
export const isResumable = (status: JobStatus): boolean => status === 'paused' || status === 'interrupted' || status === 'failed'

export const seedSchema = z
  .int({ error: 'a seed is a whole number from 0 to 4294967295' })
  .min(0, { error: 'a seed is a whole number from 0 to 4294967295' })
  .max(4294967295, { error: 'a seed is a whole number from 0 to 4294967295' })

export const trainingOptionsSchema = z.strictObject({
  seed: seedSchema,
  /** Decisions to learn from; training stops at the first whole iteration that reaches it. */
  decisions: z
    .int({ error: 'decisions must be a whole number from 1000 to 100000000' })
    .min(1000, { error: 'decisions must be a whole number from 1000 to 100000000' })
    .max(100_000_000, { error: 'decisions must be a whole number from 1000 to 100000000' }),
  /** Lambda: 0 minds the sum of all groups' costs only, 1 only the groups that fare worst at equal need. */
  fairnessWeight: z
    .number({ error: 'a fairness weight must be from 0 to 1' })
    .min(0, { error: 'a fairness weight must be from 0 to 1' })
    .max(1, { error: 'a fairness weight must be from 0 to 1' }),
  /** The agent does not see which group a patient belongs to, and takes patients of one level in order of arrival. */
  groupBlind: z.boolean({ error: 'group-blind is true or false' }).optional(),
})
export type TrainingOptions = z.infer<typeof trainingOptionsSchema>

/** What a policy does to a hospital's patients, in minutes; lists follow the scenario's groups, null where too few came. */
const measuredOutcomeSchema = z.object({
  needWeightedWait: z.number(),
  waitMinutes: z.number(),
  equalNeedGapMinutes: z.number(),
  equalNeedWaitMinutes: z.array(z.number().nullable()),
})

/** One training iteration. Lists by group follow the scenario's groups. Names follow CleanRL. */
export const runMetricsSchema = z.object({
  iteration: z.int(),
  decisions: z.int(),
  /** The agent so far and strict acuity on the same few development patients; null in iterations that are not measured. */
  development: z.object({ replications: z.int(), agent: measuredOutcomeSchema, reference: measuredOutcomeSchema }).nullable(),
  /** Excess cost per arriving patient over the pooled mean at equal true acuity, smoothed. */
  excessCostByGroup: z.array(z.number()),
  /** Weight of each group's advantage. */
  groupWeights: z.array(z.number()),
  policyLoss: z.number(),
  valueLoss: z.number(),
  entropy: z.number(),
  approxKl: z.number(),
  clipFraction: z.number(),
  explainedVariance: z.number(),
  learningRate: z.number(),
  gradientNorm: z.number(),
  /** Timing: the only fields in which two runs of the same seed differ. */
  stepsPerSecond: z.number(),
  elapsedSeconds: z.number(),
})
export type RunMetrics = z.infer<typeof runMetricsSchema>

const checkpointSummarySchema = z.object({
  sha256: z.string(),
  bytes: z.int(),
  iteration: z.int(),
  decisions: z.int(),
  createdAt: z.string(),
})
export type CheckpointSummary = z.infer<typeof checkpointSummarySchema>

export const runSchema = z.object({
  id: z.string(),
  scenarioId: z.string(),
  scenarioVersion: z.int(),
  /** The scenario's name and title. */
  scenario: z.string(),
  scenarioTitle: z.string(),
  seed: z.int(),
  fairnessWeight: z.number(),
  groupBlind: z.boolean(),
  status: jobStatusSchema,
  /** Decisions done and asked for. */
  decisions: z.int(),
  decisionsPlanned: z.int(),
  iteration: z.int(),
  engine: z.string(),
  attempt: z.int(),
  /** Why the run failed or was interrupted, as a sentence. */
  error: z.string().nullable(),
  stepsPerSecond: z.number().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  checkpoint: checkpointSummarySchema.nullable(),
})
export type Run = z.infer<typeof runSchema>
