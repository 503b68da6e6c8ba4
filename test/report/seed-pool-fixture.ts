import type { Estimate } from '../../src/shared/evaluation.ts'
import { ofEachPooledMeasure, type Pooled, type SeedPool } from '../../src/shared/seed-pool.ts'

const estimate = (mean: number, half: number, n: number): Estimate => ({
  mean,
  lower: mean - half,
  upper: mean + half,
  standardError: half / 2,
  n,
})

/** Agents without a fairness weight that are 9 minutes better than strict acuity; with an interquartile mean from 8 seeds on. */
export function seedPoolOf(seeds: readonly number[]): SeedPool {
  const n = seeds.length
  const pooled = (mean: number): Pooled => ({
    overSeeds: estimate(mean, 1, n),
    overall: estimate(mean, 2, n),
    interquartileMean: n < 8 ? null : { mean: mean - 0.5, lower: mean - 1.5, upper: mean + 0.5 },
  })
  return {
    label: 'Agents with fairness weight 0',
    fairnessWeight: 0,
    readsGroups: true,
    decisions: 120_000,
    agents: seeds.map((seed) => ({ seed, policy: `run-${seed}` })),
    outcome: ofEachPooledMeasure(() => pooled(60)),
    contrasts: [
      {
        against: 'baseline',
        label: 'Strict acuity',
        pooled: ofEachPooledMeasure(() => pooled(-9)),
        bySeed: seeds.map((seed) => ({
          seed,
          policy: `run-${seed}`,
          baseline: 'acuity',
          ...ofEachPooledMeasure(() => estimate(-5.5 - seed, 2, 100)),
        })),
        verdict: 'better',
        sentences: ['Better than strict acuity: for sure.'],
      },
    ],
  }
}
