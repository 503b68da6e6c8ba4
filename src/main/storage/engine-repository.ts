import { join } from 'node:path'
import { z } from 'zod'
import { engineFindingSchema } from '../../shared/engine.ts'
import type { FileSystem } from './files.ts'

const contentSchema = z.object({
  /** Of the machine and the libraries that were measured. */
  fingerprint: z.string(),
  measuredAt: z.string(),
  engines: z.array(engineFindingSchema).min(1),
})
export type StoredEngines = z.infer<typeof contentSchema>

/** What was measured of the engines: a file of its own, which can be deleted at any time. */
export class EngineRepository {
  readonly #path: string
  readonly #files: FileSystem

  constructor(directory: string, files: FileSystem) {
    this.#path = join(directory, 'engines.json')
    this.#files = files
  }

  /** Null where nothing was measured yet, or it cannot be read. */
  load(): StoredEngines | null {
    try {
      const text = Buffer.from(this.#files.read(this.#path)).toString('utf8')
      return contentSchema.safeParse(JSON.parse(text)).data ?? null
    } catch {
      return null
    }
  }

  save(engines: StoredEngines): void {
    this.#files.write(this.#path, Buffer.from(JSON.stringify(engines, null, 2)))
  }
}
