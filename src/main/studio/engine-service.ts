import { v7 as newId } from 'uuid'
import { type EngineFinding, type EngineName, type EngineReport, engineLabels, engineNames } from '../../shared/engine.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { Settings } from '../../shared/settings.ts'
import type { EngineRepository } from '../storage/engine-repository.ts'
import type { Clock } from '../training/clock.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import { chooseEngine, type EngineChoice } from './choose-engine.ts'
import { conflict } from './failures.ts'

/** Much longer than an engine takes to load and be measured: what is silent for so long hangs. */
const engineLimitMilliseconds = 40_000

export interface EngineServiceParts {
  jobs: Pick<AwaitedJobs, 'run'>
  repository: EngineRepository
  /** Changes with the machine, its drivers and the libraries: what was measured before then says nothing any more. */
  fingerprint: () => string
  /** The hospital whose agent's networks are measured; null where there is none. */
  scenario: () => Scenario | null
  wish: () => Settings['engine']
  clock: Clock
}

/** What computes networks on this machine, and which engine trains. */
export class EngineService {
  readonly #parts: EngineServiceParts
  readonly #fingerprint: string
  #engines: EngineFinding[] = []
  #measuredAt: string | null = null
  #measuring: EngineName | null = null
  #measurement: Promise<void> | null = null
  #closed = false

  constructor(parts: EngineServiceParts) {
    this.#parts = parts
    this.#fingerprint = parts.fingerprint()
    const stored = parts.repository.load()
    if (stored === null || stored.fingerprint !== this.#fingerprint) return
    this.#engines = stored.engines
    this.#measuredAt = stored.measuredAt
  }

  /** What trains new runs. */
  get choice(): EngineChoice {
    // What is only half measured yet decides nothing.
    return chooseEngine(this.#measuredAt === null ? [] : this.#engines, this.#parts.wish())
  }

  /** What is known now. */
  list(): EngineReport {
    return { engines: this.#engines, measuredAt: this.#measuredAt, measuring: this.#measuring, ...this.choice }
  }

  /** Measures all engines, one after another. Who asks meanwhile waits for the same. */
  async measure(): Promise<EngineReport> {
    this.#measurement ??= this.#measureAll().finally(() => {
      this.#measurement = null
      this.#measuring = null
    })
    await this.#measurement
    return this.list()
  }

  /** Before the jobs are ended: an engine that was being measured then is not one that failed. */
  close(): void {
    this.#closed = true
  }

  async #measureAll(): Promise<void> {
    const { repository, clock, scenario } = this.#parts
    const hospital = scenario()
    if (hospital === null) throw conflict('The engines are measured on a hospital, and there is none.')
    const engines: EngineFinding[] = []
    for (const name of engineNames) {
      this.#measuring = name
      engines.push(await this.#find(name, hospital))
      // Where nothing was known, what is found is shown as it comes.
      if (this.#measuredAt === null) this.#engines = [...engines]
    }
    const measuredAt = new Date(clock.now()).toISOString()
    repository.save({ fingerprint: this.#fingerprint, measuredAt, engines })
    this.#engines = engines
    this.#measuredAt = measuredAt
  }

  /** In a process of its own: libraries may crash or hang, and must not take the studio or each other with them. */
  async #find(name: EngineName, scenario: Scenario): Promise<EngineFinding> {
    const { jobs, clock } = this.#parts
    const limit = new AbortController()
    const callOff = clock.after(engineLimitMilliseconds, () => limit.abort())
    try {
      const result = await jobs.run({ kind: 'engine', id: newId(), attempt: 1, engine: name, scenario }, limit.signal)
      if (result.kind !== 'engine') throw new Error(`a ${result.kind} came back for the engine ${name}`)
      return { state: 'ready', name, ...result.measurement }
    } catch (error) {
      if (this.#closed) throw error
      const hung = `${engineLabels[name]} gave no answer within ${engineLimitMilliseconds / 1000} seconds, so its process was ended.`
      const detail = limit.signal.aborted ? hung : error instanceof Error ? error.message : String(error)
      return { state: 'unavailable', name, detail }
    } finally {
      callOff()
    }
  }
}
