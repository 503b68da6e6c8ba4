import { z } from 'zod'
import { type Estimate, estimateSchema } from './estimate.ts'
import { tunedIndexSchema } from './policy.ts'
import { jobStatusSchema } from './run.ts'
import { seedPoolSchema } from './seed-pool.ts'
import { seedStudySchema } from './seed-study.ts'

export type { Estimate }

/** On which side of zero the interval of a difference lies; `unclear` where it holds zero, or where one replication gives none. */
export function sideOfZero({ n, lower, upper }: Estimate): 'below' | 'above' | 'unclear' {
  if (n < 2) return 'unclear'
  return upper < 0 ? 'below' : lower > 0 ? 'above' : 'unclear'
}

/** One group at one true acuity. `wait` is null where fewer than 30 patients were seen in all replications together. */
const cellOutcomeSchema = z.object({
  acuity: z.int(),
  patientsPerReplication: z.number(),
  waitMinutes: estimateSchema.nullable(),
  onTarget: estimateSchema.nullable(),
  leftUnseen: estimateSchema.nullable(),
})

/** Failing any limit of access, and failing each of them. */
export const accessParts = ['failed', 'lateSpace', 'leftUnseen', 'longBoarding', 'longStay'] as const
export type AccessPart = (typeof accessParts)[number]

/** The same of each part of access. */
export function ofEachAccessPart<Value>(of: (part: AccessPart) => Value): Record<AccessPart, Value> {
  return Object.fromEntries(accessParts.map((part) => [part, of(part)])) as Record<AccessPart, Value>
}

/**
 * The CMS quality measure "Emergency Care Access & Timeliness" (ECAT): shares of visits that failed any of its limits, and each of them.
 * Visits under way at the end count where they have failed already.
 */
const accessSchema = z.object({
  failed: estimateSchema,
  /** More than 60 minutes to a care space. */
  lateSpace: estimateSchema,
  leftUnseen: estimateSchema,
  /** More than 240 minutes of boarding. */
  longBoarding: estimateSchema,
  /** More than 480 minutes from arrival to departure. */
  longStay: estimateSchema,
})

const groupOutcomeSchema = z.object({
  groupId: z.string(),
  patientsPerReplication: z.number(),
  waitMinutes: estimateSchema,
  /** Standardised directly to the pooled mix of true acuity. */
  equalNeedWaitMinutes: estimateSchema,
  /** Need-weighted wait per patient of the group, and how far it lies above that of all patients of equal need; absent from results of older versions. */
  needWeightedWait: estimateSchema.nullish(),
  needWeightedExcess: estimateSchema.nullish(),
  onTarget: estimateSchema,
  leftUnseen: estimateSchema,
  /** Absent from results of older versions. */
  access: accessSchema.nullish(),
  byAcuity: z.array(cellOutcomeSchema),
})
export type GroupOutcome = z.infer<typeof groupOutcomeSchema>

