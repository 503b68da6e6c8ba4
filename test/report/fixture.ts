import type {
  Comparison,
  Estimate,
  Evaluation,
  EvaluationResult,
  PolicyOutcome,
  Recommendation,
  Study,
} from '../../src/shared/evaluation.ts'
import { type RuleName, ruleLabels, tunedIndexLabels } from '../../src/shared/policy.ts'

/** A made-up hospital with the size of numbers that the presets have. Everything follows from the few levels given here. */
export interface HospitalFixture {
  scenario: string
  title: string
  groups: readonly { id: string; label: string; waitMinutes: number }[]
  policies: readonly {
    policy: string
    label: string
    kind: 'rule' | 'agent'
    /** Minutes added to the wait of the group at this position. */
    shiftByGroup: readonly number[]
    needWeightedWait: number
    tunedIndex?: NonNullable<PolicyOutcome['tunedIndex']>
  }[]
  days: number
  replications: number
  patientsPerReplication: number
  busiestTwelveHours: number
  recommend: 'some' | 'none' | 'not-tried'
  warnings: readonly string[]
}

export const estimateOf = (mean: number, halfWidth: number, n = 100): Estimate => ({
  mean,
  lower: mean - halfWidth,
  upper: mean + halfWidth,
  standardError: halfWidth / 1.98,
  n,
})

const acuityWaitFactor = [0.15, 0.35, 1, 1.5, 1.9]
const costShare = [0.01, 0.15, 0.54, 0.27, 0.03]
const acuityShare = [0.004, 0.176, 0.58, 0.21, 0.03]

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length

const accessOf = (waitMinutes: number, n: number): NonNullable<PolicyOutcome['access']> => ({
  failed: estimateOf(0.1 + waitMinutes / 300, 0.012, n),
  lateSpace: estimateOf(waitMinutes / 300, 0.011, n),
  leftUnseen: estimateOf(0.03 + waitMinutes / 2000, 0.005, n),
  longBoarding: estimateOf(0.041, 0.006, n),
  longStay: estimateOf(0.063, 0.007, n),
})

