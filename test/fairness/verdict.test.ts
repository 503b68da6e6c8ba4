import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyStatistics } from '../../src/main/fairness/policy-statistics.ts'
import { judge } from '../../src/main/fairness/verdict.ts'
import { normals, syntheticTable, uniforms } from './synthetic.ts'

const names = ['Children', 'Adults', 'Older adults', 'Adults with a language barrier'].map((label, index) => ({
  id: `g${index}`,
  label,
}))

/** Waits of M/M/10 (one an hour each) with strict acuity in three levels, by Cobham's formula, in minutes. */
const erlangC = 0.40918
const residual = (60 * erlangC) / 10
const cobham = (above: number, upTo: number) => residual / ((1 - above) * (1 - upTo))
const levels = [cobham(0, 0.1), cobham(0.1, 0.4), cobham(0.4, 0.8)]
const rates = [
  [0.2, 1, 2.8],
  [0.8, 2, 1.2],
]

/** 30 replications around exact means; noise is common to both groups of a level, as a busy day is. */
function hospital(wait: (group: number, level: number) => number) {
  const normal = normals(11)
  const noise = Array.from({ length: 30 }, () => normal())
  const average = noise.reduce((sum, value) => sum + value, 0) / 30
  return syntheticTable(30, 2, (replication, group, acuity) =>
    acuity < 3
      ? {
          patients: 100 * rates[group]![acuity]!,
          meanWaitMinutes: wait(group, acuity) * (1 + 0.05 * (noise[replication]! - average)),
        }
      : { patients: 0, meanWaitMinutes: 0 },
  )
}

