import { describe, expect, it } from 'vitest'
import { createOutcomeTable, hourColumn } from '../../src/main/evaluation/outcome-table.ts'
import { type Change, changesToTry, worstHours } from '../../src/main/fairness/changes.ts'
import { policyStatistics } from '../../src/main/fairness/policy-statistics.ts'
import { recommend } from '../../src/main/fairness/recommend.ts'
import { preset } from '../presets.ts'
import { normals, syntheticTable } from './synthetic.ts'

const urban = preset('urban')
const change = (id: string): Change => ({ id, kind: 'rule', title: `Change ${id}`, description: '', scenario: urban, policy: id })

/** 40 replications; the first group waits `wait`, the last `wait + gap` at every level, with noise that all tables share. */
function outcomes(wait: number, gap: number, cost: number, own = 0, seed = 1) {
  const shared = normals(8)
  const private_ = normals(seed)
  const days = Array.from({ length: 40 }, () => ({ common: 5 * shared(), own: own * private_() }))
  return policyStatistics(
    syntheticTable(40, 4, (replication, group) => {
      const day = days[replication]!
      return {
        patients: 30,
        meanWaitMinutes: 40 + wait + day.common + (group === 3 ? 10 + gap + day.own : 0),
        meanCost: 200 + cost + 3 * day.common + 5 * day.own,
      }
    }),
  )
}
const today = outcomes(0, 0, 0)
const tryAll = (...statistics: ReturnType<typeof outcomes>[]) =>
  recommend(
    urban,
    'acuity',
    today,
    statistics.map((one, index) => ({ change: change(`${index + 1}`), statistics: one })),
  )

describe('recommendations', () => {
  it('stay silent on a change without effect, exactly none or none but noise', () => {
    const { candidates, sentence } = tryAll(outcomes(0, 0, 0), outcomes(0, 0, 0, 2, 3))
    for (const candidate of candidates) {
      expect(candidate.recommended).toBe(false)
      expect(candidate.sentence).toMatch(/40 replications do not show/)
    }
    expect(candidates[0]!.pGap).toBe(1)
    expect(sentence).toMatch(/^None of the 2 changes/)
  })

  it('name a change that helps, by how much and whom', () => {
    const { candidates, sentence } = tryAll(outcomes(0, -4, -12, 1, 5), outcomes(0, 0, 0, 1, 6))
    const [helps, not] = candidates
    expect(helps!.recommended).toBe(true)
    expect(helps!.equalNeedGapMinutes.mean).toBeCloseTo(-4, 0)
    expect(helps!.pGap).toBeLessThan(0.05)
    expect(helps!.sentence).toMatch(/^Change 1\. This narrows the equal-need gap by [34]\.\d minutes \(95\u00a0% interval/)
    expect(helps!.sentence).toMatch(/Shorter waits for adults with a language barrier/)
    expect(helps!.byGroup.map((group) => group.effect)).toEqual(['unclear', 'unclear', 'unclear', 'gains'])
    expect(not!.recommended).toBe(false)
    expect(sentence).toBe('1 of the 2 changes tried on the same patients (40 replications) helps: change 1.')
  })

  it('do not recommend what helps one outcome at the cost of the other, and name the trade-off', () => {
    const [candidate] = tryAll(outcomes(6, -5, 60, 1, 5)).candidates
    expect(candidate!.recommended).toBe(false)
    expect(candidate!.sentence).toMatch(/trade-off.*narrows the equal-need gap.*but raises the need-weighted wait/)
    expect(candidate!.byGroup[0]!.effect).toBe('loses')
  })

  it('do not recommend what only harms', () => {
    const [candidate] = tryAll(outcomes(2, 4, 20, 1, 5)).candidates
    expect(candidate!.recommended).toBe(false)
    expect(candidate!.sentence).toMatch(/Not recommended: it widens the equal-need gap .* and raises the need-weighted wait/)
  })

  it('ask for stronger evidence the more is tried', () => {
    const weak = outcomes(0, -0.9, 0, 2.5, 12)
    const nothing = Array.from({ length: 9 }, (_, index) => outcomes(0, 0, 0, 2, 30 + index))
    expect(tryAll(weak, ...nothing).candidates[0]!.pGap).toBeGreaterThan(tryAll(weak).candidates[0]!.pGap)
  })

  it('raise a false hope in at most about 5 of 100 searches among five changes without effect', () => {
    let hopes = 0
    for (let search = 0; search < 100; search++) {
      const useless = Array.from({ length: 5 }, (_, index) => outcomes(0, 0, 0, 2, 1000 + 10 * search + index))
      if (tryAll(...useless).candidates.some((candidate) => candidate.recommended)) hopes++
    }
    expect(hopes).toBeLessThanOrEqual(10)
  })
})

describe('changes to try', () => {
  it('help in the four hours with the longest waits, across midnight too', () => {
    const table = createOutcomeTable(1, 1)
    for (let hour = 0; hour < 24; hour++) {
      table.rows[hourColumn(1, hour)] = 10
      table.rows[hourColumn(1, hour) + 24] = hour >= 22 || hour < 2 ? 600 : 100
    }
    expect(worstHours(table)).toBe(22)
    const statistics = outcomes(0, 0, 0)
    const [clinician] = changesToTry(urban, 'acuity', { table: withHours(table.rows, 40), statistics }, [])
    expect(clinician!.title).toBe('One more clinician from 22:00 to 02:00')
    const added = clinician!.scenario.resources.cliniciansByHour.map(
      (count, hour) => count - urban.resources.cliniciansByHour[hour]!,
    )
    expect(added.flatMap((more, hour) => (more === 1 ? [hour] : []))).toEqual([0, 1, 22, 23])
    expect(added.filter((more) => more !== 0)).toHaveLength(4)
  })

  it('better the triage of the group that waits longest, and leave everybody else as they are', () => {
    const table = createOutcomeTable(4, 40)
    const triage = changesToTry(urban, 'acuity', { table, statistics: outcomes(0, 0, 0) }, []).find(
      (one) => one.kind === 'triage',
    )!
    expect(triage.scenario.groups.map((group) => group.underTriage)).toEqual([0.2, 0.15, 0.35, 0.15])
    expect(triage.title).toBe('Triage of adults with a language barrier as reliable as of adults')
    const perfect = { ...urban, groups: urban.groups.map((group) => ({ ...group, underTriage: 0 })) }
    expect(changesToTry(perfect, 'acuity', { table, statistics: outcomes(0, 0, 0) }, []).map((one) => one.kind)).not.toContain(
      'triage',
    )
    const even = { ...urban, groups: urban.groups.map((group) => ({ ...group, underTriage: 0.2 })) }
    const halved = changesToTry(even, 'acuity', { table, statistics: outcomes(0, 0, 0) }, []).find(
      (one) => one.kind === 'triage',
    )!
    expect(halved.scenario.groups.map((group) => group.underTriage)).toEqual([0.2, 0.2, 0.2, 0.1])
  })
})

/** The hours of a one-group row as a table of four groups. */
function withHours(row: Float64Array, replications: number) {
  const table = createOutcomeTable(4, replications)
  for (let hour = 0; hour < 48; hour++) table.rows[hourColumn(4, 0) + hour] = row[hourColumn(1, 0) + hour]!
  return table
}
