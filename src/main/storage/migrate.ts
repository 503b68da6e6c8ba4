import type { Database } from 'better-sqlite3'

export interface Migration {
  /** The database's `user_version` afterwards: one more than before. */
  version: number
  name: string
  sql: string
}

export interface MigrateOptions {
  migrations: readonly Migration[]
  /** Called once before the first change to a database that already holds something. */
  backUp(fromVersion: number): void
}

export const databaseVersion = (database: Database): number => database.pragma('user_version', { simple: true }) as number

/** The newest version these migrations lead to. */
export const newestVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0

/**
 * Brings a database to the newest version, each step in a transaction of its own that ends with its `user_version`: a step that fails
 * leaves the database as the step before left it. Throws what SQLite throws.
 */
export function migrate(database: Database, { migrations, backUp }: MigrateOptions): void {
  const before = databaseVersion(database)
  const missing = migrations.filter((migration) => migration.version > before)
  if (missing.length > 0 && before > 0) backUp(before)
  for (const migration of missing) {
    database
      .transaction(() => {
        database.exec(migration.sql)
        database.pragma(`user_version = ${migration.version}`)
      })
      .immediate()
  }
}
