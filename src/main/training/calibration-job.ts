import { inspectVisits } from '../calibration/inspect-visits.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { RemainingTime } from './remaining-time.ts'
import { ThreadPool } from './thread-pool.ts'

/** What a visits file holds, at first sight. */
export function runInspection({ text, mapping }: SpecificationOf<'inspection'>): LastMessage {
  return { type: 'result', result: { kind: 'inspection', inspection: inspectVisits(text, mapping) } }
}

/** A scenario from visits, by a thread: a large file is fitted for minutes, in which this one still gives signs of life. */
export async function runCalibration(
  { text, base, options }: SpecificationOf<'calibration'>,
  context: JobContext,
  threadProgram: string,
): Promise<LastMessage> {
  const time = new RemainingTime(context.clock)
  const progress = (fraction: number, detail: string) => context.progress(fraction, detail, time.at(fraction))
  const pool = await ThreadPool.start({ kind: 'calibration' }, { program: threadProgram, threads: 1 })
  try {
    const result = await pool.run({ text, base, options }, { progress })
    return { type: 'result', result: { kind: 'calibration', result } }
  } finally {
    await pool.close()
  }
}
