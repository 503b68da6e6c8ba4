import type { CalibrationOptions, CalibrationResult, VisitsOptions } from '../../shared/calibration.ts'
import type { ModelDocument } from '../../shared/model/document.ts'
import type { ModelResult } from '../../shared/model/result.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { ModelExperimentOptions } from '../evaluation/model/model-experiment.ts'
import type { ReplicationDesign, ReplicationRange, ReplicationRows } from '../evaluation/model/replication-rows.ts'
import type { ValidationInputs } from '../validation/suites.ts'
import type { ValidationWork } from '../validation/validation-work.ts'

/** What the threads of a job are for, as plain data: each compiles for itself. */
export type ThreadSetup =
  | { kind: 'replications'; document: ModelDocument; design: ReplicationDesign }
  /** A simulation that one thread has to do as a whole: one long run, or one with a log, which is written in order. */
  | { kind: 'whole'; document: ModelDocument; log: boolean }
  | { kind: 'validation'; inputs: ValidationInputs }
  | { kind: 'calibration' }
  | { kind: 'visits' }

type WholeTask = Pick<ModelExperimentOptions, 'replications' | 'seed' | 'precision'>

/** What comes while a task is being computed. */
interface TaskListener {
  progress(fraction: number, detail: string): void
  text(text: string): void
}

interface Work {
  replications: { task: ReplicationRange; answer: ReplicationRows }
  whole: { task: WholeTask; answer: ModelResult }
  calibration: { task: { text: string; base: Scenario; options: CalibrationOptions }; answer: CalibrationResult }
  visits: { task: VisitsOptions & { scenario: Scenario }; answer: string }
  validation: { task: ValidationWork; answer: { columns: readonly string[]; rows: Float64Array } }
}
export type ThreadKind = keyof Work
export type SetupOf<Kind extends ThreadKind> = Extract<ThreadSetup, { kind: Kind }>
export type TaskOf<Kind extends ThreadKind> = Work[Kind]['task']
export type AnswerOf<Kind extends ThreadKind> = Work[Kind]['answer']
export type Compute<Kind extends ThreadKind> = (task: TaskOf<Kind>, listener: TaskListener) => AnswerOf<Kind>

/**
 * What a thread does with its tasks, one after the other; loads only what that needs. The same task gives the same answer, bit for bit,
 * wherever it is computed.
 */
export async function prepareWork<Kind extends ThreadKind>(setup: SetupOf<Kind>): Promise<Compute<Kind>>
export async function prepareWork(setup: ThreadSetup): Promise<{ [Kind in ThreadKind]: Compute<Kind> }[ThreadKind]> {
  switch (setup.kind) {
    case 'replications': {
      const [{ compileModel }, { ReplicationRunner }] = await Promise.all([
        import('../simulation/compile-model.ts'),
        import('../evaluation/model/replication-runner.ts'),
      ])
      const runner = new ReplicationRunner(compileModel(setup.document), setup.design)
      return (range: ReplicationRange) => runner.run(range)
    }
    case 'whole': {
      const [{ compileModel }, { simulateModel }] = await Promise.all([
        import('../simulation/compile-model.ts'),
        import('../evaluation/model/simulate-model.ts'),
      ])
      const model = compileModel(setup.document)
      return (task: WholeTask, { progress, text }: TaskListener) =>
        simulateModel(model, { ...task, onProgress: progress, ...(setup.log && { log: text }) })
    }
    case 'calibration': {
      const { calibrate } = await import('../calibration/calibrate.ts')
      return ({ text, base, options }: TaskOf<'calibration'>, { progress }: TaskListener) =>
        calibrate({ ...options, text, base, onProgress: progress })
    }
    case 'visits': {
      const { synthesiseVisits } = await import('../calibration/synthesise-visits.ts')
      return (task: TaskOf<'visits'>) => synthesiseVisits(task)
    }
    case 'validation': {
      const { ValidationWorker } = await import('../validation/validation-work.ts')
      const worker = new ValidationWorker(setup.inputs)
      return (work: ValidationWork) => worker.compute(work)
    }
  }
}
