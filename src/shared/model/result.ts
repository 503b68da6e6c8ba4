import { z } from 'zod'

/**
 * What all replications (or batches) together say, under the name `mean`, with its standard error and the half-width of its 95 % interval
 * (Student's t); n counts the replications that had a value. Null where none had. With n = 1 nothing is known about chance: standard error and
 * half-width are 0.
 */
const measureSchema = z.object({ mean: z.number(), standardError: z.number(), halfWidth: z.number(), n: z.int() }).nullable()
export type Measure = z.infer<typeof measureSchema>

/**
 * Times in the model's unit, of the patients of all replications together: each patient weighs the same, and replications tell how far chance goes.
 */
const waitMeasuresSchema = z.object({
  mean: measureSchema,
  /** Standard deviation between patients. */
  sd: measureSchema,
  p50: measureSchema,
  p90: measureSchema,
  p95: measureSchema,
  /** Share of patients with more than 0. */
  waited: measureSchema,
  /** Share of patients with more than `measures.waitOver`; null where none is given. */
  over: measureSchema,
})
export type WaitMeasures = z.infer<typeof waitMeasuresSchema>

/**
 * Patients counted between the end of warm-up and the end of the run. Whoever was inside at the end of warm-up or came in since is by the end
 * out, left, lost, balked or inside.
 */
const countsSchema = z.object({
  in: measureSchema,
  /** Through an exit. */
  out: measureSchema,
  /** Ran out of patience, and so left the model. */
  left: measureSchema,
  /** Found a queue full, and so left the model. */
  lost: measureSchema,
  /** Turned away from a long queue, and so left the model. */
  balked: measureSchema,
  /** Still there at the end. */
  inside: measureSchema,
})

export const modelResultSchema = z.object({
  model: z.string(),
  title: z.string(),
  timeUnit: z.enum(['minutes', 'hours', 'days']),
  /** `batch-means`: one replication in steady state, cut into batches of equal length; n of each measure counts batches. */
  method: z.enum(['replications', 'batch-means']),
  replications: z.int(),
  seed: z.int(),
  horizon: z.number(),
  warmUp: z.number(),
  /** Executed events of all replications. */
  events: z.int(),
  /** SHA-256 over the SHA-256 of each replication's event log, in order; 64 hexadecimal digits. */
  digest: z.string(),
  /**
   * All patients under the name `all`, then by class at arrival. Times are of patients who were let in and left the model between the end of warm-up
   * and the end of the run, through an exit or out of patience: in a steady state of all of them, in a terminating run of those who arrived
   * after warm-up.
   */
  classes: z.array(
    z.object({
      name: z.string(),
      counts: countsSchema,
      /** All waiting of a patient together, at all steps, after interruptions too. */
      wait: waitMeasuresSchema,
      timeInSystem: waitMeasuresSchema,
      /** Mean number in the model over time. */
      inSystem: measureSchema,
    }),
  ),
  /**
   * Steps where patients wait (seize, serve): `all` first, then by class when they were served, left or were turned away (only `all` where there
   * are more than 2,000 steps and classes together).
   */
  steps: z.array(
    z.object({
      name: z.string(),
      byClass: z.array(
        z.object({
          name: z.string(),
          /** Came to wait, whether let in or not. */
          arrived: measureSchema,
          started: measureSchema,
          left: measureSchema,
          lost: measureSchema,
          balked: measureSchema,
          /** Interruptions: by a more urgent patient, or by the end of a shift that hands over. */
          preempted: measureSchema,
          /** Shares of `arrived`. */
          leftShare: measureSchema,
          lostShare: measureSchema,
          balkedShare: measureSchema,
          /**
           * From joining to the first start, of patients who were started between the end of warm-up and the end of the run: in a steady state of all
           * of them, in a terminating run of those who arrived in the model after warm-up.
           */
          wait: waitMeasuresSchema,
          /** Mean number waiting over time, interrupted patients too. */
          waiting: measureSchema,
        }),
      ),
    }),
  ),
  resources: z.array(
    z.object({
      name: z.string(),
      /** Busy time inside the window over staffed time; may exceed 1 where units finish after their shift. Null where nobody was on duty. */
      utilisation: measureSchema,
      /** Mean units busy, and mean units on duty, over time. */
      busy: measureSchema,
      staffed: measureSchema,
      /** Share of time with 0, 1, 2 ... units busy; ends with the most that were ever busy, or with "that many or more" at 250. */
      census: z.array(measureSchema),
    }),
  ),
  warnings: z.array(z.string()),
  /** How the number of replications was chosen, where it was: relative half-width of the worst measure after each replication from the third on. */
  precision: z
    .object({
      target: z.number(),
      reached: z.boolean(),
      worstMeasure: z.string(),
      relativeHalfWidth: z.number(),
      path: z.array(z.number()),
    })
    .nullable(),
  /**
   * Warm-up as the data suggest (MSER-5 on the patients in the model), with what a Welch plot shows; null for terminating runs. Times in the
   * model's unit, patients as means over time and over the first `replications` of the simulation. `batches` are the equally long stretches
   * of the run that MSER-5 judges; `averages` is Welch's moving average at `times`, at most 300 points. `enough`: the run is long enough for the
   * suggestion to mean something, and the warm-up covers it.
   */
  warmUpAdvice: z
    .object({
      suggestedWarmUp: z.number(),
      enough: z.boolean(),
      replications: z.int(),
      batches: z.array(z.number()),
      times: z.array(z.number()),
      averages: z.array(z.number()),
    })
    .nullable(),
})
export type ModelResult = z.infer<typeof modelResultSchema>
export type WarmUpAdvice = NonNullable<ModelResult['warmUpAdvice']>
