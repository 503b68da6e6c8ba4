import type { CareVisits } from '../../../src/main/calibration/care/care-visits.ts'
import type { Scenario } from '../../../src/shared/scenario.ts'
import { preset } from '../../presets.ts'

/** Two groups, no worsening, clinicians who take no time: what is left can be checked by hand. */
export function plain(): Scenario {
  const scenario = preset('urban')
  scenario.groups = scenario.groups.slice(0, 2).map((group) => ({ ...group, share: 0.5, spaceTimeFactor: 1 }))
  scenario.deterioration.meanMinutes = [null, null, null, null, null]
  scenario.care.clinicianMinutes = scenario.care.clinicianMinutes.map(() => ({ distribution: 'constant', minutes: 0.01 }))
  return scenario
}

/** The same, with triage that makes no errors: what is fitted to a level is fitted to its own visits. */
export function withoutErrors(): Scenario {
  const scenario = plain()
  for (const group of scenario.groups) Object.assign(group, { underTriage: 0, overTriage: 0 })
  return scenario
}

export const visitsOf = (
  rows: readonly { group: number; assigned: number; stay?: number; admitted?: number; left?: number; used?: number }[],
): CareVisits => ({
  count: rows.length,
  group: Int16Array.from(rows, ({ group }) => group),
  assigned: Int8Array.from(rows, ({ assigned }) => assigned),
  left: Uint8Array.from(rows, ({ left = 0 }) => left),
  patienceUsed: Float64Array.from(rows, ({ used = Number.NaN }) => used),
  waitMinutes: new Float64Array(rows.length).fill(Number.NaN),
  admitted: Int8Array.from(rows, ({ admitted = -1 }) => admitted),
  stayMinutes: Float64Array.from(rows, ({ stay = Number.NaN }) => stay),
})
