import { type EngineName, engineNameSchema } from '../../shared/engine.ts'
import type { CheckpointSummary } from '../../shared/run.ts'
import { isActive, isResumable, type JobStatus, type Run, type RunMetrics, type TrainingOptions } from '../../shared/run.ts'
import type { NewRun } from '../storage/run-repository.ts'
import type { Store } from '../storage/store.ts'
import type { StatusDetail } from '../training/job-store.ts'
import type { Supervisor } from '../training/supervisor.ts'
import type { ActivityService } from './activity-service.ts'
import { conflict, notFound } from './failures.ts'
import type { TrainingListener } from './job-board.ts'
import { requireScenario, type ScenarioService } from './scenario-service.ts'
import type { Topics } from './topics.ts'

export interface RunServiceParts {
  store: Store
  supervisor: Pick<Supervisor, 'submit' | 'pause' | 'stop'>
  scenarios: ScenarioService
  activity: ActivityService
  topics: Topics
  /** UTC ISO time. */
  now: () => string
  /** The engine that trains new runs. */
  engine: () => EngineName
}

/** Training runs: started, paused, resumed, stopped, watched. */
export class RunService implements TrainingListener {
  readonly #parts: RunServiceParts
  readonly #store: Store
  /** Runs the supervisor has now. What the store says of others is history. */
  readonly #underWay = new Set<string>()
  #onChange: (id: string) => void = () => {}

  constructor(parts: RunServiceParts) {
    this.#parts = parts
    this.#store = parts.store
  }

  /** Whoever waits for runs hears of each change of one. */
  onChange(listener: (id: string) => void): void {
    this.#onChange = listener
  }

  list(): Run[] {
    return this.#store.runs.list().map((run) => this.#shown(run))
  }

  get(id: string): Run {
    const run = this.#store.runs.find(id)
    if (run === null) throw notFound(`There is no run ${JSON.stringify(id)}.`)
    return this.#shown(run)
  }

  /** One run for each scenario, all of them or none. */
  start(scenarios: readonly string[], options: TrainingOptions, wanted?: EngineName): Run[] {
    const entries = scenarios.map((scenario) => this.#parts.scenarios.getUsable(scenario))
    const engine = wanted ?? this.#parts.engine()
    return this.#begin(entries.map(({ id, version }) => ({ scenarioId: id, scenarioVersion: version, options, engine })))
  }

  /** One run for each set of options, on one version of a scenario; all of them or none. */
  startEach(
    scenario: { id: string; version: number },
    options: readonly TrainingOptions[],
    engine: EngineName = this.#parts.engine(),
  ): Run[] {
    const { id: scenarioId, version: scenarioVersion } = scenario
    return this.#begin(options.map((each) => ({ scenarioId, scenarioVersion, options: each, engine })))
  }

  #begin(planned: readonly NewRun[]): Run[] {
    const runs = this.#store.runs.add(planned)
    for (const run of runs) this.#submit(run, null)
    return runs.map((run) => this.get(run.id))
  }

  /** Returns when it is paused, which takes until the end of the iteration it is in. */
  async pause(id: string): Promise<Run> {
    const run = this.get(id)
    if (run.status === 'paused') return run
    if (!isActive(run.status)) throw conflict(`Run ${id} is ${run.status}; only one that waits or runs can be paused.`)
    this.#parts.supervisor.pause(id)
    return this.#settled(id)
  }

  /** On from its last whole checkpoint, or from the start where it has none. */
  resume(id: string): Run {
    const run = this.get(id)
    if (isActive(run.status)) return run
    if (!isResumable(run.status))
      throw conflict(`Run ${id} is ${run.status}; only one that is paused, interrupted or failed can be resumed.`)
    const checkpoint = this.#store.checkpoints.latest(id)
    this.#goBackTo(id, checkpoint)
    this.#submit(run, checkpoint?.content ?? null)
    return this.get(id)
  }

  /** Returns when it has stopped. */
  async stop(id: string): Promise<Run> {
    const run = this.get(id)
    if (run.status === 'cancelled') return run
    if (isActive(run.status)) {
      this.#parts.supervisor.stop(id)
      return this.#settled(id)
    }
    if (!isResumable(run.status)) throw conflict(`Run ${id} is ${run.status}; there is nothing to stop.`)
    this.#store.runs.update(id, { status: 'cancelled', finishedAt: this.#parts.now() })
    this.#changed(id)
    return this.get(id)
  }

