import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { CheckpointSummary } from '../../shared/run.ts'
import type { FileSystem } from './files.ts'
import type { StoreDatabase } from './store-database.ts'
import { guardStore } from './store-problem.ts'

interface CheckpointRow extends CheckpointSummary {
  runId: string
  /** What the agent's patients cost on development patients; null where it was not measured in that iteration. */
  score: number | null
}

export interface StoredCheckpoint extends CheckpointSummary {
  content: Uint8Array
}

/** The newest ones; besides them the best one stays. */
const kept = 3
const directoryName = 'checkpoints'
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Checkpoints are files, `checkpoints/<run>/<iteration>.ckpt`; the database holds what each must hash to. The last three of a run are
 * kept, so that a damaged one does not cost the run, and the one that did best on development patients, so that an agent which got worse is not lost.
 */
export class CheckpointRepository {
  readonly #database: StoreDatabase
  readonly #files: FileSystem
  readonly #now: () => string

  constructor(database: StoreDatabase, files: FileSystem, now: () => string) {
    this.#database = database
    this.#files = files
    this.#now = now
  }

  /** The file is on the disk before the database names it. Checkpoints past this iteration are of a course that was given up. */
  save(runId: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary {
    const summary: CheckpointSummary = {
      sha256: sha256Of(checkpoint.bytes),
      bytes: checkpoint.bytes.length,
      iteration: checkpoint.iteration,
      decisions: checkpoint.decisions,
      createdAt: this.#now(),
    }
    guardStore(this.#database.directory, () => {
      this.#files.makeDirectory(this.#directoryOf(runId))
      this.#files.write(this.#pathOf(runId, checkpoint.iteration), checkpoint.bytes)
    })
    const superseded = this.#database.transaction(() => {
      this.#database.run(
        `INSERT INTO checkpoint (run_id, iteration, decisions, bytes, sha256, created_at)
         VALUES (@runId, @iteration, @decisions, @bytes, @sha256, @createdAt)
         ON CONFLICT (run_id, iteration) DO UPDATE SET decisions = excluded.decisions, bytes = excluded.bytes,
           sha256 = excluded.sha256, created_at = excluded.created_at`,
        { runId, ...summary },
      )
      const superseded = this.#rows(runId).filter((row) => row.iteration > summary.iteration)
      const course = this.#rows(runId).filter((row) => row.iteration <= summary.iteration)
      const best = bestOf(course)
      superseded.push(...course.slice(kept).filter((row) => row !== best))
      for (const { iteration } of superseded)
        this.#database.run('DELETE FROM checkpoint WHERE run_id = @runId AND iteration = @iteration', { runId, iteration })
      return superseded
    })
    guardStore(this.#database.directory, () => {
      for (const row of superseded) this.#files.remove(this.#pathOf(runId, row.iteration))
    })
    return summary
  }

  /** The newest whole checkpoint: one that is missing or damaged is passed over for the one before. */
  latest(runId: string): StoredCheckpoint | null {
    for (const { runId: _, score: __, ...summary } of this.#rows(runId)) {
      const content = this.#readWhole(runId, summary)
      if (content !== null) return { ...summary, content }
    }
    return null
  }

  /** The one that did best on development patients; null where none was measured, or where that one is missing or damaged. */
  best(runId: string): StoredCheckpoint | null {
    const row = bestOf(this.#rows(runId))
    if (row === undefined) return null
    const { runId: _, score: __, ...summary } = row
    const content = this.#readWhole(runId, summary)
    return content === null ? null : { ...summary, content }
  }

  /** Newest first. */
  #rows(runId: string): CheckpointRow[] {
    return this.#database.all<CheckpointRow>(
      `SELECT checkpoint.run_id AS runId, iteration, decisions, bytes, sha256, created_at AS createdAt,
         document ->> '$.development.agent.needWeightedWait' AS score
       FROM checkpoint LEFT JOIN metric USING (run_id, iteration)
       WHERE checkpoint.run_id = @runId ORDER BY iteration DESC`,
      { runId },
    )
  }

  #readWhole(runId: string, summary: CheckpointSummary): Uint8Array | null {
    try {
      const content = this.#files.read(this.#pathOf(runId, summary.iteration))
      return sha256Of(content) === summary.sha256 ? content : null
    } catch {
      // Gone or unreadable counts as damaged.
      return null
    }
  }

  #directoryOf(runId: string): string {
    return join(this.#database.directory, directoryName, runId)
  }

  #pathOf(runId: string, iteration: number): string {
    return join(this.#directoryOf(runId), `${iteration}.ckpt`)
  }
}

/** The one with the lowest cost, the newest among equals; undefined where none was measured. */
function bestOf(rows: readonly CheckpointRow[]): CheckpointRow | undefined {
  let best: CheckpointRow | undefined
  for (const row of rows)
    if (row.score !== null && (best === undefined || best.score === null || row.score < best.score)) best = row
  return best
}
