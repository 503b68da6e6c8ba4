import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../../src/main/simulation/population/normal-quantile.ts'

describe('normalQuantile', () => {
  // The first three are the check values of Algorithm AS 241.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
    [0.5, 0],
    [1e-10, -6.361340902404056],
  ])('at %d is %d', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 12)
  })

  it('is symmetric', () => {
    for (const p of [0.01, 0.07, 0.3, 0.4999]) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 10)
  })
})
