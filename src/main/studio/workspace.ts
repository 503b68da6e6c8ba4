import type { Store } from '../storage/store.ts'
import type { Clock } from '../training/clock.ts'
import { Supervisor } from '../training/supervisor.ts'
import type { WorkerHost } from '../training/worker-host.ts'
import { ActivityService } from './activity-service.ts'
import { AwaitedJobs } from './awaited-jobs.ts'
import { CalibrationService } from './calibration-service.ts'
import { engineFingerprint } from './engine-fingerprint.ts'
import { EngineService } from './engine-service.ts'
import { JobBoard } from './job-board.ts'
import { LiveService } from './live-service.ts'
import { ModelService } from './model-service.ts'
import { PolicyService } from './policy-service.ts'
import { storePresets } from './presets.ts'
import { ReportService } from './report-service.ts'
import { RunService } from './run-service.ts'
import { ScenarioService } from './scenario-service.ts'
import { SeedStudyService } from './seed-study-service.ts'
import { SettingsService } from './settings-service.ts'
import { SimulationService } from './simulation-service.ts'
import { StudyService } from './study-service.ts'
import { Topics } from './topics.ts'
import { ValidationService } from './validation-service.ts'

export interface WorkspaceOptions {
  store: Store
  resourcesDirectory: string
  version: string
  workerHost: WorkerHost
  clock: Clock
  cores: number
  log: (line: string) => void
  /** Hears what goes wrong with the store. */
  troubled: (error: unknown) => void
  /** What a watcher is told about an error. */
  failure: (error: unknown) => Error
}

/** All services over one open store. */
export interface Workspace {
  readonly store: Store
  readonly scenarios: ScenarioService
  readonly runs: RunService
  readonly studies: StudyService
  readonly seedStudies: SeedStudyService
  readonly simulations: SimulationService
  readonly models: ModelService
  readonly validation: ValidationService
  readonly calibration: CalibrationService
  readonly reports: ReportService
  readonly live: LiveService
  readonly settings: SettingsService
  readonly engines: EngineService
  readonly activity: ActivityService
  close(): Promise<void>
}

const leftBehind = 'Fairward ended while this was going on.'

/** The caller owns the data folder: what is found active in it was left behind, and becomes interrupted. Throws StoreProblem. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const { store, resourcesDirectory, version, workerHost, clock, cores, log, troubled, failure } = options
  storePresets(resourcesDirectory, store.scenarios, log)
  store.runs.interruptActive(`${leftBehind} Resume it to go on from its last checkpoint.`)
  store.evaluations.interruptActive(`${leftBehind} Compare again.`, `${leftBehind} Resume the study to go on.`)

  const topics = new Topics(clock, failure)
  const activity = new ActivityService(topics, clock)
  const board = new JobBoard(activity, troubled)
  const settings = new SettingsService(store.settings, cores)
  const maximumParallel = () => settings.maximumParallelJobs
  const supervisor = new Supervisor({ workerHost, store: board, maximumParallel, clock, log })
  settings.onSaved(() => supervisor.reconsider())
  const scenarios = new ScenarioService(store.scenarios)
  const policies = new PolicyService(store)
  const jobs = new AwaitedJobs(supervisor)
  const now = () => new Date(clock.now()).toISOString()
  const engines = new EngineService({
    jobs,
    repository: store.engines,
    fingerprint: () => engineFingerprint(version),
    scenario: () => store.scenarios.list().find(({ preset }) => preset)?.scenario ?? null,
    wish: () => settings.get().engine,
    clock,
  })
  const engine = () => engines.choice.chosen
  const runs = new RunService({ store, supervisor, scenarios, activity, topics, now, engine })
  const studies = new StudyService({ store, supervisor, scenarios, policies, activity, topics })
  const seedStudies = new SeedStudyService({ store, scenarios, runs, studies, topics, log })
  const live = new LiveService({ supervisor, scenarios, policies, topics, clock })
  const today = () => localDate(new Date(clock.now()))
  const reports = new ReportService({ reports: store.reports, studies, jobs, activity, version, resourcesDirectory, today })
  const ownServices = { training: runs, evaluation: studies, live }
  const awaited = {
    simulation: jobs,
    report: jobs,
    model: jobs,
    validation: jobs,
    inspection: jobs,
    calibration: jobs,
    visits: jobs,
    engine: jobs,
  }
  board.connect({ ...ownServices, ...awaited })
  const threads = () => settings.threads
  return {
    store,
    scenarios,
    runs,
    studies,
    seedStudies,
    simulations: new SimulationService(jobs, policies, activity),
    models: new ModelService(jobs, activity, threads),
    validation: new ValidationService(jobs, activity, resourcesDirectory, threads),
    calibration: new CalibrationService(jobs, activity, scenarios),
    reports,
    live,
    settings,
    engines,
    activity,
    close: async () => {
      engines.close()
      await supervisor.close()
      live.close()
      activity.close()
      topics.close()
      store.close()
    },
  }
}

function localDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
