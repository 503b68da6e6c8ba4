import { v7 as newId } from 'uuid'
import type { ScenarioEntry } from '../../shared/contract.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { StoreDatabase } from './store-database.ts'

interface ScenarioRow {
  id: string
  name: string
  title: string
  preset: number
  version: number
  createdAt: string
  updatedAt: string
  document: string
}

const select = `
  SELECT scenario.id, scenario.name, scenario_version.title, preset, scenario.version, scenario.created_at AS createdAt,
    updated_at AS updatedAt, document
  FROM scenario JOIN scenario_version ON scenario_id = scenario.id AND scenario_version.version = scenario.version`

function entryOf(row: ScenarioRow): ScenarioEntry {
  const { document, preset, ...entry } = row
  return { ...entry, preset: preset === 1, scenario: JSON.parse(document) as Scenario }
}

/** Scenarios with all their versions. A version, once stored, is never changed. */
export class ScenarioRepository {
  readonly #database: StoreDatabase
  readonly #now: () => string

  constructor(database: StoreDatabase, now: () => string) {
    this.#database = database
    this.#now = now
  }

  /** Presets first, in the order they came; then the others, the one edited last first. */
  list(): ScenarioEntry[] {
    return this.#database
      .all<ScenarioRow>(
        `${select} WHERE deleted_at IS NULL ORDER BY preset DESC, CASE preset WHEN 0 THEN updated_at END DESC, scenario.id`,
      )
      .map(entryOf)
  }

  /** By id or name, unless deleted. */
  find(idOrName: string): ScenarioEntry | null {
    const row = this.#database.get<ScenarioRow>(
      `${select} WHERE deleted_at IS NULL AND (scenario.id = @idOrName OR scenario.name = @idOrName)`,
      { idOrName },
    )
    return row === undefined ? null : entryOf(row)
  }

  findDeleted(id: string): ScenarioEntry | null {
    const row = this.#database.get<ScenarioRow>(`${select} WHERE deleted_at IS NOT NULL AND scenario.id = @id`, { id })
    return row === undefined ? null : entryOf(row)
  }

  /** What a run or an evaluation used, whatever has happened to the scenario since. */
  version(id: string, version: number): Scenario | null {
    const row = this.#database.get<{ document: string }>(
      'SELECT document FROM scenario_version WHERE scenario_id = @id AND version = @version',
      { id, version },
    )
    return row === undefined ? null : (JSON.parse(row.document) as Scenario)
  }

  /** The name must be free. */
  add(scenario: Scenario, preset = false): ScenarioEntry {
    const id = newId()
    const now = this.#now()
    this.#database.transaction(() => {
      this.#database.run(
        `INSERT INTO scenario (id, name, preset, version, created_at, updated_at) VALUES (@id, @name, @preset, 1, @now, @now)`,
        { id, name: scenario.name, preset: preset ? 1 : 0, now },
      )
      this.#addVersion(id, 1, scenario, now)
    })
    return this.#require(id)
  }

  /** Adds a version and makes it the current one; also brings a deleted scenario back. The name must be free or its own. */
  update(id: string, scenario: Scenario): ScenarioEntry {
    const now = this.#now()
    this.#database.transaction(() => {
      const last = this.#database.get<{ version: number }>(
        'SELECT max(version) AS version FROM scenario_version WHERE scenario_id = @id',
        { id },
      )
      const version = (last?.version ?? 0) + 1
      this.#addVersion(id, version, scenario, now)
      this.#database.run(
        'UPDATE scenario SET name = @name, version = @version, updated_at = @now, deleted_at = NULL WHERE id = @id',
        { id, name: scenario.name, version, now },
      )
    })
    return this.#require(id)
  }

  delete(id: string): void {
    this.#database.run('UPDATE scenario SET deleted_at = @now WHERE id = @id', { id, now: this.#now() })
  }

  /** The name must be free again. */
  restore(id: string): ScenarioEntry {
    this.#database.run('UPDATE scenario SET deleted_at = NULL WHERE id = @id', { id })
    return this.#require(id)
  }

  #addVersion(id: string, version: number, scenario: Scenario, now: string): void {
    this.#database.run(
      `INSERT INTO scenario_version (scenario_id, version, name, title, document, created_at)
       VALUES (@id, @version, @name, @title, @document, @now)`,
      { id, version, name: scenario.name, title: scenario.title, document: JSON.stringify(scenario), now },
    )
  }

  #require(id: string): ScenarioEntry {
    const entry = this.find(id)
    if (entry === null) throw new Error(`scenario ${id} is not in the store`)
    return entry
  }
}
