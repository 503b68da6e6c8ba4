import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { hoursPerDay } from '../../../shared/time.ts'
import type { Visits } from './visits.ts'

type Group = Scenario['groups'][number]

const mostGroups = 6

/** The scenario's groups as the file has them. */
export interface VisitGroups {
  /** The base with these groups, their shares as in the base (brought to a sum of 1) and without a surge. */
  readonly scenario: Scenario
  /** Group of each value of the file's column. */
  readonly groupOf: readonly number[]
  /** The file tells groups apart. */
  readonly areKnown: boolean
  readonly warnings: readonly string[]
}

/**
 * Matches the values of the group column with the base's groups by id or label. Values that match none become groups of their own, with the
 * mean of the base's groups where the visits do not tell; beyond six the rarest are put together.
 */
export function matchGroups(base: Scenario, visits: Visits): VisitGroups {
  const scenario: Scenario = { ...base, arrivals: { ...base.arrivals, surge: null } }
  const counts = new Array<number>(visits.groupValues.length).fill(0)
  for (const group of visits.group) if (group >= 0) counts[group]!++
  const values = visits.groupValues
  if (values.length < 2)
    return {
      scenario: normalised(scenario, base.groups),
      groupOf: values.map(() => -1),
      areKnown: false,
      warnings: oneValue(values),
    }
  const matched = values.map((value) =>
    base.groups.findIndex(({ id, label }) => [id, label].some((name) => plain(name) === plain(value))),
  )
  const warnings: string[] = []
  if (matched.every((group) => group >= 0) && new Set(matched).size > 1) {
    const present = base.groups.filter((_, index) => matched.includes(index))
    const missing = base.groups.filter((group) => !present.includes(group))
    if (missing.length > 0)
      warnings.push(`Nobody in the file belongs to ${missing.map(({ label }) => label).join(', ')}: left out of the scenario.`)
    return {
      scenario: normalised(scenario, present),
      groupOf: matched.map((group) => present.indexOf(base.groups[group]!)),
      areKnown: true,
      warnings,
    }
  }
  const byCount = values.map((_, value) => value).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const kept = byCount.slice(0, values.length > mostGroups ? mostGroups - 1 : mostGroups)
  const ids = new Set<string>()
  const groups = kept.map((value) => {
    const template = base.groups[matched[value]!] ?? meanGroup(base.groups)
    return { ...template, id: uniqueId(values[value]!, ids), label: values[value]!.slice(0, 120), share: counts[value]! }
  })
  if (kept.length < values.length) {
    groups.push({ ...meanGroup(base.groups), id: uniqueId('others', ids), label: 'Others', share: 1 })
    warnings.push(
      `The file has ${values.length} groups and a scenario at most ${mostGroups}: all but the ${kept.length} largest are put together as "Others".`,
    )
  }
  const unmatched = kept.filter((value) => matched[value]! < 0).map((value) => `"${values[value]}"`)
  if (unmatched.length > 0)
    warnings.push(
      `${unmatched.join(', ')}: no such group in ${base.title}. What the visits cannot tell of them is the mean of its groups; errors of triage above all should be put in by hand.`,
    )
  return {
    scenario: normalised(scenario, groups),
    groupOf: values.map((_, value) => (kept.includes(value) ? kept.indexOf(value) : kept.length)),
    areKnown: true,
    warnings,
  }
}

const oneValue = (values: readonly string[]): string[] =>
  values.length === 1 ? [`Every visit has the group "${values[0]}": groups are taken from the base.`] : []

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function normalised(scenario: Scenario, groups: readonly Group[]): Scenario {
  const total = groups.reduce((sum, { share }) => sum + share, 0)
  return { ...scenario, groups: groups.map((group) => ({ ...group, share: group.share / total })) }
}

function uniqueId(label: string, taken: Set<string>): string {
  const plainId =
    label
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'group'
  let id = plainId
  for (let number = 2; taken.has(id); number++) id = `${plainId}-${number}`
  taken.add(id)
  return id
}

/** The mean of groups, by their shares. */
function meanGroup(groups: readonly Group[]): Group {
  const total = groups.reduce((sum, { share }) => sum + share, 0)
  const mean = (of: (group: Group) => number) => groups.reduce((sum, group) => sum + group.share * of(group), 0) / total
  return {
    id: 'mean',
    label: 'Mean',
    share: 1,
    hourFactor: Array.from({ length: hoursPerDay }, (_, hour) => mean((group) => group.hourFactor[hour]!)),
    acuityMix: Array.from({ length: acuityLevels }, (_, acuity) => mean((group) => group.acuityMix[acuity]!)),
    underTriage: mean((group) => group.underTriage),
    overTriage: mean((group) => group.overTriage),
    spaceTimeFactor: mean((group) => group.spaceTimeFactor),
    clinicianTimeFactor: mean((group) => group.clinicianTimeFactor),
    admissionFactor: mean((group) => group.admissionFactor),
    boardingFactor: mean((group) => group.boardingFactor),
    patienceFactor: mean((group) => group.patienceFactor),
    deteriorationNoticed: mean((group) => group.deteriorationNoticed),
  }
}
