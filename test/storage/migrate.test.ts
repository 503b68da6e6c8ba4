import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { databaseVersion, type Migration, migrate } from '../../src/main/storage/migrate.ts'
import { migrations } from '../../src/main/storage/migrations/index.ts'
import { openStore } from '../../src/main/storage/store.ts'
import { temporaryDirectory, urban } from './fixtures/helpers.ts'

const next: Migration = {
  version: migrations.length + 1,
  name: 'a column more',
  sql: `ALTER TABLE scenario ADD COLUMN note TEXT NOT NULL DEFAULT 'none'`,
}
const broken: Migration = {
  version: migrations.length + 1,
  name: 'breaks half way',
  sql: `CREATE TABLE half (id TEXT) STRICT; INSERT INTO nowhere VALUES (1)`,
}
const tablesOf = (database: Database.Database): string[] =>
  database
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .map((row) => row.name)

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('lead from an empty database to version 1, all tables strict, without a copy put aside', () => {
    const database = new Database(':memory:')
    const backups: number[] = []
    migrate(database, { migrations: migrations.slice(0, 1), backUp: (from) => backups.push(from) })
    expect(databaseVersion(database)).toBe(1)
    expect(tablesOf(database)).toEqual([
      'checkpoint',
      'evaluation',
      'metric',
      'report',
      'run',
      'scenario',
      'scenario_version',
      'setting',
      'study',
    ])
    const loose = database.prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    expect(loose.all()).toEqual([])
    expect(backups).toEqual([])
    database.close()
  })

  it('keep what is there, and put a copy of the version before aside', () => {
    const directory = temporaryDirectory()
    const before = openStore(directory)
    const { id } = before.scenarios.add(urban())
    before.close()

    const after = openStore(directory, { migrations: [...migrations, next], now: () => new Date('2026-11-20T10:00:00Z') })
    expect(after.scenarios.find('urban')?.id).toBe(id)
    after.close()

    const [backup, ...others] = readdirSync(join(directory, 'backups'))
    expect(others).toEqual([])
    expect(backup).toBe(`fairward-version-${migrations.length}-2026-11-20T10-00-00-000Z.db`)
    const copy = new Database(join(directory, 'backups', backup ?? ''), { readonly: true })
    expect(databaseVersion(copy)).toBe(migrations.length)
    expect(copy.prepare('SELECT id FROM scenario').all()).toEqual([{ id }])
    copy.close()
  })

  it('give studies of version 2 no training', () => {
    const database = new Database(':memory:')
    migrate(database, { migrations: migrations.slice(0, 2), backUp: () => {} })
    database.exec(
      `INSERT INTO study (id, title, seed, replications, created_at) VALUES ('a', 'Before', 1, 100, '2026-11-20T10:00:00Z')`,
    )
    migrate(database, { migrations: migrations.slice(0, 3), backUp: () => {} })
    expect(database.prepare('SELECT title, training FROM study').all()).toEqual([{ title: 'Before', training: null }])
    database.close()
  })

  it('are not run again', () => {
    const directory = temporaryDirectory()
    openStore(directory).close()
    openStore(directory).close()
    expect(readdirSync(directory)).not.toContain('backups')
  })

  it('leave the version before when a step fails', () => {
    const database = new Database(':memory:')
    migrate(database, { migrations, backUp: () => {} })
    const tables = tablesOf(database)
    expect(() => migrate(database, { migrations: [...migrations, broken], backUp: () => {} })).toThrow(/nowhere/)
    expect(databaseVersion(database)).toBe(migrations.length)
    expect(tablesOf(database)).toEqual(tables)
    database.close()
  })
})
