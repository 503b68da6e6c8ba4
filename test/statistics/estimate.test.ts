import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interval, measureMean, pAgainstZero, pEquivalence, toEstimate } from '../../src/main/statistics/estimate.ts'
import { mean, variance } from '../../src/main/statistics/moments.ts'
import { tCritical, tTwoSidedP, tUpperTail } from '../../src/main/statistics/student-t.ts'

/** Student's sleep data (1908). Expected values: SciPy 1.17.1. */
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

describe('Student t', () => {
  it('has right tails far out, where one minus the distribution function is 0', () => {
    expect(tUpperTail(40, 5) / 9.205981085886477e-8).toBeCloseTo(1, 11)
    expect(tUpperTail(10, 2.5) / 0.0022207478836537117).toBeCloseTo(1, 11)
  })

  it('gives the Welch interval and p of the sleep data', () => {
    const [a, b] = [variance(first) / 10, variance(second) / 10]
    const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / 9 + b ** 2 / 9)
    const difference = mean(first) - mean(second)
    const half = tCritical(0.95, degreesOfFreedom) * Math.sqrt(a + b)
    expect(degreesOfFreedom).toBeCloseTo(17.776473516178484, 11)
    expect(tTwoSidedP(difference / Math.sqrt(a + b), degreesOfFreedom)).toBeCloseTo(0.0793941401873583, 12)
    expect(difference - half).toBeCloseTo(-3.3654832307, 10)
    expect(difference + half).toBeCloseTo(0.2054832307, 10)
  })
})

describe('estimates over replications', () => {
  const paired = measureMean(first.map((value, index) => value - second[index]!))

  it('gives the paired t test of the sleep data', () => {
    expect(paired.value / paired.standardError).toBeCloseTo(-4.062127683382037, 12)
    expect(pAgainstZero(paired)).toBeCloseTo(0.002832890197384273, 13)
    const estimate = toEstimate(paired)
    expect(estimate.n).toBe(10)
    expect(estimate.upper - estimate.mean).toBeCloseTo(2.2621571627409915 * paired.standardError, 10)
  })

  it('shows nothing from one replication, and everything from values without spread', () => {
    expect(pAgainstZero(measureMean([5]))).toBe(1)
    expect(pEquivalence(measureMean([0]), 5)).toBe(1)
    expect(interval(measureMean([5]))).toEqual([5, 5])
    expect(pAgainstZero(measureMean([5, 5, 5]))).toBe(0)
    expect(pAgainstZero(measureMean([0, 0, 0]))).toBe(1)
    expect(pEquivalence(measureMean([4, 4]), 5)).toBe(0)
    expect(pEquivalence(measureMean([6, 6]), 5)).toBe(1)
  })

  it('calls a value equivalent to 0 exactly where its 90 % interval lies inside the margin', () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 20 })
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 12, noNaN: true }), (list, margin) => {
        const measured = measureMean(list)
        const [lower, upper] = interval(measured, 0.9)
        fc.pre(Math.min(Math.abs(margin - upper), Math.abs(lower + margin)) > 1e-6)
        expect(pEquivalence(measured, margin) < 0.05).toBe(lower > -margin && upper < margin)
      }),
    )
  })

  it('excludes 0 from the 95 % interval exactly where p is below 0.05', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 10, noNaN: true }), { minLength: 2, maxLength: 20 }), (list) => {
        const measured = measureMean(list)
        const [lower, upper] = interval(measured)
        fc.pre(Math.min(Math.abs(lower), Math.abs(upper)) > 1e-6)
        expect(pAgainstZero(measured) < 0.05).toBe(lower > 0 || upper < 0)
      }),
    )
  })
})
