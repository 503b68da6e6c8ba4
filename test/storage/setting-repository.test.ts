import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/main/storage/store.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { openTestStore, temporaryDirectory } from './fixtures/helpers.ts'

describe('settings in the store', () => {
  it('have their defaults until saved, and stay', () => {
    const directory = temporaryDirectory()
    const before = openStore(directory)
    expect(before.settings.load()).toEqual(defaultSettings)
    before.settings.save({ ...defaultSettings, theme: 'dark', maximumParallelJobs: 2 })
    before.close()
    expect(openTestStore({}, directory).settings.load()).toEqual({ ...defaultSettings, theme: 'dark', maximumParallelJobs: 2 })
  })

  it('that are unknown or no longer allowed are left out', () => {
    const directory = temporaryDirectory()
    openStore(directory).close()
    const database = new Database(join(directory, 'fairward.db'))
    database.exec(`INSERT INTO setting VALUES ('theme', '"purple"'), ('gone', '1'), ('replications', '250')`)
    database.close()
    expect(openTestStore({}, directory).settings.load()).toEqual({ ...defaultSettings, replications: 250 })
  })
})