function outcomeOf(hospital: HospitalFixture, position: number): PolicyOutcome {
  const { policy, label, kind, shiftByGroup, needWeightedWait, tunedIndex } = hospital.policies[position]!
  const n = hospital.replications
  const waits = hospital.groups.map((group, index) => group.waitMinutes + (shiftByGroup[index] ?? 0))
  const longest = waits.indexOf(Math.max(...waits))
  const shortest = waits.indexOf(Math.min(...waits))
  const gap = waits[longest]! - waits[shortest]!
  const verdict = gap > 5 ? 'disparity-shown' : gap > 3 ? 'not-enough-runs' : 'equivalent'
  const longer = hospital.groups[longest]!
  const shorter = hospital.groups[shortest]!
  return {
    policy,
    label,
    kind,
    fairnessWeight: kind === 'agent' ? 0.5 : null,
    needWeightedWait: estimateOf(needWeightedWait, needWeightedWait * 0.035, n),
    waitMinutes: estimateOf(mean(waits), 1.3, n),
    waitMinutesP90: estimateOf(mean(waits) * 2.4, 4.1, n),
    onTarget: estimateOf(0.66 - mean(shiftByGroup) / 200, 0.011, n),
    leftUnseen: estimateOf(0.052 + mean(shiftByGroup) / 900, 0.004, n),
    access: accessOf(mean(waits), n),
    equalNeedGapMinutes: estimateOf(gap, 1.1, n),
    needWeightedGap: estimateOf(gap * 8, 9, n),
    needWeightedByAcuity: costShare.map((share) => estimateOf(needWeightedWait * share, needWeightedWait * share * 0.05, n)),
    readsGroups: kind === 'agent' || tunedIndex !== undefined,
    ...(tunedIndex !== undefined && { tunedIndex }),
    byGroup: hospital.groups.map((group, index) => ({
      groupId: group.id,
      patientsPerReplication: hospital.patientsPerReplication / hospital.groups.length,
      waitMinutes: estimateOf(waits[index]! * 1.05, 1.6, n),
      equalNeedWaitMinutes: estimateOf(waits[index]!, 1.4, n),
      needWeightedWait: estimateOf(waits[index]! * 6, 9, n),
      needWeightedExcess: estimateOf(waits[index]! * 5.8 - 230, 9, n),
      onTarget: estimateOf(0.72 - waits[index]! / 600, 0.014, n),
      leftUnseen: estimateOf(0.03 + waits[index]! / 2000, 0.005, n),
      access: accessOf(waits[index]!, n),
      byAcuity: acuityWaitFactor.map((factor, level) => {
        const patients = (hospital.patientsPerReplication / hospital.groups.length) * acuityShare[level]!
        const suppressed = patients * n < 30
        const wait = waits[index]! * factor
        return {
          acuity: level + 1,
          patientsPerReplication: patients,
          waitMinutes: suppressed ? null : estimateOf(wait, 0.6 + wait * 0.06, n),
          onTarget: suppressed ? null : estimateOf(0.6, 0.02, n),
          leftUnseen: suppressed ? null : estimateOf(0.04, 0.01, n),
        }
      }),
    })),
    verdict: {
      verdict,
      marginMinutes: 5,
      longerGroupId: longer.id,
      shorterGroupId: shorter.id,
      differenceMinutes: estimateOf(gap, 1.1, n),
      pAdjusted: verdict === 'disparity-shown' ? 0.0002 : 0.21,
      sentence:
        verdict === 'disparity-shown'
          ? `At equal need, ${longer.label.toLowerCase()} wait ${gap.toFixed(1)} minutes longer than ${shorter.label.toLowerCase()} (95 % interval ${(gap - 1.1).toFixed(1)} to ${(gap + 1.1).toFixed(1)}).`
          : verdict === 'equivalent'
            ? `Patients of equal need wait equally long in all groups, to within 5 minutes. The largest difference: ${longer.label.toLowerCase()} wait ${gap.toFixed(1)} minutes longer than ${shorter.label.toLowerCase()} of equal need (95 % interval ${(gap - 1.1).toFixed(1)} to ${(gap + 1.1).toFixed(1)}).`
            : `${n} replications are not enough to tell: ${longer.label.toLowerCase()} wait ${gap.toFixed(1)} minutes longer than ${shorter.label.toLowerCase()} of equal need (95 % interval ${(gap - 1.1).toFixed(1)} to ${(gap + 1.1).toFixed(1)}), which neither shows a difference nor rules out one of 5 minutes. Run more replications.`,
    },
  }
}

