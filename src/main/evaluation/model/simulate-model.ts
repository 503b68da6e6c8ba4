import type { ModelResult } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import { ModelExperiment, type ModelExperimentOptions } from './model-experiment.ts'
import { PatientLog } from './patient-log.ts'
import type { ModelPolicy, ReplicationRecorder } from './replication.ts'
import { ReplicationRunner } from './replication-runner.ts'
import { RunProgress } from './run-progress.ts'

export interface ModelSimulationOptions extends ModelExperimentOptions {
  /** `fraction` from 0 to 1, about. May throw to stop the work. */
  readonly onProgress?: (fraction: number, detail: string) => void
  /** Gets the patient log as CSV, piece by piece. */
  readonly log?: (csv: string) => void
  /** Decides at queues with the discipline `policy`, which go by their order otherwise. */
  readonly policy?: ModelPolicy
}

/** Runs a model and measures it, here and now. `ModelExperiment` does the same in ranges that can run elsewhere, to the same bits. */
export function simulateModel(model: CompiledModel, options: ModelSimulationOptions = {}): ModelResult {
  const { onProgress, log } = options
  const { title } = model.document
  // Nothing is logged that the result does not hold.
  const rangeLength = log !== undefined && options.precision !== undefined ? { rangeLength: 1 } : {}
  const experiment = new ModelExperiment(model, { ...options, ...rangeLength })
  const extra: ReplicationRecorder[] = []
  if (log !== undefined) extra.push(patientLog(model, log))
  if (onProgress !== undefined && experiment.design.batchMeans)
    extra.push(new RunProgress(model.document.run.horizon * minutesPerUnit(model.document), (share) => onProgress(share, title)))
  const runner = new ReplicationRunner(model, experiment.design, extra, options.policy)
  for (let range = experiment.nextRange(); range !== null; range = experiment.nextRange()) {
    experiment.add(runner.run(range))
    onProgress?.(experiment.fraction, title)
  }
  return experiment.result()
}

function patientLog({ document, population, pathway }: CompiledModel, log: (csv: string) => void): PatientLog {
  return new PatientLog(
    {
      timeUnit: document.timeUnit,
      minutesPerUnit: minutesPerUnit(document),
      classes: document.classes,
      streams: population.streams,
      requests: pathway.requests.map(({ step }) => step),
      exits: document.steps.flatMap((step) => (step.do === 'exit' ? [step.name] : [])),
    },
    log,
  )
}
