import { z } from 'zod'
import { engineNames } from './engine.ts'

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Jobs at once; null: the larger of 4 and the number of cores. */
  maximumParallelJobs: z
    .int({ error: 'must be a whole number from 1 to 64' })
    .min(1, { error: 'must be a whole number from 1 to 64' })
    .max(64, { error: 'must be a whole number from 1 to 64' })
    .nullable(),
  /** Replications of a comparison made in the window. */
  replications: z
    .int({ error: 'replications must be a whole number from 10 to 5000' })
    .min(10, { error: 'replications must be a whole number from 10 to 5000' })
    .max(5000, { error: 'replications must be a whole number from 10 to 5000' }),
  expertDetail: z.boolean(),
  /** What trains new runs; automatic: what suits this machine. */
  engine: z.enum(['automatic', ...engineNames], { error: `must be automatic or one of ${engineNames.join(', ')}` }),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  theme: 'system',
  maximumParallelJobs: null,
  replications: 100,
  expertDetail: false,
  engine: 'automatic',
}
