import { z } from 'zod'
import { durationSchema } from './distribution.ts'
import { boundedInteger, boundedNumber, casesOf, nameSchema, positiveTimeSchema, probabilitySchema } from './primitives.ts'

/** Where patients wait. Steps that name the same queue wait in one line. Inside a class the order is by arrival in the queue. */
export const queueSchema = z.strictObject({
  name: nameSchema,
  /**
   * `first-come`, `last-come`: by the time of joining, whatever the class. `priority`: by `order`. `accumulating`: the largest
   * `slopes` x wait. `wait-over-target`: the largest wait / `targets`. `policy`: whoever runs the model decides by class; where nobody does, by `order`.
   */
  discipline: z.enum(['first-come', 'last-come', 'priority', 'accumulating', 'wait-over-target', 'policy'], {
    error: 'choose one of first-come, last-come, priority, accumulating, wait-over-target, policy',
  }),
  /** Classes, the most urgent first; classes in one inner list are equal. Classes not named come last, together. */
  order: z
    .array(z.union([nameSchema, z.array(nameSchema).min(1)], { error: 'give a class or a list of classes that are equal' }))
    .max(200)
    .optional(),
  slopes: z.record(nameSchema, boundedNumber('a slope must be from 0 to 1,000,000', 0, 1e6)).optional(),
  targets: z.record(nameSchema, positiveTimeSchema).optional(),
  /**
   * `priority` only. Whether a more urgent patient takes a unit from a less urgent one, of whom the least urgent, latest started goes back to
   * the queue: and later goes on with what was left (`resume`), with the same time from the start (`restart`), or with a new time (`resample`).
   */
  preemption: z
    .enum(['none', 'resume', 'restart', 'resample'], { error: 'choose one of none, resume, restart, resample' })
    .optional(),
  /** At most so many may wait; who finds it full is lost, or goes to `whenFull`. */
  places: boundedInteger('a number of places must be a whole number from 0 to 1,000,000', 0, 1e6).optional(),
  whenFull: nameSchema.optional(),
  /** Probability of turning away with at least so many waiting (the last that holds counts), to the step `whenBalked` or out. */
  balking: z
    .array(
      z.strictObject({
        waiting: boundedInteger('give a whole number of patients from 0 to 1,000,000', 0, 1e6),
        probability: probabilitySchema,
      }),
    )
    .min(1)
    .max(1000)
    .optional(),
  whenBalked: nameSchema.optional(),
  /** Time of waiting in this queue until the patient leaves (unless resources come first), to the step `whenOutOfPatience` or out. */
  patience: durationSchema.optional(),
  whenOutOfPatience: nameSchema.optional(),
  /** Patience is used up faster in a full queue: at rate 1 + this x patients waiting. */
  crowding: boundedNumber('crowding must be from 0 to 1', 0, 1).optional(),
  /** Time of waiting until the class changes, once a patient. */
  classChange: z.strictObject({ after: durationSchema, to: casesOf(nameSchema) }).optional(),
  /** A small request may go ahead of a larger one that is before it and still lacks units; never unless this says so. */
  overtaking: z.boolean().optional(),
})
export type Queue = z.infer<typeof queueSchema>
