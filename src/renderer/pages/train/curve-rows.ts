import type { RunMetrics } from '../../../shared/run.ts'

/** A number of a training at an iteration; null where it was not measured. */
export type CurveValue = (metrics: RunMetrics) => number | null

interface CurvePoint {
  mean: number
  /** Smallest and largest of the trainings. */
  range: [number, number]
}

export interface CurveRow {
  iteration: number
  decisions: number
  /** How many trainings have come this far. */
  trainings: number
  /** By series; null where no training was measured. */
  points: readonly (CurvePoint | null)[]
}

/** The iterations at which something was measured, over all trainings of one setting: these have the same iterations. */
export function curveRows(trainings: readonly (readonly RunMetrics[])[], series: readonly CurveValue[]): CurveRow[] {
  const byIteration = new Map<number, RunMetrics[]>()
  for (const metrics of trainings)
    for (const one of metrics) {
      const found = byIteration.get(one.iteration)
      if (found === undefined) byIteration.set(one.iteration, [one])
      else found.push(one)
    }
  return [...byIteration.values()]
    .map(
      (found): CurveRow => ({
        iteration: found[0]!.iteration,
        decisions: found[0]!.decisions,
        trainings: found.length,
        points: series.map((value) => pointOf(found.map(value))),
      }),
    )
    .filter(({ points }) => points.some((point) => point !== null))
    .sort((a, b) => a.iteration - b.iteration)
}

function pointOf(values: readonly (number | null)[]): CurvePoint | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  return {
    mean: known.reduce((sum, value) => sum + value, 0) / known.length,
    range: [Math.min(...known), Math.max(...known)],
  }
}