function comparisonOf(outcome: PolicyOutcome, baseline: PolicyOutcome): Comparison {
  const difference = (measure: 'needWeightedWait' | 'waitMinutes' | 'onTarget' | 'leftUnseen' | 'equalNeedGapMinutes') =>
    estimateOf(outcome[measure].mean - baseline[measure].mean, (outcome[measure].upper - outcome[measure].mean) * 0.4)
  return {
    policy: outcome.policy,
    baseline: baseline.policy,
    needWeightedWait: difference('needWeightedWait'),
    waitMinutes: difference('waitMinutes'),
    onTarget: difference('onTarget'),
    leftUnseen: difference('leftUnseen'),
    accessFailed: estimateOf((outcome.waitMinutes.mean - baseline.waitMinutes.mean) / 300, 0.008),
    equalNeedGapMinutes: difference('equalNeedGapMinutes'),
    waitMinutesByGroup: outcome.byGroup.map((group, index) => ({
      groupId: group.groupId,
      difference: estimateOf(group.waitMinutes.mean - baseline.byGroup[index]!.waitMinutes.mean, 0.7),
    })),
    needWeightedGap: estimateOf(8 * difference('equalNeedGapMinutes').mean, 7),
    needWeightedByAcuity: costShare.map((share) => estimateOf(share * difference('needWeightedWait').mean, 1.2)),
    needWeightedByGroup: outcome.byGroup.map((group, index) => ({
      groupId: group.groupId,
      difference: estimateOf(6 * (group.waitMinutes.mean - baseline.byGroup[index]!.waitMinutes.mean), 5.4),
    })),
    decisions: {
      otherwise: estimateOf(0.27, 0.011),
      byClass: outcome.byGroup.flatMap((group, index) => {
        const change = group.waitMinutes.mean - baseline.byGroup[index]!.waitMinutes.mean
        return group.byAcuity.map(({ acuity, patientsPerReplication, waitMinutes }, level) => ({
          groupId: group.groupId,
          acuity,
          patientsPerReplication,
          movedUp: waitMinutes === null ? null : estimateOf(change < 0 ? 0.02 * acuity : 0.001, 0.004),
          movedDown: waitMinutes === null ? null : estimateOf(change > 0 ? 0.125 : 0.003, 0.005),
          waitMinutes: waitMinutes === null ? null : estimateOf(change * acuityWaitFactor[level]!, 1.3),
        }))
      }),
    },
    varianceReductionFactor: 4.2 + Math.abs(outcome.waitMinutes.mean - baseline.waitMinutes.mean) / 10,
  }
}

function candidatesOf(hospital: HospitalFixture, recommended: boolean): Recommendation[] {
  const change = (
    id: string,
    kind: Recommendation['kind'],
    title: string,
    description: string,
    gap: number,
    wait: number,
    works: boolean,
  ): Recommendation => ({
    id,
    kind,
    title,
    description,
    equalNeedGapMinutes: estimateOf(gap, works ? Math.abs(gap) * 0.3 : Math.abs(gap) + 1),
    waitMinutes: estimateOf(wait, works ? Math.abs(wait) * 0.2 + 0.1 : Math.abs(wait) + 1),
    needWeightedWait: estimateOf(wait * 6, works ? Math.abs(wait) * 1.4 + 0.4 : Math.abs(wait) * 6 + 4),
    pGap: works ? 0.0004 : 0.61,
    pNeedWeightedWait: works ? 0.0021 : 0.44,
    byGroup: hospital.groups.map((group, index) => ({
      groupId: group.id,
      waitMinutes: estimateOf(wait * (1 + index * 0.2), 0.4),
      effect: works ? (index === 0 && kind === 'triage' ? 'loses' : 'gains') : 'unclear',
    })),
    recommended: recommended && works,
    sentence: works
      ? `${title}: the gap changes by ${gap.toFixed(1)} minutes and everyone’s wait by ${wait.toFixed(1)} minutes.`
      : `${title}: no effect was shown.`,
  })
  return [
    change(
      'clinician',
      'clinician',
      'One more clinician 17:00–21:00',
      'The four hours with the longest queue.',
      -3.1,
      -9.4,
      recommended,
    ),
    change('care-spaces', 'care-spaces', 'Two more care spaces', 'All day; no further staff.', -0.8, -1.9, false),
    change(
      'triage',
      'triage',
      `Better triage for ${hospital.groups.at(-1)!.label.toLowerCase()}`,
      'Under-triage halved.',
      -5.6,
      -0.4,
      recommended,
    ),
    change('rule', 'rule', 'Wait over target', 'The rule instead of strict acuity.', -1.2, 2.4, false),
    change('agent', 'agent', 'The trained agent', 'Instead of strict acuity.', -4.9, 0.3, recommended),
  ]
}

