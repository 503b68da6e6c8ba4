import type { EvaluationResult } from '../../src/shared/evaluation.ts'

/** A result that the contract accepts, with nothing in it. */
export const emptyResult: EvaluationResult = {
  scenario: 'urban',
  scenarioTitle: 'Urban',
  groups: [],
  targetScale: 'CTAS',
  targetMinutes: [1, 15, 30, 60, 120],
  warmUpHours: 24,
  days: 5,
  replications: 100,
  seed: 5,
  patientsPerReplication: 600.5,
  offeredLoad: { clinicians: 0.8, careSpaces: 0.9, busiestTwelveHours: 1.05 },
  policies: [],
  baseline: 'acuity',
  comparisons: [],
  recommendations: null,
  warnings: [],
}
