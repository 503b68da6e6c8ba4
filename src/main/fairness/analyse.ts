import {
  type Comparison,
  type Estimate,
  type EvaluationResult,
  ofEachAccessPart,
  type PolicyOutcome,
} from '../../shared/evaluation.ts'
import { offeredLoad } from '../../shared/offered-load.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { toEstimate } from '../statistics/estimate.ts'
import { type Jackknifed, measure, subtract } from '../statistics/jackknife.ts'
import { varianceReductionFactor } from '../statistics/variance-reduction.ts'
import { type PolicyDescription, settingOf } from './evaluated-policy.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { seedPools } from './seed-pools.ts'
import { tunedIndexSentences } from './tuned-index-words.ts'
import { judge } from './verdict.ts'
import { warningsOf } from './warnings.ts'

export interface AnalysisRequest {
  readonly scenario: Scenario
  readonly seed: number
  /** The policy that the others are compared with; one of `policies`. */
  readonly baseline: string
  /** From the same replications. */
  readonly policies: readonly { readonly policy: PolicyDescription; readonly statistics: PolicyStatistics }[]
}

type AnalysedPolicy = AnalysisRequest['policies'][number]

export const estimateOf = (jackknifed: Jackknifed): Estimate => toEstimate(measure(jackknifed))
/** Minutes waited and shares cannot lie below 0, shares not above 1; so neither can the ends of their intervals. */
const within = (most: number) => (jackknifed: Jackknifed) => {
  const estimate = estimateOf(jackknifed)
  return { ...estimate, lower: Math.max(0, estimate.lower), upper: Math.min(most, estimate.upper) }
}
const minutesOf = within(Number.POSITIVE_INFINITY)
const shareOf = within(1)
const orNull = (of: (jackknifed: Jackknifed) => Estimate, jackknifed: Jackknifed | null): Estimate | null =>
  jackknifed === null ? null : of(jackknifed)

/** All estimands of all policies, their differences to the baseline, and what limits them. */
export function analyse(request: AnalysisRequest): EvaluationResult {
  const { scenario, policies: analysed } = request
  const baseline = analysed.find(({ policy }) => policy.name === request.baseline)
  if (baseline === undefined) throw new Error(`The baseline ${request.baseline} is not among the policies.`)
  const { statistics } = baseline
  const replications = statistics.waitMinutes.pseudoValues.length
  return {
    scenario: scenario.name,
    scenarioTitle: scenario.title,
    groups: scenario.groups.map(({ id, label }) => ({ id, label })),
    targetScale: scenario.targets.scale,
    targetMinutes: [...scenario.targets.minutes],
    warmUpHours: scenario.run.warmUpHours,
    days: scenario.run.days,
    replications,
    seed: request.seed,
    patientsPerReplication: statistics.patientsPerReplication,
    offeredLoad: loadOf(scenario),
    policies: analysed.map((one) => outcomeOf(one.policy, one.statistics, scenario)),
    baseline: request.baseline,
    comparisons: analysed
      .filter((one) => one !== baseline)
      .map((one) => ({
        ...comparisonOf(one.policy.name, one.statistics, request.baseline, statistics, scenario),
        decisions: decisionsOf(one.statistics, statistics, scenario),
      })),
    fairnessComparisons: fairnessComparisons(analysed, scenario),
    seedPools: seedPools(analysed, baseline, request.seed),
    recommendations: null,
    warnings: warningsOf(
      scenario,
      analysed.map(({ policy }) => policy),
      statistics,
    ),
  }
}

/** A result travels as JSON, which has no infinity: 100 stands for hours in which work arrives and nobody is on duty. */
function loadOf(scenario: Scenario): EvaluationResult['offeredLoad'] {
  const load = offeredLoad(scenario)
  return {
    clinicians: load.clinicians.day,
    careSpaces: load.careSpaces.day,
    busiestTwelveHours: Math.min(100, load.busiestTwelveHours),
  }
}

