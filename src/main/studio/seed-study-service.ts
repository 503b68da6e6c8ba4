import { type EngineName, engineNameSchema } from '../../shared/engine.ts'
import type { Study } from '../../shared/evaluation.ts'
import { formatCount } from '../../shared/format.ts'
import { isActive, isResumable, type Run, type TrainingOptions } from '../../shared/run.ts'
import type { SeedStudy, SeedStudyPlan } from '../../shared/seed-study.ts'
import type { Store } from '../storage/store.ts'
import { conflict } from './failures.ts'
import type { RunService } from './run-service.ts'
import type { ScenarioService } from './scenario-service.ts'
import type { StudyService } from './study-service.ts'
import type { Topics } from './topics.ts'

export interface SeedStudyServiceParts {
  store: Pick<Store, 'runs' | 'studies' | 'evaluations'>
  scenarios: ScenarioService
  runs: RunService
  studies: StudyService
  topics: Topics
  log: (line: string) => void
}

export interface SeedStudyRequest {
  title?: string | undefined
  scenario: string
  plan: SeedStudyPlan
  engine?: EngineName | undefined
  replications: number
  seed: number
}

type PlannedRun = SeedStudy['runs'][number]

/** Studies over several seeds: they train their agents as runs, and evaluate them when all have finished. */
export class SeedStudyService {
  readonly #parts: SeedStudyServiceParts
  /** The study that waits for a run. */
  readonly #waiting = new Map<string, string>()

  constructor(parts: SeedStudyServiceParts) {
    this.#parts = parts
    parts.runs.onChange((id) => this.#runChanged(id))
  }

  start({ title, scenario, plan, engine, replications, seed }: SeedStudyRequest): Study {
    const { scenarios, runs, studies } = this.#parts
    const { seeds, fairnessWeights, decisions, groupBlind } = plan
    const entry = scenarios.getUsable(scenario)
    // Seed by seed, so that what belongs together is trained about the same time.
    const options = seeds.flatMap((each): TrainingOptions[] =>
      fairnessWeights.map((fairnessWeight) => ({ seed: each, fairnessWeight, decisions, groupBlind })),
    )
    const started = runs.startEach(entry, options, engine)
    const { id } = studies.addWaiting({
      title: title ?? titleOf(entry.scenario.title, plan),
      seed,
      replications,
      training: { groupBlind, decisionsPlanned: decisions, runs: started.map(plannedRun) },
      evaluations: [{ scenarioId: entry.id, scenarioVersion: entry.version, policies: policiesOf(started, groupBlind) }],
    })
    return this.#follow(id)
  }

  /** Trainings go on from their checkpoints; those that were stopped for good or deleted begin anew. */
  resume(id: string): Study {
    const { runs, studies, store } = this.#parts
    const study = studies.get(id)
    const [evaluation] = study.evaluations
    const { training } = study
    if (!training || evaluation === undefined)
      throw conflict(`The study ${study.title} has trained nothing, so there is nothing to resume; compare again.`)
    if (isActive(evaluation.status)) return study
    if (evaluation.result !== null) throw conflict(`The study ${study.title} has finished.`)
    const present = training.runs.map((planned) => ({ planned, run: store.runs.find(planned.id) }))
    const gone = present.filter(({ run }) => run === null || run.status === 'cancelled').map(({ planned }) => planned)
    const engine = engineNameSchema.safeParse(present.find(({ run }) => run !== null)?.run?.engine).data
    const renewed = runs.startEach(
      { id: evaluation.scenarioId, version: evaluation.scenarioVersion },
      gone.map(({ seed, fairnessWeight }) => ({
        seed,
        fairnessWeight,
        decisions: training.decisionsPlanned,
        groupBlind: training.groupBlind,
      })),
      engine,
    )
    const now = training.runs.map((planned) => renewed[gone.indexOf(planned)] ?? planned)
    store.studies.changeTraining(id, { ...training, runs: now.map(plannedRun) })
    store.evaluations.changePolicies(evaluation.id, policiesOf(now, training.groupBlind))
    for (const { run } of present) if (run !== null && isResumable(run.status)) runs.resume(run.id)
    studies.wait(id)
    return this.#follow(id)
  }

  /** Returns when all of it has stopped: trainings are paused, with what they have learned. */
  async stop(id: string): Promise<Study> {
    const { runs, studies } = this.#parts
    const study = studies.get(id)
    if (study.evaluations.some(({ status }) => isActive(status))) {
      const active = (study.training?.runs ?? []).filter(({ status }) => status !== null && isActive(status))
      // One that ends in the meantime cannot be paused, and need not be.
      await Promise.allSettled(active.map((run) => runs.pause(run.id)))
    }
    return studies.stop(id)
  }

  /** The runs stay: they are agents like any other. */
  async delete(id: string): Promise<{ id: string }> {
    await this.stop(id)
    return this.#parts.studies.delete(id)
  }

  #follow(id: string): Study {
    const { studies } = this.#parts
    for (const run of studies.get(id).training?.runs ?? []) this.#waiting.set(run.id, id)
    this.#proceed(id)
    return studies.get(id)
  }