describe('equal-need gap and verdict against exact answers', () => {
  it('finds no gap where groups differ in need only, although raw means differ by 74 %', () => {
    const statistics = policyStatistics(hospital((_, level) => levels[level]!))
    const [first, second] = statistics.groups
    expect(first!.waitMinutes.value / second!.waitMinutes.value).toBeCloseTo(1.741, 3)
    expect(first!.waitMinutes.value - second!.waitMinutes.value).toBeCloseTo(6.638, 3)
    expect(statistics.equalNeedGapMinutes.value).toBeCloseTo(0, 10)
    expect(judge(statistics, names, 5).verdict).toBe('equivalent')
  })

  it('finds a bias inside one level that leaves the overall mean as it was', () => {
    // Within level 3 the second group goes first: waits by Cobham with four classes; their ratio is (1 - 0.4) / (1 - 0.8).
    const biased = hospital((group, level) => (level < 2 ? levels[level]! : group === 1 ? cobham(0.4, 0.52) : cobham(0.52, 0.8)))
    const statistics = policyStatistics(biased)
    const level3 = (group: number) => statistics.groups[group]!.byAcuity[2]!.waitMinutes!.value
    expect(level3(0) / level3(1)).toBeCloseTo(3, 10)
    expect(statistics.waitMinutes.value).toBeCloseTo(60 * 0.20459, 3)
    const verdict = judge(statistics, names, 5)
    expect(verdict.verdict).toBe('disparity-shown')
    expect([verdict.longerGroupId, verdict.shorterGroupId]).toEqual(['g0', 'g1'])
    // Level 3 holds half of all patients, so half of its difference is the standardised gap.
    expect(verdict.differenceMinutes.mean).toBeCloseTo((cobham(0.52, 0.8) - cobham(0.4, 0.52)) / 2, 8)
    expect(verdict.sentence).toMatch(/^Children wait \d+\.\d minutes longer than adults of equal need \(95\u00a0% interval /)
  })

  it('raises a false alarm in about 5 of 100 experiments in which groups are drawn at random', () => {
    const normal = normals(3)
    const uniform = uniforms(4)
    let alarms = 0
    for (let experiment = 0; experiment < 200; experiment++) {
      let busy = 0
      const table = syntheticTable(40, 3, (_, group, acuity) => {
        if (group === 0 && acuity === 0) busy = Math.exp(0.4 * normal())
        const patients = Math.round((4 + 8 * uniform()) * (acuity === 2 ? 3 : 1))
        return { patients, meanWaitMinutes: 10 * (acuity + 1) * busy * Math.max(0.1, 1 + (0.8 * normal()) / Math.sqrt(patients)) }
      })
      // A margin that nothing meets, so that only the test against zero speaks.
      if (judge(policyStatistics(table), names, 0.001).verdict === 'disparity-shown') alarms++
    }
    expect(alarms).toBeGreaterThanOrEqual(4)
    expect(alarms).toBeLessThanOrEqual(16)
  })
})

describe('verdict', () => {
  const arbitrary = fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    shift: fc.double({ min: 0, max: 20, noNaN: true }),
    spread: fc.double({ min: 0, max: 30, noNaN: true }),
    replications: fc.integer({ min: 2, max: 30 }),
    margin: fc.double({ min: 0.1, max: 30, noNaN: true }),
  })
  const statisticsOf = ({
    seed,
    shift,
    spread,
    replications,
  }: {
    seed: number
    shift: number
    spread: number
    replications: number
  }) => {
    const normal = normals(seed)
    return policyStatistics(
      syntheticTable(replications, 3, (_, group, acuity) => ({
        patients: 20,
        meanWaitMinutes: Math.max(0, 40 + 5 * acuity + group * shift + spread * normal()),
      })),
    )
  }

  it('follows its definition for any data', () => {
    fc.assert(
      fc.property(arbitrary, ({ margin, ...data }) => {
        const verdict = judge(statisticsOf(data), names, margin)
        expect(verdict.differenceMinutes.mean).toBeGreaterThanOrEqual(0)
        expect(verdict.longerGroupId).not.toBe(verdict.shorterGroupId)
        if (verdict.verdict === 'equivalent') expect(verdict.differenceMinutes.mean).toBeLessThan(margin)
        if (verdict.verdict === 'disparity-shown') {
          expect(verdict.pAdjusted).toBeLessThan(0.05)
          expect(verdict.differenceMinutes.lower).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never turns from equivalent to anything else when the margin is widened', () => {
    fc.assert(
      fc.property(arbitrary, ({ margin, ...data }) => {
        const statistics = statisticsOf(data)
        if (judge(statistics, names, margin).verdict === 'equivalent')
          expect(judge(statistics, names, margin * 1.5).verdict).toBe('equivalent')
      }),
      { numRuns: 40 },
    )
  })

  it('does not depend on the order of groups', () => {
    fc.assert(
      fc.property(arbitrary, ({ margin, seed, shift, spread, replications }) => {
        const cell = (group: number) => (replication: number, _: number, acuity: number) => ({
          patients: 20,
          meanWaitMinutes: Math.max(0, 30 + group * shift + spread * normals(seed + 97 * replication + 7 * group + acuity)()),
        })
        const table = (order: number[]) =>
          syntheticTable(replications, 3, (replication, group, acuity) => cell(order[group]!)(replication, group, acuity))
        const forwards = judge(policyStatistics(table([0, 1, 2])), names, margin)
        const backwards = judge(policyStatistics(table([2, 1, 0])), names, margin)
        expect(backwards.verdict).toBe(forwards.verdict)
        expect(backwards.differenceMinutes.mean).toBeCloseTo(forwards.differenceMinutes.mean, 8)
      }),
      { numRuns: 40 },
    )
  })

  it('says that it cannot tell: one replication, too few patients, groups that share no level of need', () => {
    const one = judge(
      policyStatistics(syntheticTable(1, 2, (_, group) => ({ patients: 50, meanWaitMinutes: 10 + 40 * group }))),
      names,
      5,
    )
    expect(one.verdict).toBe('not-enough-runs')
    expect(one.sentence).toMatch(/One replication/)
    const few = judge(
      policyStatistics(syntheticTable(20, 2, (_, group) => ({ patients: group === 0 ? 50 : 0.2, meanWaitMinutes: 10 }))),
      names,
      5,
    )
    expect(few.verdict).toBe('not-enough-runs')
    const disjoint = judge(
      policyStatistics(
        syntheticTable(20, 2, (_, group, acuity) => ({ patients: acuity === group ? 50 : 0, meanWaitMinutes: 10 + 40 * group })),
      ),
      names,
      5,
    )
    expect(disjoint.verdict).toBe('not-enough-runs')
    expect(disjoint.sentence).toMatch(/cannot be compared/)
  })
})
