import { formatNumber, formatQuantity } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { offeredLoad } from '../../shared/offered-load.ts'
import { acuityLevels, type Scenario } from '../../shared/scenario.ts'
import type { PolicyDescription } from './evaluated-policy.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { listWords } from './sentences.ts'
import { trainingDifferences } from './training-differences.ts'

/** Agents trained on fewer decisions have hardly begun to learn. */
const briefTrainingDecisions = 100_000
/** Fewer replications give intervals that are themselves uncertain. */
const fewReplications = 30

/** Shares of a group that leaves unseen may differ by this much before waits need a word of caution. */
const leavingDifference = 0.03

/** What limits the numbers of an evaluation, as sentences. `statistics`: of the baseline (patients are the same for all policies). */
export function warningsOf(scenario: Scenario, policies: readonly PolicyDescription[], statistics: PolicyStatistics): string[] {
  return [
    ...loadWarnings(scenario),
    ...agentWarnings(scenario, policies),
    ...leavingWarnings(scenario, statistics),
    ...sizeWarnings(scenario, statistics),
  ]
}

function loadWarnings(scenario: Scenario): string[] {
  const load = offeredLoad(scenario)
  const overloaded = [
    ...(load.clinicians.day >= 1 ? [`clinicians (${formatNumber(load.clinicians.day, { digits: 2 })})`] : []),
    ...(load.careSpaces.day >= 1 ? [`care spaces (${formatNumber(load.careSpaces.day, { digits: 2 })})`] : []),
  ]
  if (overloaded.length > 0)
    return [
      `More work arrives over a day than can be done: offered load of ${listWords(overloaded)} is 1 or more. Queues grow for as long as the run lasts, so waits depend on its length.`,
    ]
  if (load.busiestTwelveHours === Number.POSITIVE_INFINITY)
    return ['For twelve hours in a row patients arrive and no clinician is on duty; they wait until somebody comes, or leave.']
  if (load.busiestTwelveHours >= 1)
    return [
      `In the busiest twelve hours more work arrives than can be done (offered load ${formatNumber(load.busiestTwelveHours, { digits: 2 })}); queues grow by day and empty at night.`,
    ]
  return []
}

function agentWarnings(scenario: Scenario, policies: readonly PolicyDescription[]): string[] {
  const agents = policies.filter((policy) => policy.kind === 'agent')
  const labels = (some: readonly PolicyDescription[]) => listWords(some.map((one) => one.label))
  const brief = agents.filter((agent) => (agent.training?.decisions ?? 0) < briefTrainingDecisions)
  const reading = policies.filter((policy) => policy.readsGroups)
  return [
    ...(reading.length > 0 ? [`These decide by the group that a patient belongs to: ${labels(reading)}.`] : []),
    ...(agents.length > 0
      ? [
          'Trained agents are studies of decisions and not for live clinical use.',
          'Intervals hold for the agents as trained; another training of the same kind may do better or worse.',
        ]
      : []),
    ...(brief.length > 0
      ? [
          `Trained briefly (fewer than ${formatNumber(briefTrainingDecisions)} decisions), so not yet what it could become: ${labels(brief)}.`,
        ]
      : []),
    ...agents.flatMap((agent) => elsewhere(agent, scenario)),
  ]
}

/** An agent has learned what triage gets wrong, and for whom, where it was trained. */
function elsewhere({ label, training }: PolicyDescription, scenario: Scenario): string[] {
  if (training === null) return []
  const { hospital } = training
  const differences = hospital === null ? [] : trainingDifferences(hospital, scenario)
  if (differences.length > 0)
    return [
      `${label} was trained where things are otherwise than here: ${differences.join('; ')}. What it has learned about whose need is hidden may be wrong here; train it again on this hospital.`,
    ]
  if (training.scenario === scenario.name) return []
  return [
    `${label} was trained on ${training.scenario}, not on this hospital: it may have learned that hospital's triage and load.`,
  ]
}

/** Leaving ends a wait, so a group that gives up sooner seems better served than it is. */
function leavingWarnings(scenario: Scenario, statistics: PolicyStatistics): string[] {
  const shares = statistics.groups.map((group) => ({ label: scenario.groups[group.group]!.label, share: group.leftUnseen.value }))
  const values = shares.map(({ share }) => share)
  if (Math.max(...values) - Math.min(...values) < leavingDifference) return []
  const words = shares.map(({ label, share }) => `${midSentence(label)} ${formatQuantity(share, 'percent', { digits: 0 })}`)
  return [
    `Leaving unseen ends a wait, so groups that give up sooner seem to wait less than they would; read waits beside the shares that leave (${listWords(words)}).`,
  ]
}

function sizeWarnings(scenario: Scenario, statistics: PolicyStatistics): string[] {
  const replications = statistics.waitMinutes.pseudoValues.length
  const missing = scenario.groups.filter((_, group) => !statistics.basis.groups.includes(group)).map((group) => group.label)
  const suppressed = statistics.groups.reduce(
    (count, group) => count + group.byAcuity.filter((cell) => cell.waitMinutes === null).length,
    0,
  )
  const compared = statistics.basis.acuities.map((acuity) => `${acuity + 1}`)
  return [
    ...(replications === 1 ? ['One replication: no interval can be given; bounds equal the value.'] : []),
    ...(replications > 1 && replications < fewReplications
      ? [`Only ${replications} replications: intervals are wide, and rough themselves. Reports should rest on 100 or more.`]
      : []),
    ...(missing.length > 0 ? [`Fewer than 30 patients in all replications, so not shown: ${listWords(missing)}.`] : []),
    ...(suppressed > 0
      ? [
          `${suppressed} of ${statistics.groups.length * acuityLevels} cells of group and acuity had fewer than 30 patients and are not shown.`,
        ]
      : []),
    ...(compared.length > 0 && compared.length < acuityLevels
      ? [
          `Patients of equal need are compared over acuity ${listWords(compared)} only; the other levels have too few patients in some group.`,
        ]
      : []),
  ]
}
