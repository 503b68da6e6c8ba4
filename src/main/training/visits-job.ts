import { synthesiseVisits } from '../calibration/synthesise-visits.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { textParts } from './text-parts.ts'

/** A made-up file of visits, in parts. */
export async function runVisits({ scenario, options }: SpecificationOf<'visits'>, context: JobContext): Promise<LastMessage> {
  context.progress(0, 'simulating visits', null)
  for (const text of textParts(synthesiseVisits({ ...options, scenario }))) {
    context.part({ kind: 'text', text })
    await context.partsTaken()
  }
  return { type: 'result', result: { kind: 'visits' } }
}