const verdictSchema = z.object({
  verdict: z.enum(['disparity-shown', 'equivalent', 'not-enough-runs']),
  marginMinutes: z.number(),
  /** The pair of groups that is furthest apart: `longer` waits longer at equal need. */
  longerGroupId: z.string(),
  shorterGroupId: z.string(),
  differenceMinutes: estimateSchema,
  /** Holm-adjusted over all pairs of groups, against no difference. */
  pAdjusted: z.number(),
  sentence: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>

const policyOutcomeSchema = z.object({
  policy: z.string(),
  label: z.string(),
  kind: z.enum(['rule', 'agent']),
  fairnessWeight: z.number().nullable(),
  /** The scenario's cost per arriving patient: minutes weighted by need, past-target minutes weighing more, leaving unseen counted. */
  needWeightedWait: estimateSchema,
  waitMinutes: estimateSchema,
  waitMinutesP90: estimateSchema,
  onTarget: estimateSchema,
  leftUnseen: estimateSchema,
  /** Absent from results of older versions. */
  access: accessSchema.nullish(),
  equalNeedGapMinutes: estimateSchema,
  /** Absent from results of older versions, as all that follows but `byGroup` and `verdict`. Largest minus smallest `needWeightedExcess`. */
  needWeightedGap: estimateSchema.nullish(),
  /** What patients of each true acuity add to the need-weighted wait, most urgent first. */
  needWeightedByAcuity: z.array(estimateSchema).nullish(),
  /** Whether it decides by the group a patient belongs to. */
  readsGroups: z.boolean().nullish(),
  /** What the search for a tuned index has found, also in words. */
  tunedIndex: z.object({ parameters: tunedIndexSchema, sentences: z.array(z.string()) }).nullish(),
  byGroup: z.array(groupOutcomeSchema),
  verdict: verdictSchema,
})
export type PolicyOutcome = z.infer<typeof policyOutcomeSchema>

/** Whether a policy decides by the group a patient belongs to. All agents of older versions did. */
export const readsGroups = (policy: PolicyOutcome): boolean => policy.readsGroups ?? policy.kind === 'agent'

/** What a policy does with patients of one group and assigned acuity that the baseline does not do; null where there is too little to tell. */
const classChangeSchema = z.object({
  groupId: z.string(),
  acuity: z.int(),
  patientsPerReplication: z.number(),
  /** Shares of the decisions at which such a patient waited: one was served where the baseline would have served somebody else, */
  movedUp: estimateSchema.nullable(),
  /** and the other way round. */
  movedDown: estimateSchema.nullable(),
  /** Mean wait, policy minus baseline on the same patients. */
  waitMinutes: estimateSchema.nullable(),
})
export type ClassChange = z.infer<typeof classChangeSchema>

/** One policy minus the baseline on the same patients, paired by replication. */
const comparisonSchema = z.object({
  policy: z.string(),
  baseline: z.string(),
  needWeightedWait: estimateSchema,
  waitMinutes: estimateSchema,
  onTarget: estimateSchema,
  leftUnseen: estimateSchema,
  /** Share of visits that fail any limit of access; absent from results of older versions. */
  accessFailed: estimateSchema.nullish(),
  equalNeedGapMinutes: estimateSchema,
  waitMinutesByGroup: z.array(z.object({ groupId: z.string(), difference: estimateSchema })),
  /** Absent from results of older versions, as all that follows but the last. */
  needWeightedGap: estimateSchema.nullish(),
  needWeightedByAcuity: z.array(estimateSchema).nullish(),
  /** Need-weighted wait per patient of the group: who gains and who pays. */
  needWeightedByGroup: z.array(z.object({ groupId: z.string(), difference: estimateSchema })).nullish(),
  /** Decisions that differ: their share, and whom they serve earlier or later. Null where the two cannot be asked in the same situation. */
  decisions: z.object({ otherwise: estimateSchema, byClass: z.array(classChangeSchema) }).nullish(),
  /** How much smaller the variance of the difference in need-weighted wait is than with independent patients. */
  varianceReductionFactor: z.number(),
})
export type Comparison = z.infer<typeof comparisonSchema>

const recommendationSchema = z.object({
  id: z.string(),
  kind: z.enum(['clinician', 'care-spaces', 'triage', 'rule', 'agent']),
  title: z.string(),
  description: z.string(),
  /** Change minus today, on the same patients; negative is better. */
  equalNeedGapMinutes: estimateSchema,
  waitMinutes: estimateSchema,
  needWeightedWait: estimateSchema,
  /** Holm-adjusted over the candidates tried. */
  pGap: z.number(),
  pNeedWeightedWait: z.number(),
  byGroup: z.array(z.object({ groupId: z.string(), waitMinutes: estimateSchema, effect: z.enum(['gains', 'loses', 'unclear']) })),
  recommended: z.boolean(),
  sentence: z.string(),
})
export type Recommendation = z.infer<typeof recommendationSchema>

const recommendationsSchema = z.object({
  baseline: z.string(),
  candidates: z.array(recommendationSchema),
  /** What can be recommended, or that nothing can and why. */
  sentence: z.string(),
})
export type Recommendations = z.infer<typeof recommendationsSchema>

export const evaluationResultSchema = z.object({
  scenario: z.string(),
  scenarioTitle: z.string(),
  groups: z.array(z.object({ id: z.string(), label: z.string() })),
  targetScale: z.string(),
  targetMinutes: z.array(z.number()),
  warmUpHours: z.number(),
  days: z.number(),
  replications: z.int(),
  seed: z.int(),
  /** Mean patients in a replication after warm-up. */
  patientsPerReplication: z.number(),
  offeredLoad: z.object({ clinicians: z.number(), careSpaces: z.number(), busiestTwelveHours: z.number() }),
  policies: z.array(policyOutcomeSchema),
  baseline: z.string(),
  comparisons: z.array(comparisonSchema),
  /** Agents with a fairness weight minus the agent of the same seed and length without one; absent from results of older versions. */
  fairnessComparisons: z.array(comparisonSchema).nullish(),
  /** Agents that differ in their seed only, pooled, where there are several; absent from results of older versions. */
  seedPools: z.array(seedPoolSchema).nullish(),
  recommendations: recommendationsSchema.nullable(),
  /** Plain sentences on what limits these numbers. */
  warnings: z.array(z.string()),
})
export type EvaluationResult = z.infer<typeof evaluationResultSchema>

const evaluationSchema = z.object({
  id: z.string(),
  scenarioId: z.string(),
  scenarioVersion: z.int(),
  scenarioTitle: z.string(),
  policies: z.array(z.string()),
  status: jobStatusSchema,
  error: z.string().nullable(),
  result: evaluationResultSchema.nullable(),
})
export type Evaluation = z.infer<typeof evaluationSchema>

/** Evaluations made to be compared and reported together. */
export const studySchema = z.object({
  id: z.string(),
  title: z.string(),
  seed: z.int(),
  replications: z.int(),
  createdAt: z.string(),
  /** The trainings whose agents it evaluates, where it has made them itself. */
  training: seedStudySchema.nullish(),
  evaluations: z.array(evaluationSchema),
})
export type Study = z.infer<typeof studySchema>
