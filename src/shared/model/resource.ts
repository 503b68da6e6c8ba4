import { z } from 'zod'
import { boundedInteger, nameSchema, positiveTimeSchema, timeSchema } from './primitives.ts'

const units = boundedInteger('a number of units must be a whole number from 0 to 100,000', 0, 100_000)

export const resourceSchema = z.strictObject({
  name: nameSchema,
  /** The same all the time, by hour of the day (24 values), by hour of the week (168, Monday first), or from each `at` on. */
  units: z.union(
    [
      units,
      z.strictObject({ byHour: z.array(units).length(24, { error: 'give 24 values, one for each hour of the day' }) }),
      z.strictObject({
        byHourOfWeek: z.array(units).length(168, { error: 'give 168 values, one for each hour of the week, Monday first' }),
      }),
      z.strictObject({
        changes: z
          .array(z.strictObject({ at: timeSchema, units }))
          .min(1)
          .max(10_000),
        repeatEvery: positiveTimeSchema.optional(),
      }),
    ],
    { error: 'give a whole number of units, or one of byHour, byHourOfWeek, changes' },
  ),
  /**
   * When a shift ends with units at work: `finish` (default): they finish with their patient first; `hand-over`: the patient is given back
   * to the front of the queue at once and goes on where the care was interrupted.
   */
  atShiftEnd: z.enum(['finish', 'hand-over'], { error: 'choose one of finish, hand-over' }).optional(),
  /** Number the units, so that the log and the floor know which one a patient has. */
  individual: z.boolean().optional(),
})
export type Resource = z.infer<typeof resourceSchema>
