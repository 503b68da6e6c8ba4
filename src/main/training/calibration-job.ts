import { calibrate } from '../calibration/calibrate.ts'
import { inspectVisits } from '../calibration/inspect-visits.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { RemainingTime } from './remaining-time.ts'

/** What a visits file holds, at first sight. */
export function runInspection({ text }: SpecificationOf<'inspection'>): LastMessage {
  return { type: 'result', result: { kind: 'inspection', inspection: inspectVisits(text) } }
}

/** A scenario from visits. Computes without a break: its host ends the process to stop it. */
export function runCalibration({ text, base, options }: SpecificationOf<'calibration'>, context: JobContext): LastMessage {
  const time = new RemainingTime(context.clock)
  const onProgress = (fraction: number, detail: string) => context.progress(fraction, detail, time.at(fraction))
  return { type: 'result', result: { kind: 'calibration', result: calibrate({ ...options, text, base, onProgress }) } }
}
