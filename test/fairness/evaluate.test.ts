import { describe, expect, it } from 'vitest'
import { analyse } from '../../src/main/fairness/analyse.ts'
import { evaluateScenario } from '../../src/main/fairness/evaluate.ts'
import { evaluatedRule } from '../../src/main/fairness/evaluated-policy.ts'
import { policyStatistics } from '../../src/main/fairness/policy-statistics.ts'
import type { HospitalModel } from '../../src/main/simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { evaluationResultSchema } from '../../src/shared/evaluation.ts'
import type { Scenario } from '../../src/shared/scenario.ts'
import { tenServers } from '../evaluation/hospitals.ts'
import { preset } from '../presets.ts'
import { syntheticTable } from './synthetic.ts'

const evaluate = (scenario: Scenario, options: Partial<Parameters<typeof evaluateScenario>[0]> = {}) =>
  evaluateScenario({ scenario, policies: [evaluatedRule('acuity')], replications: 30, seed: 7, recommend: false, ...options })

/** Strict acuity, but inside the third level the second group goes first. */
const biasedAtLevelThree = {
  name: 'biased',
  label: 'Second group first',
  kind: 'rule' as const,
  fairnessWeight: null,
  readsGroups: true,
  training: null,
  tunedIndex: null,
  create: (model: HospitalModel) => ({
    name: 'biased',
    label: 'Second group first',
    choose(simulation: Simulation) {
      const nobody = -1
      return model.classAcuity.reduce((chosen, acuity, classIndex) => {
        if (simulation.waitingByClass[classIndex] === 0) return chosen
        if (chosen === nobody || acuity < model.classAcuity[chosen]!) return classIndex
        if (acuity > model.classAcuity[chosen]!) return chosen
        if (acuity === 2) return classIndex
        const arrival = (one: number) => simulation.patients.arrivalMinutes[simulation.headOf(one)]!
        return arrival(classIndex) < arrival(chosen) ? classIndex : chosen
      }, nobody)
    },
  }),
}

const place = { scenarioId: 'urban', scenarioVersion: 1, isBest: false }

describe('a hospital with an exact answer (M/M/10 with three levels, by Cobham)', () => {
  const result = evaluate(tenServers({ warmUpHours: 48, days: 60 }), { policies: [evaluatedRule('acuity'), biasedAtLevelThree] })
  const [fair, biased] = result.policies
  const within = (estimate: { mean: number; standardError: number } | null, exact: number) =>
    expect(Math.abs(estimate!.mean - exact)).toBeLessThan(3.29 * estimate!.standardError)

  it('tells whom the second policy serves earlier, and whom it passes over', () => {
    const { decisions, needWeightedByAcuity, needWeightedWait } = result.comparisons[0]!
    const differing = decisions!.byClass.filter(
      ({ movedUp, movedDown }) => (movedUp?.mean ?? 0) > 0 || (movedDown?.mean ?? 0) > 0,
    )
    const of = (groupId: string) => differing.find((one) => one.groupId === groupId)!
    expect(differing.map(({ groupId, acuity }) => `${groupId} ${acuity}`)).toEqual(['first 3', 'second 3'])
    expect([of('first').movedUp!.mean, of('second').movedDown!.mean]).toEqual([0, 0])
    expect(of('first').waitMinutes!.lower).toBeGreaterThan(0)
    expect(of('second').waitMinutes!.upper).toBeLessThan(0)
    expect(decisions!.otherwise.mean).toBeGreaterThan(0.05)
    const parts = needWeightedByAcuity!.reduce((sum, { mean }) => sum + mean, 0)
    expect(parts).toBeCloseTo(needWeightedWait.mean, 9)
    expect(result.policies.map(({ readsGroups }) => readsGroups)).toEqual([false, true])
  })

  it('has the waits of theory in both groups, and no gap at equal need although raw means differ', () => {
    for (const group of fair!.byGroup)
      for (const [acuity, hours] of [0.0454645, 0.0757741, 0.3409835].entries())
        within(group.byAcuity[acuity]!.waitMinutes, 60 * hours)
    within(fair!.byGroup[0]!.waitMinutes, 60 * 0.259905)
    within(fair!.byGroup[1]!.waitMinutes, 60 * 0.149275)
    expect(fair!.verdict.verdict).toBe('equivalent')
    expect(fair!.equalNeedGapMinutes.mean).toBeLessThan(0.5)
  })

  it('shows a planted bias of the size of theory, and the same overall mean', () => {
    const level3 = (group: number) => biased!.byGroup[group]!.byAcuity[2]!.waitMinutes!
    expect(level3(0).mean / level3(1).mean).toBeGreaterThan(2.7)
    expect(level3(0).mean / level3(1).mean).toBeLessThan(3.3)
    within(biased!.waitMinutes, 60 * 0.20459)
    expect(biased!.verdict.verdict).toBe('disparity-shown')
    expect(biased!.verdict.longerGroupId).toBe('first')
    const comparison = result.comparisons.find((one) => one.policy === 'biased')!
    expect(comparison.equalNeedGapMinutes.lower).toBeGreaterThan(0)
    expect(Math.abs(comparison.waitMinutes.mean)).toBeLessThan(0.3)
  })

  it('sees through triage: one group taken for less urgent waits longer at equal need', () => {
    const scenario = tenServers({ warmUpHours: 48, days: 60 })
    const { verdict } = evaluate({
      ...scenario,
      triage: { ...scenario.triage, underByAcuity: [0, 1, 0, 0, 0] },
      groups: scenario.groups.map((group, index) => (index === 0 ? { ...group, underTriage: 0.2 } : group)),
      fairness: { marginMinutes: 0.5 },
    }).policies[0]!
    expect(verdict.verdict).toBe('disparity-shown')
    expect(verdict.longerGroupId).toBe('first')
  })
})

