import { readFileSync } from 'node:fs'
import { parseScenarioText, type Scenario } from '../src/shared/scenario.ts'

export const presetNames = ['urban', 'rural', 'pediatric', 'surge'] as const
export type PresetName = (typeof presetNames)[number]

export function presetText(name: PresetName): string {
  return readFileSync(new URL(`../resources/scenarios/${name}.json`, import.meta.url), 'utf8')
}

/** A fresh copy that a test may change. */
export function preset(name: PresetName): Scenario {
  const parsed = parseScenarioText(presetText(name))
  if (!parsed.ok) throw new Error(`preset ${name}: ${JSON.stringify(parsed.problems)}`)
  return parsed.scenario
}
