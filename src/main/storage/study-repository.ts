import { v7 as newId } from 'uuid'
import type { Evaluation, Study } from '../../shared/evaluation.ts'
import type { SeedStudy } from '../../shared/seed-study.ts'
import type { EvaluationRepository, NewEvaluation } from './evaluation-repository.ts'
import type { StoreDatabase } from './store-database.ts'

interface StudyRow extends Omit<Study, 'evaluations' | 'training'> {
  /** JSON. */
  training: string | null
}

/** Which runs a study trains; how far they are is theirs to say. */
export interface StudyTraining extends Omit<SeedStudy, 'runs'> {
  runs: Pick<SeedStudy['runs'][number], 'id' | 'seed' | 'fairnessWeight'>[]
}

const select = 'SELECT id, title, seed, replications, training, created_at AS createdAt FROM study'

export interface NewStudy {
  title: string
  seed: number
  replications: number
  evaluations: readonly NewEvaluation[]
  training?: StudyTraining
}

/** Studies with their evaluations. */
export class StudyRepository {
  readonly #database: StoreDatabase
  readonly #evaluations: EvaluationRepository
  readonly #now: () => string

  constructor(database: StoreDatabase, evaluations: EvaluationRepository, now: () => string) {
    this.#database = database
    this.#evaluations = evaluations
    this.#now = now
  }

  /** Newest first. */
  list(): Study[] {
    return this.#database
      .all<StudyRow>(`${select} WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC`)
      .map((row) => this.#withEvaluations(row))
  }

  find(id: string): Study | null {
    const row = this.#database.get<StudyRow>(`${select} WHERE deleted_at IS NULL AND id = @id`, { id })
    return row === undefined ? null : this.#withEvaluations(row)
  }

  isDeleted(id: string): boolean {
    return this.#database.get('SELECT 1 FROM study WHERE deleted_at IS NOT NULL AND id = @id', { id }) !== undefined
  }

  add({ title, seed, replications, evaluations, training }: NewStudy): Study {
    const json = training === undefined ? null : JSON.stringify(training)
    const row: StudyRow = { id: newId(), title, seed, replications, training: json, createdAt: this.#now() }
    const added = this.#database.transaction((): Evaluation[] => {
      this.#database.run(
        `INSERT INTO study (id, title, seed, replications, training, created_at)
         VALUES (@id, @title, @seed, @replications, @training, @createdAt)`,
        { ...row },
      )
      return this.#evaluations.add(row.id, evaluations)
    })
    return { ...row, training: this.#trainingOf(row), evaluations: added }
  }

  /** Other runs in the place of those that are gone. */
  changeTraining(id: string, training: StudyTraining): void {
    this.#database.run('UPDATE study SET training = @training WHERE id = @id', { id, training: JSON.stringify(training) })
  }

  delete(id: string): void {
    this.#database.run('UPDATE study SET deleted_at = @now WHERE id = @id', { id, now: this.#now() })
  }

  restore(id: string): void {
    this.#database.run('UPDATE study SET deleted_at = NULL WHERE id = @id', { id })
  }

  #withEvaluations(row: StudyRow): Study {
    return { ...row, training: this.#trainingOf(row), evaluations: this.#evaluations.listOf(row.id) }
  }

  #trainingOf({ training }: StudyRow): SeedStudy | null {
    if (training === null) return null
    const stored = JSON.parse(training) as StudyTraining
    const found = this.#database.all<Pick<SeedStudy['runs'][number], 'id' | 'status' | 'decisions'>>(
      'SELECT run.id, status, decisions FROM json_each(@ids) JOIN run ON run.id = value WHERE deleted_at IS NULL',
      { ids: JSON.stringify(stored.runs.map(({ id }) => id)) },
    )
    const runs = stored.runs.map((run) => ({ ...run, status: null, decisions: 0, ...found.find(({ id }) => id === run.id) }))
    return { ...stored, runs }
  }
}
