import { v7 as newId } from 'uuid'
import type { Evaluation, EvaluationResult } from '../../shared/evaluation.ts'
import { type TunedIndex, type TunedIndexName, tunedIndexSchema } from '../../shared/policy.ts'
import type { JobStatus } from '../../shared/run.ts'
import type { StoreDatabase } from './store-database.ts'

interface EvaluationRow extends Omit<Evaluation, 'policies' | 'result'> {
  policies: string
  result: string | null
}

export interface NewEvaluation {
  scenarioId: string
  scenarioVersion: number
  policies: readonly string[]
}

/** Evaluations of a study, in the study's order. */
export class EvaluationRepository {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  listOf(studyId: string): Evaluation[] {
    return this.#database
      .all<EvaluationRow>(
        `SELECT id, evaluation.scenario_id AS scenarioId, evaluation.scenario_version AS scenarioVersion, scenario_version.title AS scenarioTitle,
           policies, status, error, result
         FROM evaluation
         JOIN scenario_version ON scenario_version.scenario_id = evaluation.scenario_id AND version = evaluation.scenario_version
         WHERE study_id = @studyId ORDER BY position`,
        { studyId },
      )
      .map(({ policies, result, ...row }) => ({
        ...row,
        policies: JSON.parse(policies) as string[],
        result: result === null ? null : (JSON.parse(result) as EvaluationResult),
      }))
  }

  /** Numbers of a tuned index that an earlier evaluation has found for this version of a scenario; null where none has. */
  tunedIndex(scenarioId: string, scenarioVersion: number, name: TunedIndexName): TunedIndex | null {
    const row = this.#database.get<{ parameters: string }>(
      `SELECT json_extract(policy.value, '$.tunedIndex.parameters') AS parameters
       FROM evaluation, json_each(evaluation.result, '$.policies') AS policy
       WHERE scenario_id = @scenarioId AND scenario_version = @scenarioVersion AND result IS NOT NULL
         AND json_extract(policy.value, '$.policy') = @name AND parameters IS NOT NULL
       LIMIT 1`,
      { scenarioId, scenarioVersion, name },
    )
    return row === undefined ? null : tunedIndexSchema.parse(JSON.parse(row.parameters))
  }

  studyOf(id: string): string | null {
    return (
      this.#database.get<{ studyId: string }>('SELECT study_id AS studyId FROM evaluation WHERE id = @id', { id })?.studyId ??
      null
    )
  }

  /** They are queued. */
  add(studyId: string, evaluations: readonly NewEvaluation[]): Evaluation[] {
    evaluations.forEach(({ scenarioId, scenarioVersion, policies }, position) => {
      const id = newId()
      this.#database.run(
        `INSERT INTO evaluation (id, study_id, position, scenario_id, scenario_version, policies, status)
         VALUES (@id, @studyId, @position, @scenarioId, @scenarioVersion, @policies, 'queued')`,
        { id, studyId, position, scenarioId, scenarioVersion, policies: JSON.stringify(policies) },
      )
    })
    return this.listOf(studyId)
  }

  changeStatus(id: string, status: JobStatus, error: string | null): void {
    this.#database.run('UPDATE evaluation SET status = @status, error = @error WHERE id = @id', { id, status, error })
  }

  /** Other agents in the place of those that are gone. */
  changePolicies(id: string, policies: readonly string[]): void {
    this.#database.run('UPDATE evaluation SET policies = @policies WHERE id = @id', { id, policies: JSON.stringify(policies) })
  }

  saveResult(id: string, result: EvaluationResult): void {
    this.#database.run('UPDATE evaluation SET result = @result WHERE id = @id', { id, result: JSON.stringify(result) })
  }

  /** Evaluations that a host left behind when it ended; a study that has trained its agents itself can go on. */
  interruptActive(error: string, errorOfTraining: string): void {
    this.#database.run(
      `UPDATE evaluation SET status = 'interrupted', error =
         CASE WHEN (SELECT training FROM study WHERE study.id = study_id) IS NULL THEN @error ELSE @errorOfTraining END
       WHERE status IN ('queued', 'starting', 'running')`,
      { error, errorOfTraining },
    )
  }
}
