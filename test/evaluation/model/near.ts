import { expect } from 'vitest'
import type { Measure } from '../../../src/shared/model/result.ts'

/** Two-sided 99.9 %. */
export const errors = 3.29

/** Within chance of the exact value, and known well enough to mean something. */
export function expectNear(measure: Measure, exact: number, relativeError = 0.1): void {
  expect(measure).not.toBeNull()
  expect(Math.abs(measure!.mean - exact) / measure!.standardError, `${measure!.mean} against ${exact}`).toBeLessThan(errors)
  expect(measure!.standardError).toBeLessThan(relativeError * exact)
}
