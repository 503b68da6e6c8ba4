import type { ScenarioEntry } from '../../shared/contract.ts'
import type { Problem } from '../../shared/problem.ts'
import { type ParsedScenario, parseScenario, parseScenarioText, type Scenario, scenarioSubject } from '../../shared/scenario.ts'
import { hospitalDocument } from '../simulation/hospital/hospital-document.ts'
import type { ScenarioRepository } from '../storage/scenario-repository.ts'
import { badInput, conflict, notFound } from './failures.ts'
import { uniqueName } from './unique-name.ts'

/** The scenario of a document, or the error that says what is wrong with it. */
export function requireScenario(document: unknown): Scenario {
  return accept(parseScenario(document), document)
}

function accept(parsed: ParsedScenario, document: unknown): Scenario {
  if (!parsed.ok) throw badInput(scenarioSubject(document), parsed.problems)
  return parsed.scenario
}

/** For the subject of a sentence only. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export class ScenarioService {
  readonly #scenarios: ScenarioRepository

  constructor(scenarios: ScenarioRepository) {
    this.#scenarios = scenarios
  }

  list(): ScenarioEntry[] {
    return this.#scenarios.list()
  }

  get(idOrName: string): ScenarioEntry {
    const entry = this.#scenarios.find(idOrName)
    if (entry !== null) return entry
    const names = this.#scenarios.list().map((each) => each.name)
    throw notFound(`There is no scenario ${JSON.stringify(idOrName)}; there are ${names.join(', ') || 'none'}.`)
  }

  /** As `get`, for work to be done on it: what was stored under earlier rules may be refused today. */
  getUsable(idOrName: string): ScenarioEntry {
    const entry = this.get(idOrName)
    requireScenario(entry.scenario)
    return entry
  }

  check(document: unknown): Problem[] {
    const parsed = parseScenario(document)
    return parsed.ok ? [] : parsed.problems
  }

  import(text: string): ScenarioEntry {
    const parsed = parseScenarioText(text)
    const scenario = accept(parsed, parsed.ok ? null : tryJson(text))
    return this.#scenarios.add({ ...scenario, name: this.#freeName(scenario.name) })
  }

  export(idOrName: string, as: 'scenario' | 'model'): { fileName: string; text: string } {
    const { scenario } = as === 'model' ? this.getUsable(idOrName) : this.get(idOrName)
    const document = as === 'model' ? hospitalDocument(scenario) : scenario
    const fileName = as === 'model' ? `${scenario.name}-model.json` : `${scenario.name}.json`
    return { fileName, text: `${JSON.stringify(document, null, 2)}\n` }
  }

  copy(idOrName: string, title: string | undefined): ScenarioEntry {
    const { scenario } = this.get(idOrName)
    const name = this.#freeName(`${scenario.name}-copy`)
    const number = /-copy-(\d+)$/.exec(name)?.[1]
    const copied = title ?? `${scenario.title.slice(0, 108)} (copy${number === undefined ? '' : ` ${number}`})`
    return this.#scenarios.add(requireScenario({ ...scenario, name, title: copied }))
  }

  save(idOrName: string, document: unknown): ScenarioEntry {
    const entry = this.get(idOrName)
    if (entry.preset) throw conflict(`${entry.name} comes with Fairward and cannot be changed; copy it and change the copy.`)
    const scenario = requireScenario(document)
    const namesake = this.#scenarios.find(scenario.name)
    if (namesake !== null && namesake.id !== entry.id) {
      const message = `is "${scenario.name}", which another scenario is called; choose another name`
      throw badInput(scenarioSubject(document), [{ path: 'name', message }])
    }
    if (JSON.stringify(scenario) === JSON.stringify(entry.scenario)) return entry
    return this.#scenarios.update(entry.id, scenario)
  }

  delete(idOrName: string): { id: string } {
    const entry = this.get(idOrName)
    if (entry.preset) throw conflict(`${entry.name} comes with Fairward and cannot be deleted.`)
    this.#scenarios.delete(entry.id)
    return { id: entry.id }
  }

  /** Where its name has been given away since, it comes back under another. */
  restore(id: string): ScenarioEntry {
    const entry = this.#scenarios.findDeleted(id)
    if (entry === null) {
      const present = this.#scenarios.find(id)
      if (present !== null) return present
      throw notFound(`There is no deleted scenario ${JSON.stringify(id)}.`)
    }
    const name = this.#freeName(entry.name)
    return name === entry.name ? this.#scenarios.restore(id) : this.#scenarios.update(id, { ...entry.scenario, name })
  }

  #freeName(wanted: string): string {
    return uniqueName(wanted, (name) => this.#scenarios.find(name) !== null)
  }
}
