import { describe, expect, it } from 'vitest'
import { analyse } from '../../src/main/fairness/analyse.ts'
import { evaluatedRule, type PolicyDescription } from '../../src/main/fairness/evaluated-policy.ts'
import { policyStatistics } from '../../src/main/fairness/policy-statistics.ts'
import { measureMean, toEstimate } from '../../src/main/statistics/estimate.ts'
import { evaluationResultSchema } from '../../src/shared/evaluation.ts'
import { preset } from '../presets.ts'
import { normals, syntheticTable } from './synthetic.ts'

const scenario = preset('urban')
const replications = 40
const groups = scenario.groups.length

/** Waits that differ from day to day, by so much less for an agent, with so large a gap between the first group and the others. */
const statisticsOf = (less: number, gap: number, noiseSeed: number) => {
  const days = normals(5)
  const own = normals(noiseSeed)
  const waits = Array.from({ length: replications }, () => 60 + 8 * days() - less + own())
  return policyStatistics(
    syntheticTable(replications, groups, (replication, group) => ({
      patients: 20,
      meanWaitMinutes: waits[replication]! + (group === 0 ? gap : 0),
    })),
  )
}

const place = { scenarioId: 'urban', scenarioVersion: 1, isBest: false }
const agent = (seed: number, fairnessWeight: number, changes: Partial<PolicyDescription> = {}): PolicyDescription => ({
  name: `run-${seed}-${fairnessWeight}`,
  label: `Agent ${seed} ${fairnessWeight}`,
  kind: 'agent',
  fairnessWeight,
  readsGroups: true,
  training: { ...place, scenario: scenario.name, decisions: 800_000, seed, hospital: scenario },
  tunedIndex: null,
  ...changes,
})

const baseline = { policy: evaluatedRule('acuity'), statistics: statisticsOf(0, 20, 1) }
const analysed = (agents: readonly { policy: PolicyDescription; statistics: ReturnType<typeof statisticsOf> }[]) =>
  evaluationResultSchema.parse(
    JSON.parse(JSON.stringify(analyse({ scenario, seed: 3, baseline: 'acuity', policies: [baseline, ...agents] }))),
  )

const gains = [9.1, 10.2, 8.9]
const plain = gains.map((less, index) => ({ policy: agent(index + 1, 0), statistics: statisticsOf(less, 20, 10 + index) }))
const fair = gains.map((less, index) => ({ policy: agent(index + 1, 0.8), statistics: statisticsOf(less - 9, 3, 20 + index) }))

