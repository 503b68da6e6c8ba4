import { z } from 'zod'
import { type Estimate, estimateSchema } from './estimate.ts'

/** What is pooled over trainings: need-weighted wait and the gap at equal need in the same minutes, and both in plain minutes. */
export const pooledMeasures = ['needWeightedWait', 'needWeightedGap', 'waitMinutes', 'equalNeedGapMinutes'] as const
export type PooledMeasure = (typeof pooledMeasures)[number]

/** The same of each pooled measure. */
export function ofEachPooledMeasure<Value>(of: (measure: PooledMeasure) => Value): Record<PooledMeasure, Value> {
  return Object.fromEntries(pooledMeasures.map((measure) => [measure, of(measure)])) as Record<PooledMeasure, Value>
}

/** One number over several trainings that differ in their seed only. */
const pooledSchema = z.object({
  /** t over seeds: the mean of other trainings, on these same patients. */
  overSeeds: estimateSchema,
  /** Other trainings and other patients: what the setting is worth. Never the narrower one. */
  overall: estimateSchema,
  /** The mean of the middle half with its bootstrap interval; null with fewer than 8 seeds. */
  interquartileMean: z.object({ mean: z.number(), lower: z.number(), upper: z.number() }).nullable(),
})
export type Pooled = z.infer<typeof pooledSchema>

const pooledOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ needWeightedWait: schema, needWeightedGap: schema, waitMinutes: schema, equalNeedGapMinutes: schema })

const contrastKinds = ['baseline', 'tuned-index', 'unweighted'] as const

/** A setting's agents less something else on the same patients: negative is less wait, or a smaller gap. */
const seedContrastSchema = z.object({
  /** Today's rule, the tuned index, or the agents of the same seeds without a fairness weight. */
  against: z.enum(contrastKinds),
  label: z.string(),
  pooled: pooledOf(pooledSchema),
  /** Each seed's own difference, paired by replication. */
  bySeed: z.array(pooledOf(estimateSchema).extend({ seed: z.int(), policy: z.string(), baseline: z.string() })),
  /** On the need-weighted wait, by the interval over trainings and patients. */
  verdict: z.enum(['better', 'worse', 'unclear']),
  sentences: z.array(z.string()),
})
export type SeedContrast = z.infer<typeof seedContrastSchema>

/** Agents of one setting that differ in their seed only, taken together. */
export const seedPoolSchema = z.object({
  /** No two pools of a result have the same. */
  label: z.string(),
  fairnessWeight: z.number(),
  readsGroups: z.boolean(),
  /** Each learned from so many decisions, */
  decisions: z.int(),
  /** on this scenario; absent from results of older versions. */
  scenario: z.string().nullish(),
  agents: z.array(z.object({ seed: z.int(), policy: z.string() })),
  outcome: pooledOf(pooledSchema),
  contrasts: z.array(seedContrastSchema),
})
export type SeedPool = z.infer<typeof seedPoolSchema>

/** A line of a table about a contrast: one seed, or a mean of all. */
export interface ContrastRow {
  id: string
  label: string
  /** Whether it speaks for the setting rather than for one training. */
  isMean: boolean
  values: Record<PooledMeasure, Estimate>
}

/** Each seed's own difference, then what they say together. */
export function contrastRows({ bySeed, pooled }: SeedContrast): ContrastRow[] {
  const mean = (id: keyof Pooled, label: string): ContrastRow[] => {
    const first = pooled.needWeightedWait[id]
    if (first === null) return []
    // An interval by bootstrap comes without a standard error, and no table of these shows one.
    const values = ofEachPooledMeasure((name) => ({ standardError: 0, n: bySeed.length, ...(pooled[name][id] ?? first) }))
    return [{ id, label, isMean: true, values }]
  }
  return [
    ...bySeed.map((row) => ({ id: row.policy, label: `Seed ${row.seed}`, isMean: false, values: row })),
    ...mean('overSeeds', 'Mean over trainings'),
    ...mean('overall', 'Mean over trainings and patients'),
    ...mean('interquartileMean', 'Interquartile mean'),
  ]
}
