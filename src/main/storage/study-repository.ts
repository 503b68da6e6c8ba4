import { v7 as newId } from 'uuid'
import type { Evaluation, Study } from '../../shared/evaluation.ts'
import type { EvaluationRepository, NewEvaluation } from './evaluation-repository.ts'
import type { StoreDatabase } from './store-database.ts'

type StudyRow = Omit<Study, 'evaluations'>

const select = 'SELECT id, title, seed, replications, created_at AS createdAt FROM study'

export interface NewStudy {
  title: string
  seed: number
  replications: number
  evaluations: readonly NewEvaluation[]
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

  add({ title, seed, replications, evaluations }: NewStudy): Study {
    const row: StudyRow = { id: newId(), title, seed, replications, createdAt: this.#now() }
    const added = this.#database.transaction((): Evaluation[] => {
      this.#database.run(
        `INSERT INTO study (id, title, seed, replications, created_at) VALUES (@id, @title, @seed, @replications, @createdAt)`,
        { ...row },
      )
      return this.#evaluations.add(row.id, evaluations)
    })
    return { ...row, evaluations: added }
  }

  delete(id: string): void {
    this.#database.run('UPDATE study SET deleted_at = @now WHERE id = @id', { id, now: this.#now() })
  }

  restore(id: string): void {
    this.#database.run('UPDATE study SET deleted_at = NULL WHERE id = @id', { id })
  }

  #withEvaluations(row: StudyRow): Study {
    return { ...row, evaluations: this.#evaluations.listOf(row.id) }
  }
}
