import { z } from 'zod'
import { modelReplicationsSchema } from '../replications.ts'
import { arrivalSchema } from './arrivals.ts'
import { attributeSchema } from './attribute.ts'
import { boundedInteger, boundedNumber, nameSchema, positiveTimeSchema, timeSchema } from './primitives.ts'
import { queueSchema } from './queue.ts'
import { resourceSchema } from './resource.ts'
import { stepSchema } from './step.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const runSchema = z.strictObject({
  /** `terminating`: a day with a beginning and an end. `steady-state`: what lasts; warm-up is cut off, and rho of 1 or more is warned of. */
  kind: z.enum(['terminating', 'steady-state'], { error: 'choose one of terminating, steady-state' }),
  /** When a replication ends, warm-up included. */
  horizon: positiveTimeSchema,
  /** What happens before is not counted: waits of patients who arrive later, time averages from here on. */
  warmUp: timeSchema,
  /** Time 0 is this hour of this day; Monday, hour 0 unless given. */
  startsAt: z
    .strictObject({
      weekday: z.enum(weekdays, { error: `choose one of ${weekdays.join(', ')}` }),
      hour: boundedNumber('an hour must be from 0 to 23.99', 0, 23.99),
    })
    .optional(),
  replications: modelReplicationsSchema,
  seed: boundedInteger('a seed must be a whole number from 0 to 4294967295', 0, 4_294_967_295),
})

/** A queueing or patient-flow model as a document. Every length of time in it is in `timeUnit`, every rate per hour. */
export const modelSchema = z.strictObject({
  format: z.literal('fairward-model', { error: 'must be "fairward-model"' }),
  version: z.literal(1, { error: 'this Fairward reads version 1' }),
  name: nameSchema,
  title: z.string({ error: 'a text is needed' }).trim().min(1, { error: 'a text is needed' }).max(120),
  description: z.string({ error: 'a text is needed' }).max(4000).optional(),
  timeUnit: z.enum(['minutes', 'hours', 'days'], { error: 'choose one of minutes, hours, days' }),
  classes: z.array(nameSchema).min(1, { error: 'give at least one class' }).max(200, { error: 'give at most 200 classes' }),
  arrivals: z.array(arrivalSchema).min(1, { error: 'give at least one stream of arrivals' }).max(100),
  attributes: z.array(attributeSchema).max(200).optional(),
  resources: z.array(resourceSchema).max(200).optional(),
  queues: z.array(queueSchema).max(200).optional(),
  steps: z.array(stepSchema).min(1, { error: 'give at least one step' }).max(500),
  run: runSchema,
  measures: z
    .strictObject({
      /** Report the share of waits longer than this. */
      waitOver: timeSchema.optional(),
    })
    .optional(),
  /** Where numbers come from, by field; the longest matching field counts. */
  sources: z.record(z.string(), z.string().max(500)).optional(),
})
export type ModelDocument = z.infer<typeof modelSchema>
