import { existsSync } from 'node:fs'
import { ORPCError } from '@orpc/client'
import { parseScenarioText, type Scenario, scenarioMaximumLength } from '../../shared/scenario.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import { badDocument, readInputFile } from './input-file.ts'

/** The text of a scenario file. Throws a sentence where there is none, or one far too long to be a scenario. */
export async function readScenarioText(file: string): Promise<string> {
  return (await readInputFile(file, { noun: 'a scenario', maximumLength: scenarioMaximumLength })).toString('utf8')
}

/** The document that `--scenario` names: a stored scenario, or a file. */
export async function findScenarioDocument(client: StudioClient, nameOrFile: string): Promise<unknown> {
  const readFromFile = async () => requireScenario(nameOrFile, await readScenarioText(nameOrFile))
  if (/[./\\]/.test(nameOrFile)) return readFromFile()
  try {
    return (await client.scenarios.get({ id: nameOrFile })).scenario
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'NOT_FOUND' && existsSync(nameOrFile)) return readFromFile()
    throw error
  }
}

/** The scenario in a text; throws the sentences that say what is wrong with it. */
export function requireScenario(file: string, text: string): Scenario {
  const parsed = parseScenarioText(text)
  if (parsed.ok) return parsed.scenario
  throw badDocument('scenario', file, text, parsed.problems)
}
