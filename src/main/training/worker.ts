import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { connectToHost } from './host-link.ts'
import { endWithHost } from './host-watch.ts'
import type { JobSpecification } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { WorkerSession } from './worker-session.ts'

/** Beside this program, as source and as it is built. */
const threadProgram = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'thread.ts' : 'fairward-thread.js')

/** The program of every worker process. Each kind of job loads only what it needs. */
async function run(specification: JobSpecification, context: JobContext): Promise<LastMessage> {
  switch (specification.kind) {
    case 'training':
      return (await import('./training-job.ts')).runTraining(specification, context)
    case 'evaluation':
      return (await import('./evaluation-job.ts')).runEvaluation(specification, context)
    case 'simulation':
      return (await import('./simulation-job.ts')).runSimulation(specification, context)
    case 'live':
      return (await import('./live-job.ts')).runLive(specification, context)
    case 'report':
      return (await import('./report-job.ts')).runReport(specification)
    case 'model':
      return (await import('./model-job.ts')).runModel(specification, context, threadProgram)
    case 'validation':
      return (await import('./validation-job.ts')).runValidation(specification, context, threadProgram)
    case 'inspection':
      return (await import('./calibration-job.ts')).runInspection(specification)
    case 'calibration':
      return (await import('./calibration-job.ts')).runCalibration(specification, context, threadProgram)
    case 'engine':
      return (await import('./engine-job.ts')).runEngine(specification, context)
    case 'visits':
      return (await import('./visits-job.ts')).runVisits(specification, context, threadProgram)
  }
}

const link = connectToHost()
if (link === null) {
  process.stderr.write('This is a part of Fairward that the studio starts by itself; run "npm start" instead.\n')
  process.exitCode = 2
} else {
  process.title = process.argv.slice(2).join(' ') || 'fairward-worker'
  // Under Electron a rejection nobody handles would only be a warning, and the job would hang.
  process.on('unhandledRejection', (reason) => {
    throw reason
  })
  // Ctrl+C and a closed terminal reach all processes at once: what then happens to the job is for the host to say.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
  endWithHost()
  new WorkerSession({
    link,
    clock: systemClock,
    run,
    exit: (code) => process.exit(code),
    reportError: (error) => process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`),
  })
}
