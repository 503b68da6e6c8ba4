import { v7 as newId } from 'uuid'
import type { JobStatus, Run, TrainingOptions } from '../../shared/run.ts'
import type { StoreDatabase } from './store-database.ts'

interface RunRow extends Omit<Run, 'checkpoint' | 'groupBlind'> {
  groupBlind: number
  checkpointSha256: string | null
  checkpointBytes: number
  checkpointIteration: number
  checkpointDecisions: number
  checkpointCreatedAt: string
}

const select = `
  SELECT run.id, run.scenario_id AS scenarioId, run.scenario_version AS scenarioVersion, scenario_version.name AS scenario,
    scenario_version.title AS scenarioTitle, seed, fairness_weight AS fairnessWeight, group_blind AS groupBlind, status, run.decisions,
    decisions_planned AS decisionsPlanned, run.iteration, engine, attempt, error, steps_per_second AS stepsPerSecond,
    run.created_at AS createdAt, started_at AS startedAt, finished_at AS finishedAt, sha256 AS checkpointSha256,
    bytes AS checkpointBytes, checkpoint.iteration AS checkpointIteration, checkpoint.decisions AS checkpointDecisions,
    checkpoint.created_at AS checkpointCreatedAt
  FROM run
    JOIN scenario_version ON scenario_version.scenario_id = run.scenario_id AND version = scenario_version
    LEFT JOIN checkpoint ON run_id = run.id
      AND checkpoint.iteration = (SELECT max(iteration) FROM checkpoint WHERE run_id = run.id)`

function runOf(row: RunRow): Run {
  const { checkpointSha256, checkpointBytes, checkpointIteration, checkpointDecisions, checkpointCreatedAt, ...run } = row
  const checkpoint =
    checkpointSha256 === null
      ? null
      : {
          sha256: checkpointSha256,
          bytes: checkpointBytes,
          iteration: checkpointIteration,
          decisions: checkpointDecisions,
          createdAt: checkpointCreatedAt,
        }
  return { ...run, groupBlind: run.groupBlind === 1, checkpoint }
}

export interface NewRun {
  scenarioId: string
  scenarioVersion: number
  options: TrainingOptions
  engine: string
}

/** What changes while a run goes on. */
export interface RunChanges {
  status?: JobStatus
  decisions?: number
  iteration?: number
  attempt?: number
  error?: string | null
  stepsPerSecond?: number | null
  startedAt?: string | null
  finishedAt?: string | null
}

const columns: Record<keyof RunChanges, string> = {
  status: 'status',
  decisions: 'decisions',
  iteration: 'iteration',
  attempt: 'attempt',
  error: 'error',
  stepsPerSecond: 'steps_per_second',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
}

export class RunRepository {
  readonly #database: StoreDatabase
  readonly #now: () => string

  constructor(database: StoreDatabase, now: () => string) {
    this.#database = database
    this.#now = now
  }

  /** Newest first. */
  list(): Run[] {
    return this.#database.all<RunRow>(`${select} WHERE deleted_at IS NULL ORDER BY run.created_at DESC, run.id DESC`).map(runOf)
  }

  find(id: string): Run | null {
    const row = this.#database.get<RunRow>(`${select} WHERE deleted_at IS NULL AND run.id = @id`, { id })
    return row === undefined ? null : runOf(row)
  }

  findDeleted(id: string): Run | null {
    const row = this.#database.get<RunRow>(`${select} WHERE deleted_at IS NOT NULL AND run.id = @id`, { id })
    return row === undefined ? null : runOf(row)
  }

  /** All of them are added, or none. They are queued. */
  add(runs: readonly NewRun[]): Run[] {
    const createdAt = this.#now()
    const ids = this.#database.transaction(() =>
      runs.map(({ scenarioId, scenarioVersion, options, engine }) => {
        const id = newId()
        this.#database.run(
          `INSERT INTO run (id, scenario_id, scenario_version, seed, fairness_weight, group_blind, decisions_planned, status, engine, created_at)
           VALUES (@id, @scenarioId, @scenarioVersion, @seed, @fairnessWeight, @groupBlind, @decisions, 'queued', @engine, @createdAt)`,
          { id, scenarioId, scenarioVersion, ...options, groupBlind: options.groupBlind ? 1 : 0, engine, createdAt },
        )
        return id
      }),
    )
    return ids.map((id) => this.#require(id))
  }

  /** Also of a deleted run: its last messages may still arrive. */
  update(id: string, changes: RunChanges): void {
    const names = Object.keys(changes) as (keyof RunChanges)[]
    if (names.length === 0) return
    const assignments = names.map((name) => `${columns[name]} = @${name}`).join(', ')
    this.#database.run(`UPDATE run SET ${assignments} WHERE id = @id`, { id, ...changes })
  }

  /** Runs that a host left behind when it ended. Returns how many. */
  interruptActive(error: string): number {
    return this.#database.run(
      `UPDATE run SET status = 'interrupted', error = @error, finished_at = @now WHERE status IN ('queued', 'starting', 'running')`,
      { error, now: this.#now() },
    )
  }

  delete(id: string): void {
    this.#database.run('UPDATE run SET deleted_at = @now WHERE id = @id', { id, now: this.#now() })
  }

  restore(id: string): Run {
    this.#database.run('UPDATE run SET deleted_at = NULL WHERE id = @id', { id })
    return this.#require(id)
  }

  #require(id: string): Run {
    const run = this.find(id)
    if (run === null) throw new Error(`run ${id} is not in the store`)
    return run
  }
}
