import { describe, expect, it } from 'vitest'
import { curveRows } from '../../src/renderer/pages/train/curve-rows.ts'
import type { RunMetrics } from '../../src/shared/run.ts'

const outcome = (needWeightedWait: number) => ({
  needWeightedWait,
  waitMinutes: 20,
  equalNeedGapMinutes: 3,
  equalNeedWaitMinutes: [12],
})
const metricsOf = (iteration: number, changes: Partial<RunMetrics> = {}): RunMetrics => ({
  iteration,
  decisions: iteration * 1000,
  development: { replications: 10, agent: outcome(40 - iteration), reference: outcome(41) },
  excessCostByGroup: [0],
  groupWeights: [1],
  policyLoss: 0,
  valueLoss: 0,
  entropy: 1,
  approxKl: 0,
  clipFraction: 0,
  explainedVariance: 0,
  learningRate: 0,
  gradientNorm: 0,
  stepsPerSecond: 1,
  elapsedSeconds: iteration,
  ...changes,
})

const entropy = (one: RunMetrics) => one.entropy
const cost = (one: RunMetrics) => one.development?.agent.needWeightedWait ?? null

describe('curves of several trainings', () => {
  it('have the mean and the range of those that have come so far', () => {
    const trainings = [
      [metricsOf(1, { entropy: 1 }), metricsOf(2, { entropy: 3 })],
      [metricsOf(1, { entropy: 2 })],
      [metricsOf(1, { entropy: 6 }), metricsOf(2, { entropy: 5 })],
    ]
    expect(curveRows(trainings, [entropy])).toEqual([
      { iteration: 1, decisions: 1000, trainings: 3, points: [{ mean: 3, range: [1, 6] }] },
      { iteration: 2, decisions: 2000, trainings: 2, points: [{ mean: 4, range: [3, 5] }] },
    ])
  })

  it('leave out iterations at which nothing was measured, and count only what was', () => {
    const trainings = [
      [metricsOf(1), metricsOf(2, { development: null }), metricsOf(3, { development: null })],
      [metricsOf(1, { development: null }), metricsOf(2, { development: null }), metricsOf(3)],
    ]
    expect(curveRows(trainings, [cost]).map(({ iteration, points }) => [iteration, points])).toEqual([
      [1, [{ mean: 39, range: [39, 39] }]],
      [3, [{ mean: 37, range: [37, 37] }]],
    ])
    expect(curveRows(trainings, [cost, entropy])).toHaveLength(3)
  })

  it('are in order whoever is first, and none where nothing has begun', () => {
    expect(curveRows([[metricsOf(3)], [metricsOf(1), metricsOf(2)]], [entropy]).map(({ iteration }) => iteration)).toEqual([
      1, 2, 3,
    ])
    expect(curveRows([[], []], [entropy])).toEqual([])
  })
})
