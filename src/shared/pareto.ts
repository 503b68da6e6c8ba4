import type { Estimate, EvaluationResult } from './evaluation.ts'
import type { SeedPool } from './seed-pool.ts'

/** A way of working by what it costs and how far groups are apart. */
export interface ParetoPoint {
  id: string
  label: string
  cost: Estimate
  gap: Estimate
}

export interface ParetoSetting extends ParetoPoint {
  /** The trainings one by one. */
  seeds: readonly (ParetoPoint & { seed: number })[]
}

/** Each setting with its trainings, and today's rule and the tuned indices to hold them against. */
export function paretoOf(
  result: EvaluationResult,
  pools: readonly SeedPool[],
): { settings: ParetoSetting[]; references: ParetoPoint[] } {
  const point = (policy: string): ParetoPoint[] => {
    const outcome = result.policies.find((one) => one.policy === policy)
    if (!outcome?.needWeightedGap) return []
    return [{ id: policy, label: outcome.label, cost: outcome.needWeightedWait, gap: outcome.needWeightedGap }]
  }
  return {
    settings: pools.map(({ label, outcome, agents }) => ({
      id: label,
      label,
      cost: outcome.needWeightedWait.overSeeds,
      gap: outcome.needWeightedGap.overSeeds,
      seeds: agents.flatMap(({ seed, policy }) => point(policy).map((found) => ({ ...found, seed }))),
    })),
    references: result.policies
      .filter(({ policy, tunedIndex }) => policy === result.baseline || tunedIndex)
      .flatMap(({ policy }) => point(policy)),
  }
}