export function resultOf(hospital: HospitalFixture): EvaluationResult {
  const policies = hospital.policies.map((_, index) => outcomeOf(hospital, index))
  const baseline = policies[0]!
  return {
    scenario: hospital.scenario,
    scenarioTitle: hospital.title,
    groups: hospital.groups.map(({ id, label }) => ({ id, label })),
    targetScale: 'CTAS',
    targetMinutes: [5, 15, 30, 60, 120],
    warmUpHours: 24,
    days: hospital.days,
    replications: hospital.replications,
    seed: 7,
    patientsPerReplication: hospital.patientsPerReplication,
    offeredLoad: { clinicians: 0.917, careSpaces: 0.743, busiestTwelveHours: hospital.busiestTwelveHours },
    policies,
    baseline: baseline.policy,
    comparisons: policies.slice(1).map((policy) => comparisonOf(policy, baseline)),
    fairnessComparisons: policies
      .filter(({ kind }) => kind === 'agent')
      .map((policy) => ({ ...comparisonOf(policy, baseline), baseline: 'run-without-weight', decisions: null })),
    recommendations:
      hospital.recommend === 'not-tried'
        ? null
        : {
            baseline: baseline.policy,
            candidates: candidatesOf(hospital, hospital.recommend === 'some'),
            sentence:
              hospital.recommend === 'some'
                ? '3 of the 5 changes tried on the same patients (100 replications) help: one more clinician 17:00–21:00; better triage for adults with a language barrier; the trained agent.'
                : 'None of the 5 changes tried on the same patients (100 replications) is shown to narrow the equal-need gap or to lower the need-weighted wait without making the other worse. There is nothing to recommend.',
          },
    warnings: [...hospital.warnings],
  }
}

const rule = (policy: RuleName, needWeightedWait: number, shiftByGroup: readonly number[]) => ({
  policy,
  label: ruleLabels[policy],
  kind: 'rule' as const,
  shiftByGroup,
  needWeightedWait,
})

export const urban: HospitalFixture = {
  scenario: 'urban',
  title: 'Urban emergency department',
  groups: [
    { id: 'child', label: 'Children', waitMinutes: 36.1 },
    { id: 'adult', label: 'Adults', waitMinutes: 38.4 },
    { id: 'elderly', label: 'Elderly', waitMinutes: 43.9 },
    { id: 'language', label: 'Adults with a language barrier', waitMinutes: 48.2 },
  ],
  policies: [
    rule('acuity', 249.9, [0, 0, 0, 0]),
    rule('fcfs', 458.2, [6, 4, 1, -2]),
    rule('target', 276.3, [3, 3, 2, 1]),
    rule('accumulating', 265.8, [2, 2, 1, 1]),
    rule('c-mu', 254.1, [-4, -1, 2, 4]),
    rule('random', 512.7, [9, 7, 3, 0]),
    {
      ...rule('acuity', 246.2, [6.1, 4.4, -5.2, -2.3]),
      policy: 'tuned-index',
      label: tunedIndexLabels['tuned-index'],
      tunedIndex: {
        parameters: {
          groupBlind: false,
          levelWeights: [92, 38, 2.8, 1, 0.4],
          groupWeights: [0.9, 1, 2.1, 1.6],
          start: 0.42,
          growth: 1.35,
          shortWorkPower: 0.07,
        },
        sentences: [
          'Priority grows once 42 % of the target has passed.',
          'At the same level and wait, elderly count 2.1 times as much as adults: it decides by the group a patient belongs to.',
        ],
      },
    },
    {
      policy: '019a-agent',
      label: 'Agent (fairness weight 0.5)',
      kind: 'agent',
      shiftByGroup: [4.2, 2.1, -1.8, -6.1],
      needWeightedWait: 241.3,
    },
  ],
  days: 5,
  replications: 100,
  patientsPerReplication: 803.4,
  busiestTwelveHours: 1.03,
  recommend: 'some',
  warnings: ['Triage differences between groups are assumptions of this scenario.'],
}

