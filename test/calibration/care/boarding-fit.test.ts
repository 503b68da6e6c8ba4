import { describe, expect, it } from 'vitest'
import { fitBoarding } from '../../../src/main/calibration/care/boarding-fit.ts'
import { outcomes } from '../../../src/main/calibration/visits/visit-words.ts'
import type { Visits } from '../../../src/main/calibration/visits/visits.ts'
import { preset } from '../../presets.ts'
import { chance } from '../chance.ts'

const scenario = preset('urban')
const cap = scenario.admission.boardingCapMinutes

function visits(count: number, boarding: (visit: number) => number): Visits {
  const zeros = new Float64Array(count)
  return {
    count,
    arrivalWallMinutes: zeros,
    arrivalMinutes: zeros,
    startMinutes: zeros,
    readyMinutes: zeros,
    departureMinutes: Float64Array.from({ length: count }, (_, visit) => boarding(visit)),
    triage: new Int8Array(count),
    group: Int16Array.from({ length: count }, (_, visit) => visit % 4),
    groupValues: ['a', 'b', 'c', 'd'],
    outcome: new Uint8Array(count).fill(outcomes.indexOf('admitted')),
    fields: new Set(['arrival', 'readyToLeave']),
  }
}

describe('the wait for a ward bed', () => {
  it('is fitted with its cap and a factor for each group but the largest', () => {
    let inside = 0
    for (let seed = 0; seed < 8; seed++) {
      const { lognormal } = chance(seed)
      const factors = [0.7, 1, 1.3, 1]
      const fit = fitBoarding(
        scenario,
        visits(800, (visit) => Math.min(cap, factors[visit % 4]! * lognormal(200, 1.2))),
        [0, 1, 2, 3],
        1,
      )!
      expect(fit.family.name).toBe('lognormal')
      expect(fit.capMinutes).toBe(cap)
      expect(fit.factor[1]).toBeNull()
      for (const [estimate, truth] of [
        [fit.typical, 200],
        [fit.spread!, 1.2],
        [fit.factor[0]!, 0.7],
        [fit.factor[2]!, 1.3],
      ] as const) {
        const [lower, upper] = estimate.interval(0.95)
        if (lower <= truth && truth <= upper) inside++
      }
    }
    expect(inside).toBeGreaterThanOrEqual(27)
  })

  it('takes another family where that is clearly better, and none from few visits', () => {
    const { gamma } = chance(3)
    expect(
      fitBoarding(
        scenario,
        visits(1000, () => gamma(150, 2)),
        [0, 1, 2, 3],
        1,
      )!.family.name,
    ).toBe('gamma')
    expect(
      fitBoarding(
        scenario,
        visits(40, () => 100),
        [0, 1, 2, 3],
        1,
      ),
    ).toBeNull()
  })
})
