import { z } from 'zod'
import { durationSchema } from './distribution.ts'
import { boundedInteger, conditionSchema, nameSchema, probabilitySchema } from './primitives.ts'

/** Units of each resource, such as { "bed": 1, "nurse": 2 }. */
const requestSchema = z.record(nameSchema, boundedInteger('give a whole number of units from 1 to 100,000', 1, 100_000), {
  error: 'give the units of each resource, such as { "bed": 1 }',
})
const common = { name: nameSchema }
/** Where to go on; the step after this one unless given. */
const next = nameSchema.optional()

/** What happens to a patient, one thing after the other. */
export const stepSchema = z.discriminatedUnion(
  'do',
  [
    /** Waits until all units are free at once, then takes them. `queue` is a line of its own, first come first served, unless named. */
    z.strictObject({ ...common, do: z.literal('seize'), resources: requestSchema, queue: nameSchema.optional(), next }),
    z.strictObject({ ...common, do: z.literal('delay'), duration: durationSchema, next }),
    z.strictObject({ ...common, do: z.literal('release'), resources: requestSchema, next }),
    /** Seize, delay and release in one. */
    z.strictObject({
      ...common,
      do: z.literal('serve'),
      resources: requestSchema,
      duration: durationSchema,
      queue: nameSchema.optional(),
      next,
    }),
    /** The first branch whose condition holds, or one by probability (the last takes what is left). */
    z.strictObject({
      ...common,
      do: z.literal('branch'),
      to: z
        .array(z.strictObject({ when: conditionSchema.optional(), probability: probabilitySchema.optional(), step: nameSchema }))
        .min(1)
        .max(200),
    }),
    /** Draws attributes anew. */
    z.strictObject({ ...common, do: z.literal('draw'), attributes: z.array(nameSchema).min(1).max(200), next }),
    z.strictObject({ ...common, do: z.literal('become'), class: nameSchema, next }),
    /** Leaves the model, giving back whatever is still held. */
    z.strictObject({ ...common, do: z.literal('exit') }),
  ],
  { error: 'choose one of seize, delay, release, serve, branch, draw, become, exit' },
)
export type Step = z.infer<typeof stepSchema>
