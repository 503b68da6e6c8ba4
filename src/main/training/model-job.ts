import type { ModelDocument } from '../../shared/model/document.ts'
import type { ModelResult } from '../../shared/model/result.ts'
import { ModelExperiment, type ModelExperimentOptions } from '../evaluation/model/model-experiment.ts'
import { compileModel } from '../simulation/compile-model.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { RemainingTime } from './remaining-time.ts'
import { ThreadPool } from './thread-pool.ts'

type Report = (fraction: number, detail: string) => void

/** A model's results, and its patient log where it is wanted. Its host ends the process to stop it. */
export async function runModel(
  specification: SpecificationOf<'model'>,
  context: JobContext,
  threadProgram: string,
): Promise<LastMessage> {
  const { document, replications, seed, precision, log, threads } = specification
  const time = new RemainingTime(context.clock)
  const report: Report = (fraction, detail) => context.progress(fraction, detail, time.at(fraction))
  const options = {
    ...(replications !== null && { replications }),
    ...(seed !== null && { seed }),
    ...(precision !== null && { precision }),
  }
  const count = replications ?? document.run.replications
  const whole = log || (count === 1 && precision === null)
  const result = whole
    ? await simulateInOnePiece(document, options, { log, context, program: threadProgram, report })
    : await simulateOnThreads(document, options, { program: threadProgram, threads }, report)
  return { type: 'result', result: { kind: 'model', result } }
}

/** Replications of a model shared out over threads. The result does not depend on how many there are. */
export async function simulateOnThreads(
  document: ModelDocument,
  options: ModelExperimentOptions,
  place: { program: string; threads: number },
  report: Report = () => {},
): Promise<ModelResult> {
  const experiment = new ModelExperiment(compileModel(document), options)
  const pool = await ThreadPool.start({ kind: 'replications', document, design: experiment.design }, place)
  try {
    await pool.shareOut(
      () => experiment.nextRange(),
      (_range, rows) => {
        experiment.add(rows)
        report(experiment.fraction, document.title)
      },
    )
    return experiment.result()
  } finally {
    await pool.close()
  }
}

async function simulateInOnePiece(
  document: ModelDocument,
  options: Pick<ModelExperimentOptions, 'replications' | 'seed' | 'precision'>,
  { log, context, program, report }: { log: boolean; context: JobContext; program: string; report: Report },
): Promise<ModelResult> {
  const pool = await ThreadPool.start({ kind: 'whole', document, log }, { program, threads: 1 })
  try {
    return await pool.run(options, {
      progress: report,
      text: (text) => {
        context.part({ kind: 'text', text })
        return context.partsTaken()
      },
    })
  } finally {
    await pool.close()
  }
}
