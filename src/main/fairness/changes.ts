import type { Recommendation } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { type RuleName, ruleLabels } from '../../shared/policy.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { hoursPerDay } from '../../shared/time.ts'
import { columnTotals, hourColumn, type OutcomeTable } from '../evaluation/outcome-table.ts'
import type { PolicyDescription } from './evaluated-policy.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { tunedIndexSentences } from './tuned-index-words.ts'

/** Something that could be done differently: another hospital under the rule of today, or another policy in today's hospital. */
export interface Change {
  readonly id: string
  readonly kind: Recommendation['kind']
  readonly title: string
  readonly description: string
  /** Today's where a policy changes. */
  readonly scenario: Scenario
  /** Null: the policy of today. */
  readonly policy: string | null
}

/** Rules that are always tried: both mind how long somebody has waited already, each in its own way. */
export const rulesToTry: readonly RuleName[] = ['target', 'accumulating']

const hoursOfHelp = 4
const extraSpaces = 2

/**
 * The changes worth trying. What is chosen (the worst hours, the worst-off group) is chosen on development patients, so that the
 * patients on whom a change is then tested had no part in choosing it.
 */
export function changesToTry(
  scenario: Scenario,
  baseline: string,
  development: { readonly table: OutcomeTable; readonly statistics: PolicyStatistics },
  found: readonly PolicyDescription[],
): Change[] {
  const agents = found.filter(({ kind }) => kind === 'agent')
  const today = { scenario, policy: null }
  return [
    moreClinicians(scenario, worstHours(development.table)),
    moreSpaces(scenario),
    ...betterTriage(scenario, development.statistics),
    ...rulesToTry
      .filter((rule) => rule !== baseline)
      .map((rule) => ({
        ...today,
        id: `rule-${rule}`,
        kind: 'rule' as const,
        title: `Another rule: ${midSentence(ruleLabels[rule])}`,
        description: ruleDescriptions[rule] ?? '',
        policy: rule,
      })),
    ...found.flatMap(({ name, label, tunedIndex }) =>
      tunedIndex === null
        ? []
        : [
            {
              ...today,
              id: `rule-${name}`,
              kind: 'rule' as const,
              title: `Another rule: ${midSentence(label)}`,
              description: tunedIndexSentences(tunedIndex, scenario).join(' '),
              policy: name,
            },
          ],
    ),
    ...agents.map((agent) => ({
      ...today,
      id: `agent-${agent.name}`,
      kind: 'agent' as const,
      title: agents.length === 1 ? 'The trained agent' : `The trained agent: ${agent.label}`,
      description: `The order of patients is chosen by the trained agent, which ${agent.readsGroups ? 'also sees' : 'does not see'} the group a patient belongs to. A study, not for live clinical use.`,
      policy: agent.name,
    })),
  ]
}

const ruleDescriptions: Partial<Record<RuleName, string>> = {
  target: 'Next is who has waited the largest multiple of the target for the level that triage gave.',
  accumulating:
    'Priority grows with every minute of waiting, faster for more urgent levels, so that nobody is passed over for ever.',
}

/** First of the four hours in a row (across midnight too) whose arriving patients wait longest on average. */
export function worstHours(table: OutcomeTable): number {
  const totals = columnTotals(table)
  const hours = Array.from({ length: hoursPerDay }, (_, hour) => hour)
  const meanWait = hours.map((from) => {
    let [patients, waitMinutes] = [0, 0]
    for (let hour = from; hour < from + hoursOfHelp; hour++) {
      const column = hourColumn(table.groups, hour % hoursPerDay)
      patients += totals[column]!
      waitMinutes += totals[column + hoursPerDay]!
    }
    return patients > 0 ? waitMinutes / patients : 0
  })
  return meanWait.indexOf(Math.max(...meanWait))
}

function moreClinicians(scenario: Scenario, from: number): Change {
  const helped = new Set(Array.from({ length: hoursOfHelp }, (_, hour) => (from + hour) % hoursPerDay))
  const clock = (hour: number) => `${`${hour % hoursPerDay}`.padStart(2, '0')}:00`
  return {
    id: 'clinician',
    kind: 'clinician',
    title: `One more clinician from ${clock(from)} to ${clock(from + hoursOfHelp)}`,
    description: 'One more clinician on duty every day in the four hours in a row whose arriving patients wait longest.',
    scenario: {
      ...scenario,
      resources: {
        ...scenario.resources,
        cliniciansByHour: scenario.resources.cliniciansByHour.map((count, hour) => (helped.has(hour) ? count + 1 : count)),
      },
    },
    policy: null,
  }
}

function moreSpaces(scenario: Scenario): Change {
  const { careSpaces } = scenario.resources
  return {
    id: 'care-spaces',
    kind: 'care-spaces',
    title: 'Two more care spaces',
    description: `${careSpaces + extraSpaces} care spaces instead of ${careSpaces}, at all hours.`,
    scenario: { ...scenario, resources: { ...scenario.resources, careSpaces: careSpaces + extraSpaces } },
    policy: null,
  }
}

/**
 * The worst-off group is under-triaged no more often than the best group; half as often as today where it is the best already. No
 * change where it is never under-triaged.
 */
function betterTriage(scenario: Scenario, statistics: PolicyStatistics): Change[] {
  const worst = statistics.groups.reduce((a, b) => (b.equalNeedWaitMinutes.value > a.equalNeedWaitMinutes.value ? b : a))
  const group = scenario.groups[worst.group]!
  const best = scenario.groups.reduce((a, b) => (b.underTriage < a.underTriage ? b : a))
  if (group.underTriage === 0) return []
  const others = best.underTriage < group.underTriage
  const underTriage = others ? best.underTriage : group.underTriage / 2
  const percent = (value: number) => formatNumber(100 * value, { digits: 1 }).replace('.0', '')
  const label = midSentence(group.label)
  return [
    {
      id: 'triage',
      kind: 'triage',
      title: others ? `Triage of ${label} as reliable as of ${midSentence(best.label)}` : `More reliable triage of ${label}`,
      description: `The chance that need is underestimated falls from ${percent(group.underTriage)} to ${percent(underTriage)} % (before the factor for the level) for ${label}, who wait longest at equal need.`,
      scenario: {
        ...scenario,
        groups: scenario.groups.map((one, index) => (index === worst.group ? { ...one, underTriage } : one)),
      },
      policy: null,
    },
  ]
}
