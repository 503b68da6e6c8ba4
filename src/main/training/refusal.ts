import { z } from 'zod'
import { type Problem, problemSchema } from '../../shared/problem.ts'

const refusalSchema = z.object({ problems: z.array(problemSchema) })

/** What is wrong with the input, where that is what an error is about. */
export function problemsIn(error: unknown): Problem[] {
  const refusal = refusalSchema.safeParse(error)
  return refusal.success ? refusal.data.problems : []
}
