import type { RunMetrics } from '../../shared/run.ts'
import type { StoreDatabase } from './store-database.ts'

/** Training metrics, one row for each run and iteration. */
export class MetricRepository {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** An iteration that is there already is replaced: after a resume the run goes through it again. */
  add(runId: string, metrics: readonly RunMetrics[]): void {
    this.#database.transaction(() => {
      for (const row of metrics)
        this.#database.run(
          `INSERT INTO metric (run_id, iteration, document) VALUES (@runId, @iteration, @document)
           ON CONFLICT (run_id, iteration) DO UPDATE SET document = excluded.document`,
          { runId, iteration: row.iteration, document: JSON.stringify(row) },
        )
    })
  }

  list(runId: string): RunMetrics[] {
    return this.#database
      .all<{ document: string }>('SELECT document FROM metric WHERE run_id = @runId ORDER BY iteration', { runId })
      .map((row) => JSON.parse(row.document) as RunMetrics)
  }

  latest(runId: string): RunMetrics | null {
    const row = this.#database.get<{ document: string }>(
      'SELECT document FROM metric WHERE run_id = @runId ORDER BY iteration DESC LIMIT 1',
      { runId },
    )
    return row === undefined ? null : (JSON.parse(row.document) as RunMetrics)
  }

  /** Forgets the iterations past a checkpoint: the run goes on from there. */
  removeAfter(runId: string, iteration: number): void {
    this.#database.run('DELETE FROM metric WHERE run_id = @runId AND iteration > @iteration', { runId, iteration })
  }
}
