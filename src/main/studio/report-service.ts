import { v7 as newId } from 'uuid'
import type { ReportFile } from '../../shared/contract.ts'
import { isActive } from '../../shared/run.ts'
import type { ReportRepository } from '../storage/report-repository.ts'
import type { ActivityService } from './activity-service.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import { conflict } from './failures.ts'
import type { StudyService } from './study-service.ts'

export interface ReportServiceParts {
  reports: ReportRepository
  studies: StudyService
  jobs: AwaitedJobs
  activity: ActivityService
  version: string
  resourcesDirectory: string
  /** The user's date, YYYY-MM-DD. */
  today: () => string
}

/** Reports of finished studies, made by a worker; what was handed out is recorded. */
export class ReportService {
  readonly #parts: ReportServiceParts

  constructor(parts: ReportServiceParts) {
    this.#parts = parts
  }

  async report(
    request: { id: string; format: 'pdf' | 'json' | 'csv'; date?: string | undefined },
    signal: AbortSignal | undefined,
  ): Promise<ReportFile> {
    const { format, date = this.#parts.today() } = request
    const { version, resourcesDirectory } = this.#parts
    const study = this.#parts.studies.get(request.id)
    if (study.evaluations.some((evaluation) => isActive(evaluation.status)))
      throw conflict(`The study ${study.title} has not finished yet; wait until it has, then ask for its report.`)
    if (study.evaluations.every((evaluation) => evaluation.result === null))
      throw conflict(`The study ${study.title} has no results to report; compare again.`)
    const id = newId()
    this.#parts.activity.track({
      id,
      kind: 'report',
      subjectId: study.id,
      title: `Report (${format.toUpperCase()}) of ${study.title}`,
    })
    const result = await this.#parts.jobs.run(
      { kind: 'report', id, attempt: 1, study, format, date, version, resourcesDirectory },
      signal,
    )
    if (result.kind !== 'report') throw new Error(`a report ended with the result of a ${result.kind} job`)
    const { fileName, mediaType, bytes } = result
    this.#parts.reports.add({ studyId: study.id, format, fileName, date }, bytes)
    return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64') }
  }
}
