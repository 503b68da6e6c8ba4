import { z } from 'zod'
import { casesOf, nameSchema, positiveTimeSchema, probabilitySchema, timeSchema } from './primitives.ts'

const shape = z
  .number({ error: 'a shape must be a number from 0.05 to 1000' })
  .min(0.05, { error: 'a shape must be at least 0.05' })
  .max(1000, { error: 'a shape must be at most 1000' })
const values = z
  .array(timeSchema)
  .min(1, { error: 'give at least one value' })
  .max(100_000, { error: 'give at most 100,000 values' })

/** How long something takes, in the model's time unit. Means are means of the distribution as drawn unless the field says otherwise. */
export const modelDistributionSchema = z.discriminatedUnion(
  'distribution',
  [
    z.strictObject({ distribution: z.literal('constant'), value: timeSchema }),
    z.strictObject({ distribution: z.literal('uniform'), minimum: timeSchema, maximum: positiveTimeSchema }),
    z.strictObject({ distribution: z.literal('triangular'), minimum: timeSchema, mode: timeSchema, maximum: positiveTimeSchema }),
    z.strictObject({ distribution: z.literal('exponential'), mean: positiveTimeSchema }),
    z.strictObject({ distribution: z.literal('erlang'), mean: positiveTimeSchema, stages: z.int().min(1).max(1000) }),
    z.strictObject({ distribution: z.literal('gamma'), mean: positiveTimeSchema, shape }),
    z.strictObject({
      distribution: z.literal('hyperexponential'),
      branches: z
        .array(z.strictObject({ probability: probabilitySchema, mean: positiveTimeSchema }))
        .min(2)
        .max(20),
    }),
    z.strictObject({ distribution: z.literal('weibull'), mean: positiveTimeSchema, shape }),
    /** `mean` and `sd` of the bell curve before what lies below `minimum` (0 unless given) is cut off. */
    z.strictObject({
      distribution: z.literal('normal'),
      mean: timeSchema,
      sd: positiveTimeSchema,
      minimum: timeSchema.optional(),
    }),
    /** Exactly one of: mean with sd, mean with variance, median with sigma (the standard deviation of the logarithm). */
    z.strictObject({
      distribution: z.literal('lognormal'),
      mean: positiveTimeSchema.optional(),
      sd: timeSchema.optional(),
      variance: z.number().min(0).max(1e18).optional(),
      median: positiveTimeSchema.optional(),
      sigma: z.number().min(0, { error: 'sigma must be 0 or more' }).max(5, { error: 'sigma must be at most 5' }).optional(),
    }),
    z.strictObject({ distribution: z.literal('discrete'), values, probabilities: z.array(probabilitySchema) }),
    /** Observed values, each as likely as the others; `between` also draws the times between neighbouring values. */
    z.strictObject({ distribution: z.literal('empirical'), values, between: z.boolean().optional() }),
    /** For patience and for getting worse only. */
    z.strictObject({ distribution: z.literal('never') }),
  ],
  {
    error:
      'choose one of the distributions constant, uniform, triangular, exponential, erlang, gamma, hyperexponential, weibull, normal, lognormal, discrete, empirical, never',
  },
)
export type ModelDistribution = z.infer<typeof modelDistributionSchema>

/** A distribution (the same for everybody or by case), or the name of an attribute that holds a time. */
export const durationSchema = z.union([nameSchema, casesOf(modelDistributionSchema)], {
  error:
    'give a distribution, such as { "distribution": "exponential", "mean": 5 }, cases of distributions, or the name of an attribute',
})
export type Duration = z.infer<typeof durationSchema>
