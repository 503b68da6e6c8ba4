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

const shape = z
  .number({ error: 'a shape must be a number from 0.1 to 100' })
  .min(0.1, { error: 'a shape must be at least 0.1' })
  .max(100, { error: 'a shape must be at most 100' })

/** How long something takes, in minutes. */
export const distributionSchema = z.discriminatedUnion(
  'distribution',
  [
    z.strictObject({ distribution: z.literal('constant'), minutes: positive('a duration') }),
    z.strictObject({ distribution: z.literal('exponential'), meanMinutes: positive('a mean') }),
    /** Logarithm normal with standard deviation `sigma` around ln(median). */
    z.strictObject({ distribution: z.literal('lognormal'), medianMinutes: positive('a median'), sigma }),
    /** Variance mean^2 / shape; shape 1 is the exponential. */
    z.strictObject({ distribution: z.literal('gamma'), meanMinutes: positive('a mean'), shape }),
    /** Hazard rises with time above shape 1 and falls below; shape 1 is the exponential. */
    z.strictObject({ distribution: z.literal('weibull'), meanMinutes: positive('a mean'), shape }),
  ],
  { error: 'choose one of the distributions constant, exponential, lognormal, gamma, weibull' },
)
export type Distribution = z.infer<typeof distributionSchema>

/** Mean in minutes. */
export function meanMinutesOf(distribution: Distribution): number {
  switch (distribution.distribution) {
    case 'constant':
      return distribution.minutes
    case 'exponential':
    case 'gamma':
    case 'weibull':
      return distribution.meanMinutes
    case 'lognormal':
      return distribution.medianMinutes * Math.exp(distribution.sigma ** 2 / 2)
  }
}