  /** Stops it first where it is going on. */
  async delete(id: string): Promise<{ id: string }> {
    if (isActive(this.get(id).status)) {
      this.#parts.supervisor.stop(id)
      await this.#settled(id)
    }
    this.#store.runs.delete(id)
    return { id }
  }

  restore(id: string): Run {
    const present = this.#store.runs.find(id)
    if (present !== null) return this.#shown(present)
    if (this.#store.runs.findDeleted(id) === null) throw notFound(`There is no deleted run ${JSON.stringify(id)}.`)
    return this.#shown(this.#store.runs.restore(id))
  }

  metrics(id: string): RunMetrics[] {
    this.get(id)
    return this.#store.metrics.list(id)
  }

  watch(id: string, signal: AbortSignal | undefined) {
    this.get(id)
    return this.#parts.topics.watch(id, {
      read: () => {
        const run = this.get(id)
        return { state: { run, latest: this.#store.metrics.latest(id) }, last: !isActive(run.status) }
      },
      minimumMilliseconds: 250,
      signal,
    })
  }

  statusChanged(id: string, status: JobStatus, { attempt, error }: StatusDetail): void {
    if (isActive(status)) this.#underWay.add(id)
    else this.#underWay.delete(id)
    try {
      const before = this.#store.runs.find(id) ?? this.#store.runs.findDeleted(id)
      if (before === null) return
      // A worker that was lost is started again from the last checkpoint: so are the curves.
      if (status === 'starting' && attempt > before.attempt && before.attempt > 0 && before.status !== 'queued')
        this.#goBackTo(id, this.#store.checkpoints.latest(id))
      const now = this.#parts.now()
      this.#store.runs.update(id, {
        status,
        attempt,
        error,
        startedAt: before.startedAt ?? (status === 'running' ? now : null),
        finishedAt: isActive(status) || status === 'paused' ? null : now,
      })
    } finally {
      this.#changed(id)
    }
  }

  metricsArrived(id: string, metrics: RunMetrics[]): void {
    const last = metrics.at(-1)
    if (last === undefined) return
    this.#store.metrics.add(id, metrics)
    const { decisions, iteration, stepsPerSecond } = last
    this.#store.runs.update(id, { decisions, iteration, stepsPerSecond })
    this.#changed(id)
  }

  checkpointArrived(id: string, checkpoint: { bytes: Uint8Array; iteration: number; decisions: number }): CheckpointSummary {
    const summary = this.#store.checkpoints.save(id, checkpoint)
    this.#changed(id)
    return summary
  }

  latestCheckpoint(id: string): Uint8Array | null {
    return this.#store.checkpoints.latest(id)?.content ?? null
  }

  /** The last checkpoint and the metrics say it all. */
  finished(): void {}

  #changed(id: string): void {
    this.#parts.topics.changed(id)
    this.#onChange(id)
  }

  #submit(run: Run, checkpoint: Uint8Array | null): void {
    const scenario = this.#store.scenarios.version(run.scenarioId, run.scenarioVersion)
    if (scenario === null) throw new Error(`version ${run.scenarioVersion} of scenario ${run.scenario} is not in the store`)
    requireScenario(scenario)
    // A run goes on with the engine that it began with.
    const { data: engine } = engineNameSchema.safeParse(run.engine)
    if (engine === undefined) throw conflict(`Run ${run.id} was trained with the engine ${run.engine}, which is not known here.`)
    const { seed, decisionsPlanned: decisions, fairnessWeight, groupBlind } = run
    const options: TrainingOptions = { seed, decisions, fairnessWeight, groupBlind }
    this.#parts.activity.track({ id: run.id, kind: 'training', subjectId: run.id, title: `Training on ${run.scenarioTitle}` })
    const attempt = run.attempt + 1
    this.#parts.supervisor.submit({ kind: 'training', id: run.id, attempt, scenario, options, engine, checkpoint })
  }

  /** What came after the checkpoint will come again. */
  #goBackTo(id: string, checkpoint: CheckpointSummary | null): void {
    const { iteration, decisions } = checkpoint ?? { iteration: 0, decisions: 0 }
    this.#store.metrics.removeAfter(id, iteration)
    this.#store.runs.update(id, { iteration, decisions })
  }

  /** A run that ended while its end could not be written (a full disk) still says so. */
  #shown(run: Run): Run {
    if (!isActive(run.status) || this.#underWay.has(run.id)) return run
    return { ...run, status: 'interrupted', error: 'It has ended, but how could not be saved; resume it to go on.' }
  }

  async #settled(id: string): Promise<Run> {
    for await (const { run } of this.watch(id, undefined)) if (!isActive(run.status)) return run
    return this.get(id)
  }
}
