import { describe, expect, it } from 'vitest'
import { fitCare } from '../../../src/main/calibration/care/care-fit.ts'
import type { CareVisits } from '../../../src/main/calibration/care/care-visits.ts'
import { goodnessOfFit } from '../../../src/main/calibration/care/goodness-of-fit.ts'
import { normalBelow } from '../../../src/main/statistics/normal-distribution.ts'
import { chance } from '../chance.ts'
import { visitsOf, withoutErrors } from './care-cases.ts'

const fitsOf = (visits: CareVisits) => goodnessOfFit(fitCare(withoutErrors(), visits, () => {}))
const discharged = (stays: readonly number[]) => visitsOf(stays.map((stay) => ({ group: 0, assigned: 2, admitted: 0, stay })))

describe('goodness of fit of stays', () => {
  it('sets what was seen against the fitted distribution, at up to a hundred points', () => {
    const { lognormal } = chance(3)
    const stays = Array.from({ length: 401 }, () => lognormal(120, 0.6))
    const [fit, ...others] = fitsOf(discharged(stays))
    expect(others).toEqual([])
    expect(fit).toMatchObject({ label: 'Time in the care space, triage level 3', visits: 401, fits: true })
    // Kolmogorov's 5 % point.
    expect(fit!.allowedDistance).toBeCloseTo(1.358 / Math.sqrt(401), 12)
    const logs = stays.map(Math.log)
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
    const sigma = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length)
    expect(fit!.points).toHaveLength(100)
    for (const { minutes, observed, fitted } of fit!.points) {
      const below = stays.filter((stay) => stay < minutes).length
      expect(observed).toBeCloseTo((below + 0.5) / 401, 12)
      expect(fitted).toBeCloseTo(normalBelow((Math.log(minutes) - mean) / sigma), 4)
    }
    expect(fit!.distance).toBe(Math.max(...fit!.points.map(({ observed, fitted }) => Math.abs(observed - fitted))))
  })

  it('says where no family has such stays: half of them short, half of them long', () => {
    const { lognormal } = chance(5)
    const two = Array.from({ length: 600 }, (_, index) => (index % 2 === 0 ? lognormal(25, 0.15) : lognormal(300, 0.15)))
    const [fit] = fitsOf(discharged(two))
    expect(fit!.fits).toBe(false)
    expect(fit!.distance).toBeGreaterThan(2 * fit!.allowedDistance)
  })

  it('is not told of a handful', () => {
    const { lognormal } = chance(6)
    expect(fitsOf(discharged(Array.from({ length: 19 }, () => lognormal(120, 0.6))))).toEqual([])
  })
})

describe('goodness of fit of patience', () => {
  const { lognormal } = chance(8)
  const waits = Array.from({ length: 900 }, () => {
    const [patience, care] = [lognormal(300, 0.7), lognormal(200, 0.8)]
    return { group: 0, assigned: 3, left: patience < care ? 1 : 0, used: Math.min(patience, care) }
  })
  const [fit] = fitsOf(visitsOf(waits))

  it('counts those whose care came first as long as they waited (Kaplan and Meier)', () => {
    expect(fit).toMatchObject({ label: 'Patience, triage level 4', visits: 900, fits: true })
    for (const { minutes, observed } of fit!.points) {
      let [before, after] = [1, 1]
      for (const { used } of waits.filter(({ left, used }) => left === 1 && used <= minutes)) {
        const atRisk = waits.filter((other) => other.used >= used).length
        if (used < minutes) before *= 1 - 1 / atRisk
        after *= 1 - 1 / atRisk
      }
      expect(observed).toBeCloseTo(1 - (before + after) / 2, 10)
    }
  })

  it('shows what leaving alone would not: patience is longer than the waits of those who left', () => {
    const left = waits.filter((wait) => wait.left === 1)
    const median = fit!.points.find(({ observed }) => observed >= 0.5)!.minutes
    const medianOfLeavers = left.map(({ used }) => used).sort((a, b) => a - b)[Math.floor(left.length / 2)]!
    expect(medianOfLeavers).toBeLessThan(0.8 * median)
    expect(median).toBeGreaterThan(250)
    expect(median).toBeLessThan(360)
  })
})
