import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problemSentence } from '../../shared/problem.ts'
import { parseScenarioText } from '../../shared/scenario.ts'
import type { ScenarioRepository } from '../storage/scenario-repository.ts'

/** Puts the scenarios that come with Fairward into the store; one whose file has changed since gets a new version. */
export function storePresets(resourcesDirectory: string, scenarios: ScenarioRepository, log: (line: string) => void): void {
  const directory = join(resourcesDirectory, 'scenarios')
  for (const file of namesIn(directory, log)) {
    const parsed = parseScenarioText(readFileSync(join(directory, file), 'utf8'))
    if (!parsed.ok) {
      for (const problem of parsed.problems) log(problemSentence(`preset ${file}`, problem))
      continue
    }
    const stored = scenarios.find(parsed.scenario.name)
    if (stored === null) scenarios.add(parsed.scenario, true)
    else if (!stored.preset) log(`preset ${file} is left out: there is a scenario called ${stored.name} already`)
    else if (JSON.stringify(stored.scenario) !== JSON.stringify(parsed.scenario)) scenarios.update(stored.id, parsed.scenario)
  }
}

/** Stored first, and so listed first; presets without a place here follow by name. */
const order = ['urban.json', 'rural.json', 'pediatric.json', 'surge.json']
const place = (file: string): number => (order.includes(file) ? order.indexOf(file) : order.length)

function namesIn(directory: string, log: (line: string) => void): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
  } catch (error) {
    log(`no presets: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}
