import { implement } from '@orpc/server'
import { contract, type SystemInfo } from '../../shared/contract.ts'
import { asFailure } from './failures.ts'
import type { Workspace } from './workspace.ts'

export interface RouterParts {
  /** Throws StoreProblem where the data folder cannot be used. */
  workspace(): Workspace
  info(): SystemInfo
  /** Hears every error, before the caller does. */
  troubled(error: unknown): void
  log(line: string): void
}

/** The contract, answered by the services. Every error that leaves here is one of the contract's, with a sentence. */
export function createRouter({ workspace, info, troubled, log }: RouterParts) {
  // In front of the check of the input, so that what that finds also becomes a sentence.
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      troubled(error)
      throw asFailure(error, log)
    }
  })
  return os.router({
    system: {
      info: os.system.info.handler(() => info()),
      settings: os.system.settings.handler(() => workspace().settings.get()),
      saveSettings: os.system.saveSettings.handler(({ input }) => workspace().settings.save(input)),
      activity: os.system.activity.handler(({ signal }) => workspace().activity.watch(signal)),
    },
    engines: {
      list: os.engines.list.handler(() => workspace().engines.list()),
      measure: os.engines.measure.handler(() => workspace().engines.measure()),
    },
    scenarios: {
      list: os.scenarios.list.handler(() => workspace().scenarios.list()),
      get: os.scenarios.get.handler(({ input }) => workspace().scenarios.get(input.id)),
      check: os.scenarios.check.handler(({ input }) => ({ problems: workspace().scenarios.check(input.document) })),
      import: os.scenarios.import.handler(({ input }) => workspace().scenarios.import(input.text)),
      export: os.scenarios.export.handler(({ input }) => workspace().scenarios.export(input.id, input.as)),
      copy: os.scenarios.copy.handler(({ input }) => workspace().scenarios.copy(input.id, input.title)),
      save: os.scenarios.save.handler(({ input }) => workspace().scenarios.save(input.id, input.document)),
      delete: os.scenarios.delete.handler(({ input }) => workspace().scenarios.delete(input.id)),
      restore: os.scenarios.restore.handler(({ input }) => workspace().scenarios.restore(input.id)),
    },
    runs: {
      list: os.runs.list.handler(() => workspace().runs.list()),
      get: os.runs.get.handler(({ input }) => workspace().runs.get(input.id)),
      start: os.runs.start.handler(({ input }) => workspace().runs.start(input.scenarios, input.options, input.engine)),
      pause: os.runs.pause.handler(({ input }) => workspace().runs.pause(input.id)),
      resume: os.runs.resume.handler(({ input }) => workspace().runs.resume(input.id)),
      stop: os.runs.stop.handler(({ input }) => workspace().runs.stop(input.id)),
      delete: os.runs.delete.handler(({ input }) => workspace().runs.delete(input.id)),
      restore: os.runs.restore.handler(({ input }) => workspace().runs.restore(input.id)),
      metrics: os.runs.metrics.handler(({ input }) => workspace().runs.metrics(input.id)),
      watch: os.runs.watch.handler(({ input, signal }) => workspace().runs.watch(input.id, signal)),
    },
    studies: {
      list: os.studies.list.handler(() => workspace().studies.list()),
      get: os.studies.get.handler(({ input }) => workspace().studies.get(input.id)),
      start: os.studies.start.handler(({ input }) => workspace().studies.start(input)),
      watch: os.studies.watch.handler(({ input, signal }) => workspace().studies.watch(input.id, signal)),
      startSeeds: os.studies.startSeeds.handler(({ input }) => workspace().seedStudies.start(input)),
      resume: os.studies.resume.handler(({ input }) => workspace().seedStudies.resume(input.id)),
      stop: os.studies.stop.handler(({ input }) => workspace().seedStudies.stop(input.id)),
      delete: os.studies.delete.handler(({ input }) => workspace().seedStudies.delete(input.id)),
      restore: os.studies.restore.handler(({ input }) => workspace().studies.restore(input.id)),
      report: os.studies.report.handler(({ input, signal }) => workspace().reports.report(input, signal)),
    },
    simulations: {
      run: os.simulations.run.handler(({ input, signal }) => workspace().simulations.run(input, signal)),
    },
    models: {
      check: os.models.check.handler(({ input }) => workspace().models.check(input.document)),
      simulate: os.models.simulate.handler(({ input, signal }) => workspace().models.simulate(input, signal)),
    },
    validation: {
      run: os.validation.run.handler(({ input, signal }) => workspace().validation.run(input, signal)),
    },
    calibration: {
      inspect: os.calibration.inspect.handler(({ input, signal }) => workspace().calibration.inspect(input, signal)),
      fit: os.calibration.fit.handler(({ input, signal }) => workspace().calibration.fit(input, signal)),
    },
    visits: {
      synthesise: os.visits.synthesise.handler(({ input, signal }) => workspace().calibration.synthesise(input, signal)),
    },
    live: {
      start: os.live.start.handler(({ input }) => workspace().live.start(input)),
      watch: os.live.watch.handler(({ input, signal }) => workspace().live.watch(input.id, signal)),
      command: os.live.command.handler(({ input }) => workspace().live.command(input.id, input.command)),
      stop: os.live.stop.handler(({ input }) => workspace().live.stop(input.id)),
    },
  })
}

export type StudioRouter = ReturnType<typeof createRouter>
