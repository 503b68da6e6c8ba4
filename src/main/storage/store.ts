import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { CheckpointRepository } from './checkpoint-repository.ts'
import { EngineRepository } from './engine-repository.ts'
import { EvaluationRepository } from './evaluation-repository.ts'
import { checkWritable, type FileSystem, nodeFiles } from './files.ts'
import { MetricRepository } from './metric-repository.ts'
import { databaseVersion, type Migration, migrate, newestVersion } from './migrate.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import { ReportRepository } from './report-repository.ts'
import { RunRepository } from './run-repository.ts'
import { ScenarioRepository } from './scenario-repository.ts'
import { SettingRepository } from './setting-repository.ts'
import { StoreDatabase } from './store-database.ts'
import { asStoreProblem, backupDirectoryName, databaseFileName, guardStore, storeProblem } from './store-problem.ts'
import { StudyRepository } from './study-repository.ts'

export interface Store {
  readonly directory: string
  readonly scenarios: ScenarioRepository
  readonly runs: RunRepository
  readonly metrics: MetricRepository
  readonly checkpoints: CheckpointRepository
  readonly studies: StudyRepository
  readonly evaluations: EvaluationRepository
  readonly reports: ReportRepository
  readonly settings: SettingRepository
  readonly engines: EngineRepository
  /** Writes something small to see whether the folder can be written to. Throws StoreProblem. */
  check(): void
  close(): void
}

export interface StoreOptions {
  files?: FileSystem
  now?: () => Date
  /** How long to wait for another program that holds the database. */
  busyMilliseconds?: number
  migrations?: readonly Migration[]
}

/**
 * Opens the data folder: makes it where it is missing, checks the database and brings it to the newest version (a copy is put
 * aside first). Throws StoreProblem and then leaves everything as it was.
 */
export function openStore(directory: string, options: StoreOptions = {}): Store {
  const { files = nodeFiles, now = () => new Date(), busyMilliseconds = 1000, migrations = allMigrations } = options
  const timestamp = () => now().toISOString()
  guardStore(directory, () => {
    files.makeDirectory(directory)
    checkWritable(directory, files)
  })
  guardStore(directory, () => inspectDatabase(directory, busyMilliseconds, migrations))
  const connection = openConnection(directory, busyMilliseconds)
  try {
    prepareDatabase(connection, directory, files, migrations, timestamp)
  } catch (error) {
    connection.close()
    throw asStoreProblem(error, directory)
  }
  const database = new StoreDatabase(connection, directory)
  const evaluations = new EvaluationRepository(database)
  const settings = new SettingRepository(database)
  return {
    directory,
    scenarios: new ScenarioRepository(database, timestamp),
    runs: new RunRepository(database, timestamp),
    metrics: new MetricRepository(database),
    checkpoints: new CheckpointRepository(database, files, timestamp),
    studies: new StudyRepository(database, evaluations, timestamp),
    evaluations,
    reports: new ReportRepository(database, timestamp),
    settings,
    engines: new EngineRepository(directory, files),
    check: () => {
      guardStore(directory, () => checkWritable(directory, files))
      settings.save(settings.load())
    },
    close: () => database.close(),
  }
}

function openConnection(directory: string, busyMilliseconds: number): Database.Database {
  return guardStore(directory, () => new Database(join(directory, databaseFileName), { timeout: busyMilliseconds }))
}

/**
 * Throws StoreProblem unless the file, where there is one, is a whole database of a version that is known here. Looks without writing: a
 * writing connection would carry a left-over log into the file when it closes.
 */
function inspectDatabase(directory: string, busyMilliseconds: number, migrations: readonly Migration[]): void {
  const path = join(directory, databaseFileName)
  if (!existsSync(path)) return
  const connection = new Database(path, { timeout: busyMilliseconds, readonly: true })
  try {
    const version = databaseVersion(connection)
    if (version > newestVersion(migrations))
      throw storeProblem('newer', directory, `version ${version}; this one reads up to ${newestVersion(migrations)}`)
    const check = connection.pragma('quick_check(1)', { simple: true }) as string
    if (check !== 'ok') throw storeProblem('corrupt', directory, check)
  } finally {
    connection.close()
  }
}

function prepareDatabase(
  connection: Database.Database,
  directory: string,
  files: FileSystem,
  migrations: readonly Migration[],
  timestamp: () => string,
): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('foreign_keys = ON')
  // With WAL, a crash of this program loses nothing; only a power cut may lose the last commits, never the database.
  connection.pragma('synchronous = NORMAL')
  migrate(connection, {
    migrations,
    backUp: (fromVersion) => {
      // Everything into the one file, then copy that.
      connection.pragma('wal_checkpoint(TRUNCATE)')
      const backups = join(directory, backupDirectoryName)
      files.makeDirectory(backups)
      const name = `fairward-version-${fromVersion}-${timestamp().replace(/[:.]/g, '-')}.db`
      files.write(join(backups, name), files.read(join(directory, databaseFileName)))
    },
  })
}
