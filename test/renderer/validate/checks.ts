import type { ValidationCheck } from '../../../src/shared/validation.ts'

/** A check of the mean wait of M/M/1 at load 0.9 with what differs. */
export const check = (change: Partial<ValidationCheck> = {}): ValidationCheck => ({
  suite: 'queueing',
  name: 'M/M/1 at load 0.9: mean wait',
  description: 'Mean time in the queue.',
  unit: 'minutes',
  kind: 'value',
  expected: 9,
  observed: 9.04,
  band: null,
  standardError: 0.05,
  referenceStandardError: 0,
  rounding: 0,
  halfWidth: 0.1,
  halfWidthLimit: 0.18,
  tolerance: 0.1645,
  deviation: 0.8,
  replications: 200,
  ok: true,
  failure: null,
  source: 'Queueing Systems, volume 1',
  ...change,
})
