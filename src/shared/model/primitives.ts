import { z } from 'zod'

/** Names of things in a model: small letters, digits and hyphens. */
export const nameSchema = z
  .string({ error: 'a name is needed' })
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, { error: 'a name is made of small letters, digits and hyphens, at most 60' })

export const boundedNumber = (rule: string, minimum: number, maximum: number) =>
  z.number({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule })
export const boundedInteger = (rule: string, minimum: number, maximum: number) =>
  z.int({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule })

export const probabilitySchema = boundedNumber('a probability must be from 0 to 1', 0, 1)
/** A length of time in the model's own unit, 0 allowed. */
export const timeSchema = boundedNumber('a time must be from 0 to 1,000,000,000', 0, 1e9)
export const positiveTimeSchema = z
  .number({ error: 'a time must be a number above 0' })
  .positive({ error: 'a time must be above 0' })
  .max(1e9, { error: 'a time must be at most 1,000,000,000' })

/** Shares by label; they must add up to 1. */
export const sharesSchema = z
  .record(nameSchema, probabilitySchema, { error: 'give a share for each label, such as { "a": 0.4, "b": 0.6 }' })
  .superRefine((shares, context) => {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0)
    if (Math.abs(sum - 1) > 0.001) context.addIssue(`adds up to ${Number(sum.toFixed(4))}; shares must add up to 1`)
  })

/** Which patients something holds for: the label, or one of the labels, of each attribute named; the attribute `class` is always there. */
export const conditionSchema = z.record(
  nameSchema,
  z.union([nameSchema, z.array(nameSchema).min(1).max(200)], { error: 'give a label or a list of labels' }),
  {
    error: 'give attributes with their labels, such as { "group": "children" }',
  },
)
export type Condition = z.infer<typeof conditionSchema>

/** One value for everybody, or cases of which the first that holds counts; a case without `when` holds for everybody. */
export const casesOf = <T extends z.ZodType>(value: T) =>
  z.union(
    [
      value,
      z.strictObject({
        cases: z
          .array(z.strictObject({ when: conditionSchema.optional(), use: value }))
          .min(1, { error: 'give at least one case' })
          .max(1000, { error: 'give at most 1000 cases' }),
      }),
    ],
    { error: 'give one value for everybody, or { "cases": [{ "when": ..., "use": ... }] }' },
  )
export type Cases<T> = T | { cases: { when?: Condition | undefined; use: T }[] }