describe('evaluation of a preset', () => {
  const urban = preset('urban')

  it('shows the gap that unequal triage makes, and most of it gone with equal triage', () => {
    const today = evaluate(urban).policies[0]!
    expect(today.verdict.verdict).toBe('disparity-shown')
    expect(today.verdict.longerGroupId).toBe('language-barrier')
    const equal = { ...urban, groups: urban.groups.map((group) => ({ ...group, underTriage: 0.2, overTriage: 0.1 })) }
    expect(evaluate(equal).policies[0]!.equalNeedGapMinutes.mean).toBeLessThan(0.5 * today.equalNeedGapMinutes.mean)
  })

  it('pairs policies on the same patients, tries at least five changes, and fits its schema', () => {
    const seen: number[] = []
    const result = evaluate(urban, {
      policies: [evaluatedRule('fcfs'), evaluatedRule('target')],
      recommend: true,
      replications: 20,
      onProgress: (fraction) => seen.push(fraction),
    })
    expect(evaluationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
    expect(result.policies.map((policy) => policy.policy)).toEqual(['acuity', 'fcfs', 'target'])
    expect(result.comparisons.map((one) => one.policy)).toEqual(['fcfs', 'target'])
    expect(result.comparisons[1]!.varianceReductionFactor).toBeGreaterThan(3)
    const { candidates, sentence } = result.recommendations!
    expect(candidates.map((candidate) => candidate.kind)).toEqual(['clinician', 'care-spaces', 'triage', 'rule', 'rule'])
    const spaces = candidates[1]!
    expect(spaces.recommended).toBe(true)
    expect(spaces.needWeightedWait.upper).toBeLessThan(0)
    expect(spaces.byGroup.every((group) => group.effect !== 'loses')).toBe(true)
    const target = candidates[3]!
    expect(target.recommended).toBe(false)
    expect(target.sentence).toMatch(/trade-off|Not recommended/)
    expect(sentence).toMatch(/of the 5 changes tried/)
    expect(result.warnings.join(' ')).toMatch(/Only 20 replications/)
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  it('gives the same result for the same seed', () => {
    const short = { ...urban, run: { warmUpHours: 24, days: 1 } }
    const again = () => evaluate(short, { replications: 5, recommend: true })
    expect(again()).toEqual(again())
  })

  it('manages one replication, and says what that is worth', () => {
    const result = evaluate(urban, { replications: 1 })
    expect(evaluationResultSchema.safeParse(result).success).toBe(true)
    expect(result.policies[0]!.verdict.verdict).toBe('not-enough-runs')
    expect(result.warnings.join(' ')).toMatch(/One replication/)
  })

  it('warns of agents: they see groups, this one was hardly trained, and elsewhere', () => {
    const agent = {
      ...evaluatedRule('target'),
      name: 'run-1',
      label: 'Agent 1',
      kind: 'agent' as const,
      fairnessWeight: 0.8,
      readsGroups: true,
      training: { ...place, scenario: 'rural', decisions: 5000, seed: 1, hospital: null },
    }
    const result = evaluate(urban, { policies: [agent], replications: 3, recommend: true })
    const warnings = result.warnings.join(' ')
    expect(warnings).toMatch(/decide by the group that a patient belongs to: Agent 1\./)
    expect(warnings).toMatch(/Trained briefly.*Agent 1/)
    expect(warnings).toMatch(/trained on rural/)
    expect(result.recommendations!.candidates.at(-1)).toMatchObject({ kind: 'agent', id: 'agent-run-1' })
  })

  it('holds an agent with a fairness weight against the same training without one, and no other', () => {
    const agent = (name: string, rule: 'target' | 'accumulating', fairnessWeight: number, seed: number) => ({
      ...evaluatedRule(rule),
      name,
      label: name,
      kind: 'agent' as const,
      fairnessWeight,
      readsGroups: true,
      training: { ...place, scenario: 'urban', decisions: 200_000, seed, hospital: urban },
    })
    const agents = [agent('fair', 'target', 0.8, 1), agent('plain', 'accumulating', 0, 1), agent('other', 'target', 0.5, 2)]
    const result = evaluate(urban, { policies: agents, replications: 4 })
    expect(result.fairnessComparisons).toMatchObject([{ policy: 'fair', baseline: 'plain' }])
    const [fair, plain] = ['fair', 'plain'].map((name) => result.policies.find(({ policy }) => policy === name)!)
    for (const { groupId, difference } of result.fairnessComparisons![0]!.needWeightedByGroup!) {
      const of = (outcome: typeof fair) => outcome!.byGroup.find((group) => group.groupId === groupId)!.needWeightedWait!.mean
      expect(difference.mean).toBeCloseTo(of(fair) - of(plain), 9)
    }
  })

  it('warns where triage is not what an agent was trained on', () => {
    const hospital = preset('urban')
    hospital.groups[3]!.underTriage = 0.3
    const agent = {
      ...evaluatedRule('target'),
      name: 'run-1',
      label: 'Agent 1',
      kind: 'agent' as const,
      fairnessWeight: 0,
      training: { ...place, scenario: 'urban', decisions: 200_000, seed: 1, hospital },
    }
    const { warnings } = evaluate(urban, { policies: [agent], replications: 3 })
    expect(warnings.join(' ')).toMatch(/Agent 1 was trained where things are otherwise than here: triage errs otherwise/)
  })

  it('says so where nobody arrives in the measured time', () => {
    const empty = {
      ...urban,
      arrivals: { ...urban.arrivals, ratePerHour: [1, ...Array(23).fill(0)] },
      run: { warmUpHours: 1, days: 0.5 },
    }
    expect(() => evaluate(empty as Scenario, { replications: 1 })).toThrow(/No patient arrived after the warm-up/)
  })
})

describe('analysis of given outcomes', () => {
  const urban = preset('urban')
  /** Three replications; 2 of 50 patients of a cell leave unseen, in the first one only. */
  const table = syntheticTable(3, 4, (replication) => ({
    patients: 50,
    meanWaitMinutes: 0.1 + replication,
    failed: replication === 0 ? 2 : 0,
    leftUnseen: replication === 0 ? 2 : 0,
  }))
  const analysed = (scenario: Scenario) =>
    analyse({
      scenario,
      seed: 1,
      baseline: 'acuity',
      policies: [{ policy: evaluatedRule('acuity'), statistics: policyStatistics(table) }],
    })

  it('cuts intervals where no wait and no share can lie', () => {
    const [outcome] = analysed(urban).policies
    const plain = (estimate: { mean: number; standardError: number }, sign: number) =>
      estimate.mean + sign * 4.302653 * estimate.standardError
    for (const { leftUnseen, onTarget, waitMinutes } of [outcome!, ...outcome!.byGroup, ...outcome!.byGroup[0]!.byAcuity]) {
      expect(plain(leftUnseen!, -1)).toBeLessThan(0)
      expect(leftUnseen!.lower).toBe(0)
      expect(leftUnseen!.upper).toBeCloseTo(plain(leftUnseen!, 1), 6)
      expect(plain(onTarget!, 1)).toBeGreaterThan(1)
      expect(onTarget!.upper).toBe(1)
      expect(plain(waitMinutes!, -1)).toBeLessThan(0)
      expect(waitMinutes!.lower).toBe(0)
    }
  })

  it('gives the shares of visits that fail a limit of access, for all and by group', () => {
    const [outcome] = analysed(urban).policies
    // 2 of 50 in one of three replications.
    for (const { access } of [outcome!, ...outcome!.byGroup])
      expect([access!.failed.mean, access!.leftUnseen.mean, access!.longStay.mean].map((share) => share * 150)).toEqual([2, 2, 0])
    expect(outcome!.access!.failed.n).toBe(3)
  })

  it('says in words that nobody is on duty for half a day, where no number can', () => {
    const cliniciansByHour = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 12 ? 30 : 0))
    const { warnings, offeredLoad } = analysed({ ...urban, resources: { ...urban.resources, cliniciansByHour } })
    expect(offeredLoad.clinicians).toBeLessThan(1)
    expect(warnings.join(' ')).toMatch(/For twelve hours in a row patients arrive and no clinician is on duty/)
    expect(warnings.join(' ')).not.toContain('offered load')
  })
})