  #runChanged(runId: string): void {
    const studyId = this.#waiting.get(runId)
    if (studyId === undefined) return
    try {
      this.#parts.topics.changed(studyId)
      const run = this.#find(runId)
      // Most changes are progress, several a second for each run.
      if (run === null || !isActive(run.status)) this.#proceed(studyId)
    } catch (error) {
      // A run must not suffer from a study that cannot go on.
      this.#parts.log(`study ${studyId}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  /** Evaluates when the last training has finished; stops waiting when the last has ended in any way. */
  #proceed(id: string): void {
    const { studies } = this.#parts
    const trainings = (studies.get(id).training?.runs ?? []).map((planned) => ({ planned, run: this.#find(planned.id) }))
    if (trainings.some(({ run }) => run !== null && isActive(run.status))) return
    for (const { planned } of trainings) this.#waiting.delete(planned.id)
    const open = trainings.filter(({ run }) => run?.status !== 'finished')
    if (open.length > 0) {
      const paused = open.every(({ run }) => run?.status === 'paused')
      studies.halt(id, paused ? 'paused' : 'interrupted', unfinishedSentence(open, trainings.length))
      return
    }
    try {
      studies.evaluate(id)
    } catch (error) {
      studies.halt(id, 'failed', error instanceof Error ? error.message : String(error))
    }
  }

  #find(runId: string): Run | null {
    return this.#parts.store.runs.find(runId) === null ? null : this.#parts.runs.get(runId)
  }
}

/** The agents with what they are held against: today's rule, and the tuned index that sees as much as they do. */
const policiesOf = (runs: readonly { id: string }[], groupBlind: boolean): string[] => [
  'acuity',
  groupBlind ? 'tuned-index-group-blind' : 'tuned-index',
  ...runs.map(({ id }) => id),
]

const plannedRun = ({ id, seed, fairnessWeight }: Pick<PlannedRun, 'id' | 'seed' | 'fairnessWeight'>) => ({
  id,
  seed,
  fairnessWeight,
})

function titleOf(hospital: string, { seeds, fairnessWeights, groupBlind }: SeedStudyPlan): string {
  const weights = `${fairnessWeights.length === 1 ? 'fairness weight' : 'fairness weights'} ${fairnessWeights.join(', ')}`
  return `${hospital.slice(0, 60)}: ${seeds.length} seeds, ${groupBlind ? 'group-blind, ' : ''}${weights}`.slice(0, 120)
}

function unfinishedSentence(open: readonly { planned: PlannedRun; run: Run | null }[], all: number): string {
  const { planned, run } = open.find(({ run: each }) => each?.status !== 'paused') ?? open[0]!
  const state = run === null ? 'was deleted' : run.status === 'failed' ? 'has failed' : `is ${run.status}`
  const which = `seed ${planned.seed} with fairness weight ${planned.fairnessWeight} ${state}`
  const why = run?.error ? ` (${run.error.replace(/\.$/, '')})` : ''
  return `${open.length} of ${formatCount(all, 'training')} ${open.length === 1 ? 'has' : 'have'} not finished: ${which}${why}. Resume the study to go on.`
}
