import { z } from 'zod'

/** A mean with its 95 % interval; the unit is that of the field. `n` counts replications, where seeds are pooled the seeds. */
export const estimateSchema = z.object({
  mean: z.number(),
  lower: z.number(),
  upper: z.number(),
  standardError: z.number(),
  n: z.int(),
})
export type Estimate = z.infer<typeof estimateSchema>
