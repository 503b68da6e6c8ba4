import { z } from 'zod'

/** Mean over replications (or batches) with its standard error and 95 % half-width; null where no replication had a value. */
export const measureSchema = z
  .object({ mean: z.number(), standardError: z.number(), halfWidth: z.number(), n: z.int() })
  .nullable()
export type Measure = z.infer<typeof measureSchema>

/** Times in the model's unit. */
export const waitMeasuresSchema = z.object({
  mean: measureSchema,
  /** Standard deviation between patients. */
  sd: measureSchema,
  p50: measureSchema,
  p90: measureSchema,
  p95: measureSchema,
  /** Share of patients who waited at all, and longer than `measures.waitOver` (null where none is given). */
  waited: measureSchema,
  over: measureSchema,
})
export type WaitMeasures = z.infer<typeof waitMeasuresSchema>

const countsSchema = z.object({
  in: measureSchema,
  out: measureSchema,
  /** Ran out of patience. */
  left: measureSchema,
  /** Found a queue full. */
  lost: measureSchema,
  balked: measureSchema,
  /** Still there at the end. */
  inside: measureSchema,
})

export const modelResultSchema = z.object({
  model: z.string(),
  title: z.string(),
  timeUnit: z.enum(['minutes', 'hours', 'days']),
  method: z.enum(['replications', 'batch-means']),
  replications: z.int(),
  seed: z.int(),
  horizon: z.number(),
  warmUp: z.number(),
  events: z.int(),
  /** SHA-256 of the event log of all replications. */
  digest: z.string(),
  /** By class at arrival, and all patients under the name `all`. Waits are the whole waiting of a patient who left the model. */
  classes: z.array(
    z.object({
      name: z.string(),
      counts: countsSchema,
      wait: waitMeasuresSchema,
      timeInSystem: waitMeasuresSchema,
      inSystem: measureSchema,
    }),
  ),
  /** Steps that wait (seize, serve) by class served, `all` first; waits of those who started; `left`, `lost` and `balked` counted apart. */
  steps: z.array(
    z.object({
      name: z.string(),
      byClass: z.array(
        z.object({
          name: z.string(),
          started: measureSchema,
          left: measureSchema,
          lost: measureSchema,
          balked: measureSchema,
          preempted: measureSchema,
          wait: waitMeasuresSchema,
          waiting: measureSchema,
        }),
      ),
    }),
  ),
  resources: z.array(
    z.object({
      name: z.string(),
      /** Busy time inside the window over staffed time; may exceed 1 where units finish after their shift. */
      utilisation: measureSchema,
      busy: measureSchema,
      staffed: measureSchema,
      /** Share of time with 0, 1, 2 ... units busy (the last entry: that many or more). */
      census: z.array(measureSchema),
    }),
  ),
  warnings: z.array(z.string()),
  /** How the number of replications was chosen, where it was. */
  precision: z
    .object({
      target: z.number(),
      reached: z.boolean(),
      worstMeasure: z.string(),
      relativeHalfWidth: z.number(),
      path: z.array(z.number()),
    })
    .nullable(),
  /** Warm-up as the data suggest (MSER-5) with the Welch plot's moving average of patients in the system; null for terminating runs. */
  warmUpAdvice: z
    .object({ suggestedWarmUp: z.number(), enough: z.boolean(), times: z.array(z.number()), averages: z.array(z.number()) })
    .nullable(),
})
export type ModelResult = z.infer<typeof modelResultSchema>
