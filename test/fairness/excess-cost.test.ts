import { describe, expect, it } from 'vitest'
import { columnTotals } from '../../src/main/evaluation/outcome-table.ts'
import { equalNeedBasis, excessCost, excessCostGap } from '../../src/main/fairness/gap.ts'
import { syntheticTable } from './synthetic.ts'

/** Costs by acuity 20, 10, 6, 3 and 1 for everybody, plus what is special about a group. */
const table = (patients: (group: number, acuity: number) => number, special: (group: number) => number) =>
  syntheticTable(3, 3, (_, group, acuity) => ({
    patients: patients(group, acuity),
    meanWaitMinutes: 30,
    meanCost: [20, 10, 6, 3, 1][acuity]! + special(group),
  }))
const measured = (from: ReturnType<typeof table>) => {
  const totals = columnTotals(from)
  const basis = equalNeedBasis(from)
  return { each: [0, 1, 2].map((group) => excessCost(totals, 3, basis, group)), gap: excessCostGap(totals, 3, basis) }
}

describe('excess cost at equal need', () => {
  it('is 0 where patients of equal need cost the same, however sick the groups are', () => {
    const { each, gap } = measured(
      table(
        (group, acuity) => 20 + 10 * ((group + 1) * (5 - acuity)),
        () => 0,
      ),
    )
    for (const excess of each) expect(excess).toBeCloseTo(0, 9)
    expect(gap).toBeCloseTo(0, 9)
  })

  it('is what a group pays more than the mean of all: in groups alike, 2 more of one is 4/3 above and 2/3 below', () => {
    const { each, gap } = measured(
      table(
        () => 40,
        (group) => (group === 1 ? 2 : 0),
      ),
    )
    expect(each[0]).toBeCloseTo(-2 / 3, 9)
    expect(each[1]).toBeCloseTo(4 / 3, 9)
    expect(gap).toBeCloseTo(2, 9)
  })

  it('does not depend on levels that nobody has', () => {
    const { gap } = measured(
      table(
        (_, acuity) => (acuity === 0 ? 0 : 40),
        (group) => group,
      ),
    )
    expect(gap).toBeCloseTo(2, 9)
  })
})