describe('agents that differ in their seed only', () => {
  const result = analysed([...plain, ...fair])
  const [unweighted, weighted] = result.seedPools ?? []

  it('are pooled by setting, each against today’s rule and against the same seed without a weight', () => {
    expect(result.seedPools?.map(({ label }) => label)).toEqual([
      'Agents with fairness weight 0',
      'Agents with fairness weight 0.8',
    ])
    expect(unweighted?.agents).toEqual([1, 2, 3].map((seed) => ({ seed, policy: `run-${seed}-0` })))
    expect(unweighted?.contrasts.map(({ against }) => against)).toEqual(['baseline'])
    expect(weighted?.contrasts.map(({ against }) => against)).toEqual(['baseline', 'unweighted'])
    expect(weighted?.contrasts[1]?.bySeed.map(({ seed, policy, baseline: other }) => [seed, policy, other])).toEqual(
      [1, 2, 3].map((seed) => [seed, `run-${seed}-0.8`, `run-${seed}-0`]),
    )
  })

  it('have the differences of the comparisons, and their t over seeds', () => {
    const contrast = unweighted!.contrasts[0]!
    const bySeed = contrast.bySeed.map(({ needWeightedWait }) => needWeightedWait)
    expect(bySeed).toEqual(result.comparisons.slice(0, 3).map(({ needWeightedWait }) => needWeightedWait))
    expect(contrast.pooled.needWeightedWait.overSeeds).toEqual(toEstimate(measureMean(bySeed.map(({ mean }) => mean))))
    const levels = result.policies.slice(1, 4).map(({ needWeightedGap }) => needWeightedGap!.mean)
    expect(unweighted!.outcome.needWeightedGap.overSeeds.mean).toBeCloseTo(measureMean(levels).value, 10)
    const fairness = weighted!.contrasts[1]!.bySeed.map(({ needWeightedGap }) => needWeightedGap)
    expect(fairness).toEqual(result.fairnessComparisons?.map(({ needWeightedGap }) => needWeightedGap))
  })

  it('are less sure over other patients too, and the level is less sure than the difference', () => {
    const { overSeeds, overall } = unweighted!.contrasts[0]!.pooled.needWeightedWait
    expect(overall.mean).toBe(overSeeds.mean)
    expect(overall.standardError).toBeGreaterThan(overSeeds.standardError)
    for (const { contrasts } of result.seedPools!)
      for (const { pooled } of contrasts)
        for (const { overSeeds: over, overall: both } of Object.values(pooled)) {
          expect(both.lower).toBeLessThanOrEqual(over.lower)
          expect(both.upper).toBeGreaterThanOrEqual(over.upper)
        }
    expect(unweighted!.outcome.needWeightedWait.overall.standardError).toBeGreaterThan(2 * overall.standardError)
  })

  it('say in words that they beat the rule, and that the gap closes', () => {
    const [againstRule] = unweighted!.contrasts
    expect(againstRule?.verdict).toBe('better')
    expect(againstRule?.sentences[0]).toMatch(
      /^Better than strict acuity: the mean need-weighted wait of 3 trainings is 9\.\d weighted minutes lower \(95\u00a0% interval \d+\.\d to \d+\.\d\)\.$/,
    )
    expect(againstRule?.sentences[1]).toBe('Taken one by one, 3 of 3 trainings wait less beyond chance and 0 longer.')
    expect(againstRule?.sentences[2]).toMatch(/that may be chance\.$/)
    const [, againstPlain] = weighted!.contrasts
    expect(againstPlain?.verdict).toBe('worse')
    expect(againstPlain?.sentences[0]).toMatch(
      /^Worse than the same agents without a fairness weight: .* 4\.\d weighted minutes higher/,
    )
    expect(againstPlain?.sentences[2]).toMatch(/^The gap between groups at equal need is 1\d\.\d weighted minutes smaller \(95/)
  })

  it('are reported as not shown to be better where they are not', () => {
    const none = analysed(
      [0.4, -0.6, 0.3].map((less, index) => ({ policy: agent(index, 0), statistics: statisticsOf(less, 20, 30 + index) })),
    )
    const [contrast] = none.seedPools![0]!.contrasts
    expect(contrast?.verdict).toBe('unclear')
    expect(contrast?.sentences[0]).toMatch(/^Not shown to be better than strict acuity: /)
    const twice = (weight: number) =>
      [1, 2].map((each) => ({ policy: agent(each, weight), statistics: statisticsOf(5, 20, 60 + each) }))
    const price = analysed([...twice(0), ...twice(0.8)]).seedPools![1]!.contrasts[1]
    expect(price?.sentences[0]).toMatch(/^No clear difference from the same agents without a fairness weight: /)
    const worse = analysed(
      [-5, -6].map((less, index) => ({ policy: agent(index, 0), statistics: statisticsOf(less, 20, 40 + index) })),
    )
    expect(worse.seedPools![0]!.contrasts[0]?.verdict).toBe('worse')
  })

  it('have an interquartile mean from 8 seeds on, the same each time', () => {
    const many = (count: number) =>
      analysed(
        Array.from({ length: count }, (_, index) => ({
          policy: agent(index, 0),
          statistics: statisticsOf(index === 0 ? -80 : 9 + 0.1 * index, 20, 50 + index),
        })),
      ).seedPools![0]!.contrasts[0]!.pooled.needWeightedWait
    expect(many(7).interquartileMean).toBeNull()
    const eight = many(8)
    expect(many(8)).toEqual(eight)
    // One training went wrong: the mean suffers, the middle half does not.
    expect(eight.overSeeds.mean).toBeGreaterThan(0)
    expect(eight.interquartileMean!.mean).toBeLessThan(-8)
    expect(eight.interquartileMean!.lower).toBeLessThan(eight.interquartileMean!.mean)
  })

  it('have labels that tell them apart, by no more than they differ in', () => {
    const trained = (seed: number, scenarioName: string, decisions: number, other: Partial<typeof place> = {}) => ({
      policy: agent(seed, 0, {
        name: `run-${seed}-${scenarioName}-${decisions}-${JSON.stringify(other)}`,
        training: { ...place, scenarioId: scenarioName, ...other, scenario: scenarioName, decisions, seed, hospital: null },
      }),
      statistics: statisticsOf(5, 20, 70 + seed),
    })
    const labels = (...pools: [string, number, Partial<typeof place>?][]) =>
      analysed(pools.flatMap((pool) => [trained(1, ...pool), trained(2, ...pool)])).seedPools?.map(({ label }) => label)
    expect(labels(['urban', 800_000])).toEqual(['Agents with fairness weight 0'])
    expect(labels(['urban', 800_000], ['urban', 120_000])).toEqual([
      'Agents with fairness weight 0, 800,000 decisions',
      'Agents with fairness weight 0, 120,000 decisions',
    ])
    expect(labels(['urban', 800_000], ['surge', 800_000])).toEqual([
      'Agents with fairness weight 0, trained on urban',
      'Agents with fairness weight 0, trained on surge',
    ])
    expect(labels(['urban', 800_000], ['urban', 800_000, { scenarioVersion: 2 }])).toEqual([
      'Agents with fairness weight 0, trained on version 1 of the hospital',
      'Agents with fairness weight 0, trained on version 2 of the hospital',
    ])
    expect(labels(['urban', 800_000], ['urban', 800_000, { isBest: true }])).toEqual([
      'Agents with fairness weight 0',
      'Agents with fairness weight 0, best checkpoints',
    ])
    expect(labels(['urban', 800_000], ['urban', 800_000, { scenarioId: 'another of that name' }])).toEqual([
      'Agents with fairness weight 0',
      'Agents with fairness weight 0 (2)',
    ])
  })

  it('are not mixed with others: other lengths, an edited hospital, best checkpoints, group-blind, the same seed twice, one alone', () => {
    const one = plain[0]!
    const trained = (seed: number, changes: Partial<typeof place>) => ({
      training: { ...place, ...changes, scenario: scenario.name, decisions: 800_000, seed, hospital: scenario },
    })
    const edited = agent(2, 0, trained(2, { scenarioVersion: 2 }))
    const best = agent(2, 0, trained(2, { isBest: true }))
    const short = agent(2, 0, { training: { ...place, scenario: scenario.name, decisions: 120_000, seed: 2, hospital: null } })
    const blind = agent(2, 0, { readsGroups: false })
    for (const policy of [short, edited, best, blind, agent(1, 0, { name: 'twin' })])
      expect(analysed([one, { ...plain[1]!, policy }]).seedPools).toEqual([])
    expect(analysed([one]).seedPools).toEqual([])
    // Nor is a weight's price taken across an edit of the hospital, or between a best and a last checkpoint.
    for (const changes of [{ scenarioVersion: 2 }, { isBest: true }]) {
      const others = fair.map((each, index) => ({ ...each, policy: agent(index + 1, 0.8, trained(index + 1, changes)) }))
      const { seedPools, fairnessComparisons } = analysed([...plain, ...others])
      expect(seedPools?.map(({ contrasts }) => contrasts.length)).toEqual([1, 1])
      expect(fairnessComparisons).toEqual([])
    }
  })
})
