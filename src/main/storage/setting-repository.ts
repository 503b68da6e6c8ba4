import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings.ts'
import type { StoreDatabase } from './store-database.ts'

export class SettingRepository {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** What was saved; a setting that is missing or no longer allowed has its default. */
  load(): Settings {
    const settings: Settings = { ...defaultSettings }
    for (const { name, value } of this.#database.all<{ name: string; value: string }>('SELECT name, value FROM setting')) {
      const candidate = settingsSchema.safeParse({ ...settings, [name]: JSON.parse(value) })
      if (candidate.success) Object.assign(settings, candidate.data)
    }
    return settings
  }

  save(settings: Settings): void {
    this.#database.transaction(() => {
      for (const [name, value] of Object.entries(settings))
        this.#database.run(
          'INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          { name, value: JSON.stringify(value) },
        )
    })
  }
}
