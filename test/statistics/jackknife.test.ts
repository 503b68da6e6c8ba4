import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureMean } from '../../src/main/statistics/estimate.ts'
import { jackknife, measure, subtract } from '../../src/main/statistics/jackknife.ts'
import { normals } from '../fairness/synthetic.ts'

const ratio = (totals: Float64Array, into: Float64Array) => {
  into[0] = totals[0]! / totals[1]!
}

describe('jackknife over replications', () => {
  it('is the ordinary t interval where every denominator is the same', () => {
    const values = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 25 })
    fc.assert(
      fc.property(values, (list) => {
        const rows = Float64Array.from(list.flatMap((value) => [value * 4, 4]))
        const measured = measure(jackknife(rows, 2, 1, ratio)[0]!)
        const plain = measureMean(list)
        expect(measured.value).toBeCloseTo(plain.value, 9)
        expect(measured.standardError).toBeCloseTo(plain.standardError, 8)
      }),
    )
  })

  it('covers the true ratio in about 95 of 100 experiments when sums and counts vary together', () => {
    const normal = normals(5)
    let covered = 0
    for (let experiment = 0; experiment < 1000; experiment++) {
      const rows = new Float64Array(2 * 30)
      for (let replication = 0; replication < 30; replication++) {
        const patients = Math.max(5, Math.round(40 + 12 * normal()))
        // Crowded replications wait longer: numerator and denominator are dependent, E(sum) / E(count) is not the mean of ratios.
        rows[2 * replication] = patients * (20 + 0.5 * (patients - 40) + 3 * normal())
        rows[2 * replication + 1] = patients
      }
      const { value, standardError } = measure(jackknife(rows, 2, 1, ratio)[0]!)
      const truth = 20 + (0.5 * 144) / 40
      if (Math.abs(value - truth) < 2.045 * standardError) covered++
    }
    expect(covered).toBeGreaterThan(925)
    expect(covered).toBeLessThan(970)
  })

  it('takes a ratio that one replication holds alone as unchanged without it', () => {
    const result = jackknife(Float64Array.from([0, 0, 12, 3, 0, 0]), 2, 1, ratio)[0]!
    expect(result.value).toBe(4)
    expect([...result.pseudoValues]).toEqual([4, 4, 4])
  })

  it('pairs by replication, and refuses unequal numbers', () => {
    const a = { value: 3, pseudoValues: Float64Array.of(1, 5) }
    const b = { value: 2, pseudoValues: Float64Array.of(0, 4) }
    expect(measure(subtract(a, b))).toEqual({ value: 1, standardError: 0, replications: 2 })
    expect(() => subtract(a, { value: 1, pseudoValues: Float64Array.of(1) })).toThrow(/2 and 1/)
  })
})
