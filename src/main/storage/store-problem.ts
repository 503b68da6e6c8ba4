import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { SystemInfo } from '../../shared/contract.ts'
import { oneLine } from '../../shared/problem.ts'

export const databaseFileName = 'fairward.db'
export const backupDirectoryName = 'backups'

type StoreState = SystemInfo['store']['state']
type ProblemState = Exclude<StoreState, 'ready'>

/** The data folder cannot be used as it is. The message names the folder and says what to do. Nothing has been overwritten. */
export class StoreProblem extends Error {
  readonly state: ProblemState

  constructor(state: ProblemState, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreProblem'
    this.state = state
  }
}

const elsewhere = 'or choose another folder with --data-dir or FAIRWARD_HOME'

function describe(state: ProblemState, directory: string, detail: string): string {
  switch (state) {
    case 'read-only':
      return `The data folder ${directory} cannot be written to (${detail}). Allow this user to write there, ${elsewhere}.`
    case 'full':
      return `The disk that holds the data folder ${directory} is full (${detail}). Free some space and try again; what was saved before is safe.`
    case 'locked':
      return `The database in the data folder ${directory} is in use by another program (${detail}). Close that program and try again.`
    case 'corrupt':
      return (
        `The database ${join(directory, databaseFileName)} is damaged (${detail}). It has been left as it is. Move it away to start ` +
        `afresh, put back a copy from ${join(directory, backupDirectoryName)} if there is one, ${elsewhere}.`
      )
    case 'newer':
      return `The database ${join(directory, databaseFileName)} was written by a newer Fairward (${detail}). Use the newer Fairward, ${elsewhere}.`
    case 'unusable':
      return `The data folder ${directory} cannot be used (${detail}). Correct that, ${elsewhere}.`
  }
}

/** SQLite's findings begin with a line of their own that says where. */
const plainDetail = (detail: string): string => oneLine(detail.replace(/\*{3}[^*]*\*{3}/g, '')).trim()

export const storeProblem = (state: ProblemState, directory: string, detail: string, cause?: unknown): StoreProblem =>
  new StoreProblem(state, describe(state, directory, plainDetail(detail)), cause)

const statesBySqliteCode: [prefix: string, state: ProblemState][] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_CANTOPEN', 'unusable'],
  ['SQLITE_IOERR', 'unusable'],
]

const statesByErrorCode: Record<string, ProblemState> = {
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

/** What an error of SQLite or of the file seam means for the data folder. Errors that say nothing about it come back as they are. */
export function asStoreProblem(error: unknown, directory: string): unknown {
  if (error instanceof StoreProblem || !(error instanceof Error)) return error
  if (error instanceof Database.SqliteError) {
    const state = statesBySqliteCode.find(([prefix]) => error.code.startsWith(prefix))?.[1]
    return state === undefined ? error : storeProblem(state, directory, error.message, error)
  }
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || (syscall === undefined && statesByErrorCode[code] === undefined)) return error
  return storeProblem(statesByErrorCode[code] ?? 'unusable', directory, error.message, error)
}

/** Runs something that touches the data folder; what goes wrong with the folder becomes a StoreProblem. */
export function guardStore<T>(directory: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw asStoreProblem(error, directory)
  }
}
