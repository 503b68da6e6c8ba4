import type { ScenarioEntry } from '../../shared/contract.ts'
import type { Evaluation, Study } from '../../shared/evaluation.ts'
import { isActive, type JobStatus } from '../../shared/run.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { Store } from '../storage/store.ts'
import type { NewStudy } from '../storage/study-repository.ts'
import type { JobResult, PolicySource } from '../training/job.ts'
import type { StatusDetail } from '../training/job-store.ts'
import type { Supervisor } from '../training/supervisor.ts'
import type { ActivityService } from './activity-service.ts'
import { notFound } from './failures.ts'
import type { JobListener } from './job-board.ts'
import type { PolicyService } from './policy-service.ts'
import { requireScenario, type ScenarioService } from './scenario-service.ts'
import type { Topics } from './topics.ts'

export interface StudyServiceParts {
  store: Store
  supervisor: Pick<Supervisor, 'submit' | 'stop'>
  scenarios: ScenarioService
  policies: PolicyService
  activity: ActivityService
  topics: Topics
}

export interface StudyRequest {
  title?: string | undefined
  evaluations: { scenario: string; policies: string[] }[]
  replications: number
  seed: number
  recommend: boolean
}

const isOver = (study: Study): boolean => study.evaluations.every((evaluation) => !isActive(evaluation.status))

function defaultTitle(entries: readonly ScenarioEntry[]): string {
  const titles = [...new Set(entries.map((entry) => entry.scenario.title))]
  return titles.length <= 2 ? titles.join(' and ').slice(0, 120) : `${titles[0]?.slice(0, 80)} and ${titles.length - 1} others`
}

/** Studies: evaluations on the same patients, one job each. */
export class StudyService implements JobListener {
  readonly #parts: StudyServiceParts
  readonly #store: Store
  /** Evaluations the supervisor has now, and those that wait for trainings. */
  readonly #underWay = new Set<string>()

  constructor(parts: StudyServiceParts) {
    this.#parts = parts
    this.#store = parts.store
  }

  list(): Study[] {
    return this.#store.studies.list().map((study) => this.#shown(study))
  }

  get(id: string): Study {
    const study = this.#store.studies.find(id)
    if (study === null) throw notFound(`There is no study ${JSON.stringify(id)}.`)
    return this.#shown(study)
  }

  /** Nothing is stored unless all scenarios and policies are there. */
  start(request: StudyRequest): Study {
    const { replications, seed, recommend } = request
    const planned = request.evaluations.map(({ scenario, policies }) => {
      const entry = this.#parts.scenarios.getUsable(scenario)
      return { entry, sources: this.#parts.policies.sources(this.#parts.policies.withCompanions(policies), entry) }
    })
    const study = this.#store.studies.add({
      title: request.title ?? defaultTitle(planned.map(({ entry }) => entry)),
      seed,
      replications,
      evaluations: planned.map(({ entry, sources }) => ({
        scenarioId: entry.id,
        scenarioVersion: entry.version,
        policies: sources.map((source) => source.name),
      })),
    })
    planned.forEach(({ entry, sources }, position) => {
      this.#submit(study, study.evaluations[position]!, { scenario: entry.scenario, sources, recommend })
    })
    return this.get(study.id)
  }

  /** A study whose evaluation waits until `evaluate` is called, or `halt`. */
  addWaiting(study: NewStudy): Study {
    const { id } = this.#store.studies.add(study)
    return this.wait(id)
  }

  /** What has not finished waits again. */
  wait(id: string): Study {
    for (const evaluation of this.get(id).evaluations) if (evaluation.result === null) this.#change(evaluation.id, 'queued', null)
    return this.get(id)
  }

  /** What waits does so no longer, and why. */
  halt(id: string, status: 'paused' | 'interrupted' | 'failed', error: string | null): void {
    for (const evaluation of this.get(id).evaluations) if (isActive(evaluation.status)) this.#change(evaluation.id, status, error)
  }

  /** What waits begins. Throws where one of the policies cannot be used. */
  evaluate(id: string): void {
    const study = this.get(id)
    for (const evaluation of study.evaluations.filter(({ status }) => status === 'queued')) {
      const { scenarioId, scenarioVersion, policies } = evaluation
      const scenario = requireScenario(this.#store.scenarios.version(scenarioId, scenarioVersion))
      const hospital = { name: scenario.name, id: scenarioId, version: scenarioVersion }
      const sources = this.#parts.policies.sources(policies, hospital)
      this.#submit(study, evaluation, { scenario, sources, recommend: false })
    }
  }

  #submit(
    { id: subjectId, replications, seed }: Study,
    { id }: Evaluation,
    { scenario, sources, recommend }: { scenario: Scenario; sources: PolicySource[]; recommend: boolean },
  ): void {
    this.#parts.activity.track({ id, kind: 'evaluation', subjectId, title: `Comparison on ${scenario.title}` })
    this.#parts.supervisor.submit({
      kind: 'evaluation',
      id,
      attempt: 1,
      scenario,
      policies: sources,
      replications,
      seed,
      recommend,
    })
  }

  watch(id: string, signal: AbortSignal | undefined) {
    this.get(id)
    return this.#parts.topics.watch(id, {
      read: () => {
        const state = this.get(id)
        return { state, last: isOver(state) }
      },
      minimumMilliseconds: 250,
      signal,
    })
  }

  /** Returns when all of it has stopped; evaluations that have finished keep their results. */
  async stop(id: string): Promise<Study> {
    for (const evaluation of this.get(id).evaluations) {
      if (isActive(evaluation.status)) this.#parts.supervisor.stop(evaluation.id)
    }
    for await (const study of this.watch(id, undefined)) if (isOver(study)) return study
    return this.get(id)
  }

  async delete(id: string): Promise<{ id: string }> {
    await this.stop(id)
    this.#store.studies.delete(id)
    return { id }
  }

  restore(id: string): Study {
    if (this.#store.studies.isDeleted(id)) this.#store.studies.restore(id)
    return this.get(id)
  }

  statusChanged(id: string, status: JobStatus, { error }: StatusDetail): void {
    this.#change(id, status, error)
  }

  #change(id: string, status: JobStatus, error: string | null): void {
    if (isActive(status)) this.#underWay.add(id)
    else this.#underWay.delete(id)
    const studyId = this.#store.evaluations.studyOf(id)
    try {
      this.#store.evaluations.changeStatus(id, status, error)
    } finally {
      if (studyId !== null) this.#parts.topics.changed(studyId)
    }
  }

  finished(id: string, result: JobResult): void {
    if (result.kind === 'evaluation') this.#store.evaluations.saveResult(id, result.result)
  }

  /** An evaluation that ended while its end could not be written still says so. */
  #shown(study: Study): Study {
    const next = study.training ? 'resume it to go on' : 'compare again'
    const shown = (evaluation: Evaluation): Evaluation =>
      !isActive(evaluation.status) || this.#underWay.has(evaluation.id)
        ? evaluation
        : { ...evaluation, status: 'interrupted', error: `It has ended, but how could not be saved; ${next}.` }
    return { ...study, evaluations: study.evaluations.map(shown) }
  }
}
