import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/main/simulation/population/normal-quantile.ts'
import { normalBelow, normalDensity } from '../../src/main/statistics/normal-distribution.ts'

describe('the standard normal distribution', () => {
  it('has the known probabilities, also far in the tail', () => {
    expect(normalBelow(0)).toBeCloseTo(0.5, 15)
    expect(normalBelow(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(normalBelow(-1) / 0.15865525393145707).toBeCloseTo(1, 13)
    expect(normalBelow(-8) / 6.220960574271786e-16).toBeCloseTo(1, 7)
    expect(normalBelow(-38)).toBe(0)
  })

  it('is the inverse of the quantile and the integral of the density', () => {
    for (const p of [1e-10, 1e-4, 0.2, 0.5, 0.9, 0.9999]) expect(normalBelow(normalQuantile(p)) / p).toBeCloseTo(1, 8)
    const h = 1e-5
    for (const z of [-3, -0.4, 0, 2]) expect((normalBelow(z + h) - normalBelow(z - h)) / (2 * h)).toBeCloseTo(normalDensity(z), 8)
  })
})