function outcomeOf(policy: PolicyDescription, statistics: PolicyStatistics, scenario: Scenario): PolicyOutcome {
  return {
    policy: policy.name,
    label: policy.label,
    kind: policy.kind,
    fairnessWeight: policy.fairnessWeight,
    needWeightedWait: minutesOf(statistics.needWeightedWait),
    waitMinutes: minutesOf(statistics.waitMinutes),
    waitMinutesP90: minutesOf(statistics.waitMinutesP90),
    onTarget: shareOf(statistics.onTarget),
    leftUnseen: shareOf(statistics.leftUnseen),
    access: accessOf(statistics.access),
    equalNeedGapMinutes: minutesOf(statistics.equalNeedGapMinutes),
    needWeightedGap: minutesOf(statistics.needWeightedGap),
    needWeightedByAcuity: statistics.needWeightedByAcuity.map(minutesOf),
    readsGroups: policy.readsGroups,
    ...(policy.tunedIndex !== null && {
      tunedIndex: { parameters: policy.tunedIndex, sentences: tunedIndexSentences(policy.tunedIndex, scenario) },
    }),
    byGroup: statistics.groups.map((group) => ({
      groupId: scenario.groups[group.group]!.id,
      patientsPerReplication: group.patientsPerReplication,
      waitMinutes: minutesOf(group.waitMinutes),
      equalNeedWaitMinutes: minutesOf(group.equalNeedWaitMinutes),
      needWeightedWait: minutesOf(group.needWeightedWait),
      needWeightedExcess: estimateOf(group.needWeightedExcess),
      onTarget: shareOf(group.onTarget),
      leftUnseen: shareOf(group.leftUnseen),
      access: accessOf(group.access),
      byAcuity: group.byAcuity.map((cell, acuity) => ({
        acuity: acuity + 1,
        patientsPerReplication: cell.patientsPerReplication,
        waitMinutes: orNull(minutesOf, cell.waitMinutes),
        onTarget: orNull(shareOf, cell.onTarget),
        leftUnseen: orNull(shareOf, cell.leftUnseen),
      })),
    })),
    verdict: judge(statistics, scenario.groups, scenario.fairness.marginMinutes),
  }
}

function accessOf(statistics: PolicyStatistics['access']): NonNullable<PolicyOutcome['access']> {
  return ofEachAccessPart((part) => shareOf(statistics[part]))
}

/**
 * Where an agent with a fairness weight and the agent of the same training without one stand in the same evaluation: what the weight itself
 * changes.
 */
function fairnessComparisons(analysed: readonly AnalysedPolicy[], scenario: Scenario): Comparison[] {
  const agents = analysed.filter(({ policy }) => policy.training !== null)
  return agents.flatMap((agent) => {
    if (agent.policy.fairnessWeight === 0) return []
    const plain = agents.find(
      ({ policy }) => settingOf(policy) === settingOf(agent.policy, 0) && policy.training?.seed === agent.policy.training?.seed,
    )
    if (plain === undefined) return []
    return [comparisonOf(agent.policy.name, agent.statistics, plain.policy.name, plain.statistics, scenario)]
  })
}

/** Decisions against the reference rule that the policy's replications were watched with; null where they were not. */
function decisionsOf(statistics: PolicyStatistics, reference: PolicyStatistics, scenario: Scenario): Comparison['decisions'] {
  if (statistics.otherwise === null) return null
  return {
    otherwise: shareOf(statistics.otherwise),
    byClass: statistics.classes.map((one, index) => {
      const usual = reference.classes[index]!.waitMinutes
      return {
        groupId: scenario.groups[one.group]!.id,
        acuity: one.acuity + 1,
        patientsPerReplication: one.patientsPerReplication,
        movedUp: orNull(shareOf, one.movedUp),
        movedDown: orNull(shareOf, one.movedDown),
        waitMinutes: one.waitMinutes === null || usual === null ? null : estimateOf(subtract(one.waitMinutes, usual)),
      }
    }),
  }
}

function comparisonOf(
  policy: string,
  statistics: PolicyStatistics,
  baseline: string,
  reference: PolicyStatistics,
  scenario: Scenario,
): Comparison {
  const difference = (of: (statistics: PolicyStatistics) => Jackknifed) => estimateOf(subtract(of(statistics), of(reference)))
  const byGroup = (of: (statistics: PolicyStatistics, index: number) => Jackknifed) =>
    statistics.groups.map((group, index) => ({
      groupId: scenario.groups[group.group]!.id,
      difference: difference((one) => of(one, index)),
    }))
  return {
    policy,
    baseline,
    needWeightedWait: difference((one) => one.needWeightedWait),
    waitMinutes: difference((one) => one.waitMinutes),
    onTarget: difference((one) => one.onTarget),
    leftUnseen: difference((one) => one.leftUnseen),
    accessFailed: difference((one) => one.access.failed),
    equalNeedGapMinutes: difference((one) => one.equalNeedGapMinutes),
    waitMinutesByGroup: byGroup((one, index) => one.groups[index]!.waitMinutes),
    needWeightedGap: difference((one) => one.needWeightedGap),
    needWeightedByAcuity: statistics.needWeightedByAcuity.map((_, acuity) =>
      difference((one) => one.needWeightedByAcuity[acuity]!),
    ),
    needWeightedByGroup: byGroup((one, index) => one.groups[index]!.needWeightedWait),
    varianceReductionFactor: varianceReductionFactor(
      statistics.needWeightedWait.pseudoValues,
      reference.needWeightedWait.pseudoValues,
    ),
  }
}
