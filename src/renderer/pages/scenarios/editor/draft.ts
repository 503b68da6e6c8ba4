import type { Scenario } from '../../../../shared/scenario.ts'

/** A field's place in a scenario, written as in problem sentences: `groups[1].acuityMix[3]`. */
export type FieldPath = string

const keysOf = (path: FieldPath): (string | number)[] =>
  path.split(/[.[\]]+/).flatMap((key) => (key === '' ? [] : [/^\d+$/.test(key) ? Number(key) : key]))

/** What stands at a path; undefined where the scenario has no such place. */
export function valueAt(scenario: Scenario, path: FieldPath): unknown {
  return keysOf(path).reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
    scenario,
  )
}

export function numberAt(scenario: Scenario, path: FieldPath): number {
  const value = valueAt(scenario, path)
  return typeof value === 'number' ? value : Number.NaN
}

/** A copy with another value at a path; everything beside the path is shared with the original. */
export function withValueAt(scenario: Scenario, path: FieldPath, value: unknown): Scenario {
  return replaceAt(scenario, keysOf(path), value) as Scenario
}

function replaceAt(at: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(at)) return at.map((item, index) => (index === key ? replaceAt(item, rest, value) : item))
  if (typeof at !== 'object' || at === null) throw new Error(`a scenario has no field ${String(key)} here`)
  return { ...at, [key]: replaceAt((at as Record<string | number, unknown>)[key], rest, value) }
}

/** One more group like the given one, with nobody in it yet. */
export function withGroupAdded(scenario: Scenario, likeIndex: number): Scenario {
  const like = scenario.groups[likeIndex]
  if (like === undefined) return scenario
  const ids = new Set(scenario.groups.map((group) => group.id))
  let number = scenario.groups.length + 1
  while (ids.has(`group-${number}`)) number += 1
  return withSurgeShares(
    { ...scenario, groups: [...scenario.groups, { ...like, id: `group-${number}`, label: `Group ${number}`, share: 0 }] },
    (shares) => [...shares, 0],
  )
}

/** Without a group; the others take over its share of patients in proportion to theirs. */
export function withGroupRemoved(scenario: Scenario, index: number): Scenario {
  const groups = scenario.groups.filter((_, other) => other !== index)
  const shares = normalised(groups.map((group) => group.share))
  return withSurgeShares(
    { ...scenario, groups: groups.map((group, other) => ({ ...group, share: shares[other] ?? group.share })) },
    (surgeShares) => normalised(surgeShares.filter((_, other) => other !== index)),
  )
}

function withSurgeShares(scenario: Scenario, change: (shares: number[]) => number[]): Scenario {
  const surge = scenario.arrivals.surge
  if (surge === null) return scenario
  return { ...scenario, arrivals: { ...scenario.arrivals, surge: { ...surge, groupShares: change(surge.groupShares) } } }
}

/** Shares scaled to add up to 1, to four digits, the rounding going to the largest. All zero: evenly. */
export function normalised(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const rounded = shares.map((share) => Math.round((sum > 0 ? share / sum : 1 / shares.length) * 10_000) / 10_000)
  const largest = rounded.indexOf(Math.max(...rounded))
  const missing = 1 - rounded.reduce((total, share) => total + share, 0)
  return rounded.map((share, index) => (index === largest ? Math.round((share + missing) * 10_000) / 10_000 : share))
}

/** A mass-casualty incident to start from: the afternoon of the second day, groups as among everyday patients. */
export function exampleSurge(scenario: Scenario): NonNullable<Scenario['arrivals']['surge']> {
  return {
    day: 2,
    hour: 14,
    casualties: 40,
    arrivalShares: [0.5, 0.3, 0.2],
    groupShares: normalised(scenario.groups.map((group) => group.share)),
    acuityMix: [0.08, 0.25, 0.32, 0.25, 0.1],
    leastInjuredFirst: 0.6,
  }
}
