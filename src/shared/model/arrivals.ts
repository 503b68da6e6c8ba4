import { z } from 'zod'
import { modelDistributionSchema } from './distribution.ts'
import { boundedInteger, boundedNumber, nameSchema, positiveTimeSchema, sharesSchema, timeSchema } from './primitives.ts'

const rate = boundedNumber('a rate must be from 0 to 1,000,000 an hour', 0, 1e6)
const factor = boundedNumber('a factor must be from 0 to 100', 0, 100)

const processSchema = z.discriminatedUnion(
  'process',
  [
    /** Exactly one of: `ratePerHour`, or `meanBetween` (mean time between arrivals). */
    z.strictObject({ process: z.literal('poisson'), ratePerHour: rate.optional(), meanBetween: positiveTimeSchema.optional() }),
    /**
     * Poisson at a rate that is constant inside each hour of the day (24 values), multiplied by the weekday's factor (Monday first) and, where
     * `dayVariation` is given, by a factor of the whole day: normal around 1 with this standard deviation, clipped to 0.6-1.45.
     */
    z.strictObject({
      process: z.literal('poisson-by-hour'),
      ratePerHour: z.array(rate).length(24, { error: 'give 24 values, one for each hour of the day' }),
      weekdayFactor: z.array(factor).length(7, { error: 'give 7 values, Monday first' }).optional(),
      dayVariation: boundedNumber('the day-to-day variation must be from 0 to 1', 0, 1).optional(),
    }),
    /** Poisson at a rate that is constant in pieces of any length: from each `at` on, repeating after `repeatEvery` where given. */
    z.strictObject({
      process: z.literal('poisson-by-period'),
      periods: z
        .array(z.strictObject({ at: timeSchema, ratePerHour: rate }))
        .min(1)
        .max(10_000),
      repeatEvery: positiveTimeSchema.optional(),
    }),
    /** Independent times between arrivals. */
    z.strictObject({ process: z.literal('renewal'), between: modelDistributionSchema }),
    z.strictObject({ process: z.literal('times'), times: z.array(timeSchema).max(1_000_000) }),
    /** All at the start of the run: patients who are there already when `entry` names where. */
    z.strictObject({
      process: z.literal('at-start'),
      patients: boundedInteger('give a whole number of patients from 1 to 100,000', 1, 100_000),
    }),
    /**
     * A fixed number of patients spread evenly inside each of several periods, as after an incident: `shares` of the patients, one a period,
     * periods between consecutive `bounds` (one more than shares).
     */
    z.strictObject({
      process: z.literal('spread'),
      patients: boundedInteger('give a whole number of patients from 1 to 100,000', 1, 100_000),
      bounds: z.array(timeSchema).min(2).max(1001),
      shares: z
        .array(boundedNumber('a share must be from 0 to 1', 0, 1))
        .min(1)
        .max(1000),
    }),
  ],
  { error: 'choose one of the processes poisson, poisson-by-hour, poisson-by-period, renewal, times, at-start, spread' },
)
export type ArrivalProcess = z.infer<typeof processSchema>

/** How a label is chosen. `by-time` gives shares at times of the run, drawn in a straight line between them. */
export const choiceRuleSchema = z.union(
  [
    z.strictObject({ is: nameSchema }),
    z.strictObject({ shares: sharesSchema }),
    z.strictObject({ sharesByHour: z.array(sharesSchema).length(24, { error: 'give 24 values, one for each hour of the day' }) }),
    z.strictObject({
      sharesByTime: z
        .array(z.strictObject({ at: timeSchema, shares: sharesSchema }))
        .min(1)
        .max(1000),
    }),
  ],
  { error: 'give one of is, shares, sharesByHour, sharesByTime, such as { "shares": { "a": 0.4, "b": 0.6 } }' },
)
export type ChoiceRule = z.infer<typeof choiceRuleSchema>

export const arrivalSchema = z.strictObject({
  name: nameSchema,
  process: processSchema,
  /** Patients who come together: how many (a distribution of whole numbers, rounded); 1 unless given. */
  batch: modelDistributionSchema.optional(),
  /** Attributes that these patients get by a rule of their own; `class` among them. */
  attributes: z.record(nameSchema, choiceRuleSchema).optional(),
  /** The step where these patients begin; the first step unless given. */
  entry: nameSchema.optional(),
  /** Nobody arrives before or from this time of the run on. */
  from: timeSchema.optional(),
  until: timeSchema.optional(),
  /** At most so many arrivals (batches count once). */
  limit: boundedInteger('a limit must be a whole number from 1 to 1,000,000,000', 1, 1e9).optional(),
})
export type Arrival = z.infer<typeof arrivalSchema>
