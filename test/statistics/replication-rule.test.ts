import { describe, expect, it } from 'vitest'
import { ColumnMoments } from '../../src/main/statistics/column-moments.ts'
import { ReplicationRule } from '../../src/main/statistics/replication-rule.ts'
import { tCritical } from '../../src/main/statistics/student-t.ts'

/** How many replications the rule looked at, and what it found enough; measures are means. */
function run(precision: number, replications: readonly (readonly number[])[]) {
  const rule = new ReplicationRule(precision)
  const moments = new ColumnMoments(replications[0]!.length)
  const last = replications.findIndex((values) => {
    moments.add(values)
    return rule.add(
      values.map((_, column) => {
        const standardError = moments.standardError(column)
        return standardError === 0 ? 0 : (tCritical(0.95, moments.counts[column]! - 1) * standardError) / moments.means[column]!
      }),
    )
  })
  return { rule, lookedAt: last < 0 ? null : last + 1, enough: rule.enough }
}

describe('number of replications', () => {
  it('follows the half-width over the mean as worked by hand', () => {
    const { rule } = run(0.001, [[9], [11], [10], [12]])
    // t(0.975, 2) = 4.302653, t(0.975, 3) = 3.182446.
    expect(rule.path[0]).toBeCloseTo((4.302653 * 1) / Math.sqrt(3) / 10, 6)
    expect(rule.path[1]).toBeCloseTo((3.182446 * Math.sqrt(5 / 3)) / Math.sqrt(4) / 10.5, 6)
    expect(rule.enough).toBeNull()
  })

  it('is content with three that agree, after five more that agree', () => {
    expect(
      run(
        0.05,
        Array.from({ length: 12 }, () => [10]),
      ),
    ).toMatchObject({ lookedAt: 8, enough: 3 })
  })

  it('starts again where the look-ahead falls out of the precision', () => {
    const values = [10, 10, 10, 10, 10, 16, ...Array<number>(200).fill(10)]
    const { rule, lookedAt, enough } = run(
      0.05,
      values.map((value) => [value]),
    )
    expect(rule.path.slice(0, 3).every((width) => width <= 0.05)).toBe(true)
    expect(rule.path[3]).toBeGreaterThan(0.05)
    expect(enough).toBeGreaterThan(6)
    expect(lookedAt).toBe(enough! + 5)
    // The first from which on the path stays inside, by the path itself.
    expect(rule.path[enough! - 3]).toBeLessThanOrEqual(0.05)
    expect(rule.path[enough! - 4]).toBeGreaterThan(0.05)
  })

  it('looks ahead five in the hundred beyond 100 replications', () => {
    const noisy = Array.from({ length: 2000 }, (_, index) => [10 + (index % 2 === 0 ? 4 : -4)])
    const { lookedAt, enough } = run(0.05, noisy)
    // 1.96 x 4 / sqrt(n) <= 0.5 from about 250 on.
    expect(enough).toBeGreaterThan(230)
    expect(lookedAt).toBe(enough! + Math.floor((5 * enough!) / 100))
  })

  it('goes by the worst measure and says which it was', () => {
    const steady = Array.from({ length: 400 }, (_, index) => [50 + (index % 2), 10 + 3 * (index % 2), 7])
    const { rule, enough } = run(0.05, steady)
    expect(rule.worst).toBe(1)
    expect(enough).toBe(
      run(
        0.05,
        steady.map((values) => [values[1]!]),
      ).enough,
    )
  })
})
