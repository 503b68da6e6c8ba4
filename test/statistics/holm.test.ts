import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holmAdjust } from '../../src/main/statistics/holm.ts'

describe('Holm adjustment', () => {
  it('reproduces the adjusted p-values of Benjamini and Hochberg (1995), in any order', () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
    const expected = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1]
    const adjusted = holmAdjust([...p].reverse()).reverse()
    for (const [index, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[index]!, 12)
  })

  it('never lowers a p-value, keeps order, and stays within Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
        const adjusted = holmAdjust(p)
        for (let i = 0; i < p.length; i++) {
          expect(adjusted[i]!).toBeGreaterThanOrEqual(p[i]!)
          expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, p[i]! * p.length))
          for (let j = 0; j < p.length; j++) if (p[i]! < p[j]!) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!)
        }
      }),
    )
  })
})
