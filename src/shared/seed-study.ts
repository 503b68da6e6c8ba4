import { z } from 'zod'
import { boundedInteger } from './model/primitives.ts'
import { jobStatusSchema, seedSchema, trainingOptionsSchema } from './run.ts'

const mostRuns = 64

/** How many seeds: fewer than two tell nothing about other trainings. */
export const seedCountSchema = boundedInteger('a study takes 2 to 32 seeds', 2, 32)

/** Which trainings to make: every seed with every fairness weight. */
export const seedStudyPlanSchema = z
  .object({
    seeds: z.array(seedSchema).min(2, { error: 'a study takes 2 to 32 seeds' }).max(32, { error: 'a study takes 2 to 32 seeds' }),
    fairnessWeights: z
      .array(trainingOptionsSchema.shape.fairnessWeight)
      .min(1, { error: 'give at least one fairness weight' })
      .max(8, { error: 'a study takes at most 8 fairness weights' }),
    decisions: trainingOptionsSchema.shape.decisions,
    groupBlind: z.boolean().default(false),
  })
  .refine(({ seeds }) => new Set(seeds).size === seeds.length, { path: ['seeds'], error: 'each seed may be given once' })
  .refine(({ fairnessWeights }) => new Set(fairnessWeights).size === fairnessWeights.length, {
    path: ['fairnessWeights'],
    error: 'each fairness weight may be given once',
  })
  .refine(({ seeds, fairnessWeights }) => seeds.length * fairnessWeights.length <= mostRuns, {
    error: `seeds times fairness weights may be ${mostRuns} trainings at most`,
  })
export type SeedStudyPlan = z.infer<typeof seedStudyPlanSchema>

/** The trainings of a study, as they are now. */
export const seedStudySchema = z.object({
  groupBlind: z.boolean(),
  decisionsPlanned: z.int(),
  runs: z.array(
    z.object({
      id: z.string(),
      seed: z.int(),
      fairnessWeight: z.number(),
      /** Null where the run was deleted. */
      status: jobStatusSchema.nullable(),
      decisions: z.int(),
    }),
  ),
})
export type SeedStudy = z.infer<typeof seedStudySchema>
