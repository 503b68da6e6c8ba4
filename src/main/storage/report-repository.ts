import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { StoreDatabase } from './store-database.ts'

/** A report that was handed out. */
export interface ExportedReport {
  id: string
  studyId: string
  format: string
  fileName: string
  /** The date printed on it. */
  date: string
  bytes: number
  sha256: string
  createdAt: string
}

/** What was exported when. The file itself went to the user; its hash tells later whether a file is that one. */
export class ReportRepository {
  readonly #database: StoreDatabase
  readonly #now: () => string

  constructor(database: StoreDatabase, now: () => string) {
    this.#database = database
    this.#now = now
  }

  add(report: { studyId: string; format: string; fileName: string; date: string }, content: Uint8Array): ExportedReport {
    const row: ExportedReport = {
      ...report,
      id: newId(),
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      createdAt: this.#now(),
    }
    this.#database.run(
      `INSERT INTO report (id, study_id, format, file_name, date, bytes, sha256, created_at)
       VALUES (@id, @studyId, @format, @fileName, @date, @bytes, @sha256, @createdAt)`,
      { ...row },
    )
    return row
  }

  /** Oldest first. */
  listOf(studyId: string): ExportedReport[] {
    return this.#database.all<ExportedReport>(
      `SELECT id, study_id AS studyId, format, file_name AS fileName, date, bytes, sha256, created_at AS createdAt
       FROM report WHERE study_id = @studyId ORDER BY id`,
      { studyId },
    )
  }
}