/** Little that any policy could change, few patients of the first level. */
const rural: HospitalFixture = {
  ...urban,
  scenario: 'rural',
  title: 'Rural hospital',
  groups: urban.groups.map((group, index) => ({ ...group, waitMinutes: 61.2 + index * 1.4 })),
  policies: urban.policies.map((policy) => ({
    ...policy,
    needWeightedWait: policy.needWeightedWait * 2.6,
    shiftByGroup: [0.3, 0.1, -0.2, -0.4],
  })),
  days: 14,
  patientsPerReplication: 254,
  busiestTwelveHours: 0.94,
  recommend: 'none',
  warnings: [
    'Strict acuity is already nearly the best rule here; an agent has little to gain.',
    'Few patients of acuity 1 arrive; their waits are uncertain.',
  ],
}

const pediatric: HospitalFixture = {
  ...urban,
  scenario: 'pediatric',
  title: 'Pediatric emergency department',
  groups: [
    { id: 'child', label: 'Children', waitMinutes: 33.2 },
    { id: 'language', label: 'Families with a language barrier', waitMinutes: 40.8 },
  ],
  policies: [
    rule('acuity', 103.2, [0, 0]),
    rule('target', 116.4, [2, 1]),
    { ...urban.policies[7]!, shiftByGroup: [1.2, -4.1], needWeightedWait: 101.1 },
  ],
  busiestTwelveHours: 0.88,
  recommend: 'not-tried',
  warnings: [],
}

const surge: HospitalFixture = {
  ...urban,
  policies: urban.policies.map((policy) =>
    policy.policy === 'c-mu' ? { ...policy, needWeightedWait: 244.6, shiftByGroup: [-6, -2, 3, 6] } : policy,
  ),
  scenario: 'surge',
  title: 'Urban emergency department with a mass-casualty surge',
  busiestTwelveHours: 1.31,
}

const longName =
  'Adults and accompanying persons with a language barrier or without papers, including visitors from abroad & others'

/** Everything at its limit: six groups, long names, letters that the font lacks, no agent, one replication. */
export const awkward: HospitalFixture = {
  ...urban,
  scenario: 'awkward',
  title: 'The University Hospital of a Town with an Extraordinarily Long Name, Emergency Department <North> & Annexe 東',
  groups: ['Children', 'Adults', 'Elderly', longName, 'Nichtkrankenversichertenpatienten', 'Others'].map((label, index) => ({
    id: `group-${index}`,
    label,
    waitMinutes: 30 + 7 * index,
  })),
  policies: urban.policies
    .filter(({ kind }) => kind === 'rule')
    .map((policy) => ({ ...policy, label: `${policy.label}, as it is done in the emergency department on weekdays` })),
  replications: 1,
  recommend: 'none',
  warnings: ['One replication tells nothing about chance.'],
}

/** One rule, two groups, nothing to compare it with. */
export const alone: HospitalFixture = {
  ...pediatric,
  scenario: 'alone',
  title: 'Small clinic',
  policies: pediatric.policies.slice(0, 1),
}

export const evaluationOf = (result: EvaluationResult | null, other: Partial<Evaluation> = {}): Evaluation => ({
  id: `evaluation-${result?.scenario ?? 'none'}`,
  scenarioId: `scenario-${result?.scenario ?? 'none'}`,
  scenarioVersion: 1,
  scenarioTitle: result?.scenarioTitle ?? 'Community hospital',
  policies: result?.policies.map(({ policy }) => policy) ?? ['acuity'],
  status: result === null ? 'failed' : 'finished',
  error: null,
  result,
  ...other,
})

export const studyOf = (evaluations: Evaluation[], other: Partial<Study> = {}): Study => ({
  id: '019a9d3c-7e10-7cc1-9d0e-5a6b7c8d9e0f',
  title: 'Who waits longer in four hospitals',
  seed: 7,
  replications: 100,
  createdAt: '2026-11-19T09:12:00.000Z',
  evaluations,
  ...other,
})

/** The study of the four presets, as the demo makes it. */
export const demoStudy = (): Study =>
  studyOf([urban, rural, pediatric, surge].map((hospital) => evaluationOf(resultOf(hospital))))
