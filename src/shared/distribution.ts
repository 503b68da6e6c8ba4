import { z } from 'zod'

const positive = (what: string) => {
  const rule = { error: `${what} must be a number above 0` }
  return z
    .number(rule)
    .positive(rule)
    .max(1e6, { error: `${what} must be at most 1,000,000 minutes` })
}
const sigma = z
  .number({ error: 'sigma must be a number from 0 to 3' })
  .min(0, { error: 'sigma must be 0 or more' })
  .max(3, { error: 'sigma must be at most 3' })

/** How long something takes, in minutes. */
export const distributionSchema = z.discriminatedUnion(
  'distribution',
  [
    z.strictObject({ distribution: z.literal('constant'), minutes: positive('a duration') }),
    z.strictObject({ distribution: z.literal('exponential'), meanMinutes: positive('a mean') }),
    /** Logarithm normal with standard deviation `sigma` around ln(median). */
    z.strictObject({ distribution: z.literal('lognormal'), medianMinutes: positive('a median'), sigma }),
  ],
  { error: 'choose one of the distributions constant, exponential, lognormal' },
)
export type Distribution = z.infer<typeof distributionSchema>

/** Mean in minutes. */
export function meanMinutesOf(distribution: Distribution): number {
  switch (distribution.distribution) {
    case 'constant':
      return distribution.minutes
    case 'exponential':
      return distribution.meanMinutes
    case 'lognormal':
      return distribution.medianMinutes * Math.exp(distribution.sigma ** 2 / 2)
  }
}
