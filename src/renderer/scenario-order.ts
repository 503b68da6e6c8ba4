import type { ScenarioEntry } from '../shared/contract.ts'

/** Presets stand in the order in which they are told apart best, others after them. */
const presetOrder = ['urban', 'rural', 'pediatric', 'surge']

const rank = (entry: ScenarioEntry): number => {
  const place = presetOrder.indexOf(entry.name)
  return place === -1 ? presetOrder.length : place
}

/** Hospitals as every list shows them: presets, then those made here, the one edited last on top. */
export function inShownOrder(entries: readonly ScenarioEntry[]): ScenarioEntry[] {
  return [...entries].sort((a, b) => {
    if (a.preset !== b.preset) return a.preset ? -1 : 1
    return a.preset ? rank(a) - rank(b) : b.updatedAt.localeCompare(a.updatedAt)
  })
}
