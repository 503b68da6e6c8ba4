import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { textParts } from './text-parts.ts'
import { ThreadPool } from './thread-pool.ts'

/** A made-up file of visits, by a thread, in parts. */
export async function runVisits(
  { scenario, options }: SpecificationOf<'visits'>,
  context: JobContext,
  threadProgram: string,
): Promise<LastMessage> {
  context.progress(0, 'simulating visits', null)
  const pool = await ThreadPool.start({ kind: 'visits' }, { program: threadProgram, threads: 1 })
  try {
    for (const text of textParts(await pool.run({ ...options, scenario }))) {
      context.part({ kind: 'text', text })
      await context.partsTaken()
    }
  } finally {
    await pool.close()
  }
  return { type: 'result', result: { kind: 'visits' } }
}
