import type { Settings } from '../../shared/settings.ts'
import type { SettingRepository } from '../storage/setting-repository.ts'

/** Fewer would make four hospitals wait for each other on a small machine. */
const leastParallelJobs = 4

export class SettingsService {
  readonly #settings: SettingRepository
  readonly #cores: number
  #current: Settings
  #saved: () => void = () => {}

  constructor(settings: SettingRepository, cores: number) {
    this.#settings = settings
    this.#cores = cores
    this.#current = settings.load()
  }

  /** Calls after each change. */
  onSaved(listener: () => void): void {
    this.#saved = listener
  }

  get(): Settings {
    return this.#current
  }

  save(settings: Settings): Settings {
    this.#settings.save(settings)
    this.#current = settings
    this.#saved()
    return settings
  }

  /** Threads of one job that can use several. */
  get threads(): number {
    return Math.min(this.#cores, this.#current.maximumParallelJobs ?? this.#cores)
  }

  /** Training and evaluation jobs at once. */
  get maximumParallelJobs(): number {
    return this.#current.maximumParallelJobs ?? Math.max(leastParallelJobs, this.#cores)
  }
}
