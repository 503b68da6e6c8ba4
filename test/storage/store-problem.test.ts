import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/main/storage/store.ts'
import { asStoreProblem, StoreProblem } from '../../src/main/storage/store-problem.ts'
import { failingFiles, openTestStore, temporaryDirectory, urban } from './fixtures/helpers.ts'

function problemOf(action: () => unknown): StoreProblem {
  try {
    action()
  } catch (error) {
    if (error instanceof StoreProblem) return error
    throw error
  }
  throw new Error('no problem was found')
}

/** A folder with a database that holds a scenario. */
function filledDirectory(): string {
  const directory = temporaryDirectory()
  const store = openStore(directory)
  store.scenarios.add(urban())
  store.close()
  return directory
}

describe('a data folder that cannot be used', () => {
  it('on a read-only disk says so and what to do', () => {
    const directory = temporaryDirectory()
    const problem = problemOf(() => openStore(directory, { files: failingFiles('EROFS').files }))
    expect(problem.state).toBe('read-only')
    expect(problem.message).toContain(`The data folder ${directory} cannot be written to`)
    expect(problem.message).toContain('Allow this user to write there')
    expect(readdirSync(directory)).toEqual([])
  })

  it('on a full disk says so and what to do', () => {
    const directory = filledDirectory()
    const before = readFileSync(join(directory, 'fairward.db'))
    const problem = problemOf(() => openStore(directory, { files: failingFiles('ENOSPC').files }))
    expect(problem.state).toBe('full')
    expect(problem.message).toContain(`${directory} is full`)
    expect(problem.message).toContain('Free some space')
    expect(readFileSync(join(directory, 'fairward.db')).equals(before)).toBe(true)
  })

  it('is used again once there is room', () => {
    const { files, disk } = failingFiles('ENOSPC')
    disk.broken = false
    const store = openTestStore({ files })
    disk.broken = true
    expect(problemOf(() => store.check()).state).toBe('full')
    disk.broken = false
    store.check()
  })

  it('is a file', () => {
    const path = join(temporaryDirectory(), 'data')
    writeFileSync(path, 'mine')
    const problem = problemOf(() => openStore(path))
    expect(problem.state).toBe('unusable')
    expect(problem.message).toContain(path)
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  it('holds something else under the name of the database: left as it is', () => {
    const directory = temporaryDirectory()
    const path = join(directory, 'fairward.db')
    const content = 'this is no database at all, but somebody may need it. '.repeat(40)
    writeFileSync(path, content)
    const problem = problemOf(() => openStore(directory))
    expect(problem.state).toBe('corrupt')
    expect(problem.message).toContain(path)
    expect(problem.message).toContain('It has been left as it is')
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('holds a database with damaged pages: left as it is', () => {
    const directory = filledDirectory()
    const path = join(directory, 'fairward.db')
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4096, bytes.length)
    writeFileSync(path, bytes)
    const problem = problemOf(() => openStore(directory))
    expect(problem.state).toBe('corrupt')
    expect(problem.message).toMatch(/^The database .* is damaged \([^\n*]+\)\. It has been left as it is/)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  it('was written by a newer Fairward: left as it is', () => {
    const directory = filledDirectory()
    const path = join(directory, 'fairward.db')
    const database = new Database(path)
    database.pragma('user_version = 1000')
    database.close()
    const before = readFileSync(path)
    const problem = problemOf(() => openStore(directory))
    expect(problem.state).toBe('newer')
    expect(problem.message).toContain('version 1000')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('was left by a newer Fairward that was killed: neither the file nor its log is touched', () => {
    const living = filledDirectory()
    const database = new Database(join(living, 'fairward.db'))
    database.pragma('wal_autocheckpoint = 0')
    database.exec('CREATE TABLE later (id INTEGER)')
    database.pragma('user_version = 1000')
    const directory = temporaryDirectory()
    const names = ['fairward.db', 'fairward.db-wal']
    for (const name of names) copyFileSync(join(living, name), join(directory, name))
    database.close()
    const contents = () => names.map((name) => readFileSync(join(directory, name)).toString('base64'))
    const before = contents()
    expect(problemOf(() => openStore(directory)).state).toBe('newer')
    expect(contents()).toEqual(before)
  })

  it('is locked by another program', () => {
    const directory = filledDirectory()
    const other = new Database(join(directory, 'fairward.db'))
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE; COMMIT')
    const problem = problemOf(() => openStore(directory, { busyMilliseconds: 20 }))
    expect(problem.state).toBe('locked')
    expect(problem.message).toContain('in use by another program')
    other.close()
    openStore(directory).close()
  })

  it('gets locked while it is open', () => {
    const store = openTestStore({ busyMilliseconds: 20 })
    const other = new Database(join(store.directory, 'fairward.db'))
    other.exec('BEGIN IMMEDIATE')
    expect(problemOf(() => store.scenarios.add(urban())).state).toBe('locked')
    other.exec('ROLLBACK')
    other.close()
    expect(store.scenarios.add(urban()).name).toBe('urban')
  })
})

describe("SQLite's own errors", () => {
  const errorOf = (prepare: string, sql: string): unknown => {
    const database = new Database(':memory:')
    database.exec(prepare)
    try {
      database.exec(sql)
      return null
    } catch (error) {
      return error
    } finally {
      database.close()
    }
  }

  it.each([
    [
      'full',
      'PRAGMA max_page_count = 2',
      'CREATE TABLE a (b TEXT); CREATE TABLE c (d TEXT); INSERT INTO a VALUES (zeroblob(20000))',
    ],
    ['read-only', 'CREATE TABLE a (b TEXT); PRAGMA query_only = ON', 'INSERT INTO a VALUES (1)'],
  ] as const)('%s', (state, prepare, sql) => {
    const problem = asStoreProblem(errorOf(prepare, sql), '/somewhere')
    expect(problem).toBeInstanceOf(StoreProblem)
    expect(problem).toMatchObject({ state })
  })

  it('that are mistakes of ours stay what they are', () => {
    const error = errorOf('CREATE TABLE a (b TEXT UNIQUE); INSERT INTO a VALUES (1)', 'INSERT INTO a VALUES (1)')
    expect(asStoreProblem(error, '/somewhere')).toBe(error)
  })
})
