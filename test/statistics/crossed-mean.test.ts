import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossedMean } from '../../src/main/statistics/crossed-mean.ts'
import { measureMean } from '../../src/main/statistics/estimate.ts'
import { tCritical } from '../../src/main/statistics/student-t.ts'
import { normals } from '../fairness/synthetic.ts'

describe('mean over trainings and replications', () => {
  it('has the standard error and degrees of freedom of Hillis (by NumPy)', () => {
    const { value, standardError, degreesOfFreedom } = crossedMean([
      [3, 5, 4, 8],
      [1, 4, 2, 7],
      [2, 7, 5, 9],
    ])
    expect(value).toBe(4.75)
    expect(standardError).toBeCloseTo(1.4264368973853074, 12)
    expect(degreesOfFreedom).toBeCloseTo(43.259763164525076, 10)
  })

  it('is the mean over replications where all trainings came out the same', () => {
    const row = [3, 9, 4, 1, 7]
    const { standardError, degreesOfFreedom } = crossedMean([row, row, row])
    expect(standardError).toBeCloseTo(measureMean(row).standardError, 12)
    expect(degreesOfFreedom).toBe(Number.POSITIVE_INFINITY)
  })

  it('is the t over trainings where all replications are the same, and never surer than that', () => {
    const constant = (value: number) => [value, value, value]
    const found = crossedMean([constant(-9.1), constant(-10.2), constant(-8.9)])
    expect(found.standardError).toBeCloseTo(measureMean([-9.1, -10.2, -8.9]).standardError, 12)
    expect(found.degreesOfFreedom).toBeCloseTo(2, 10)
    const number = fc.double({ min: -20, max: 20, noNaN: true })
    const tables = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 8 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      )
    fc.assert(
      fc.property(tables, (table) => {
        const overRows = measureMean(table.map((row) => measureMean(row).value)).standardError
        expect(crossedMean(table).standardError).toBeGreaterThanOrEqual(overRows - 1e-9)
      }),
    )
  })

  it('covers the truth in about 95 of 100 experiments, where t over three trainings on the same patients does not', () => {
    const normal = normals(11)
    let [crossed, plain] = [0, 0]
    const experiments = 600
    for (let experiment = 0; experiment < experiments; experiment++) {
      const patients = Array.from({ length: 40 }, () => 8 * normal())
      const table = Array.from({ length: 3 }, () => {
        const training = 0.7 * normal()
        return patients.map((day) => training + day + 2 * normal())
      })
      const found = crossedMean(table)
      if (Math.abs(found.value) < tCritical(0.95, found.degreesOfFreedom) * found.standardError) crossed++
      const means = measureMean(table.map((row) => measureMean(row).value))
      if (Math.abs(means.value) < tCritical(0.95, 2) * means.standardError) plain++
    }
    expect(crossed / experiments).toBeGreaterThan(0.92)
    expect(plain / experiments).toBeLessThan(0.9)
  })

  it('refuses what is no table', () => {
    expect(() => crossedMean([[1, 2]])).toThrow(RangeError)
    expect(() => crossedMean([[1], [2]])).toThrow('2 by 1')
    expect(() =>
      crossedMean([
        [1, 2],
        [1, 2, 3],
      ]),
    ).toThrow(RangeError)
  })
})
