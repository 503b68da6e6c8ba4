import { ORPCError } from '@orpc/client'
import { z } from 'zod'
import { formatPath, type Problem, problemSchema, problemSentence } from '../../shared/problem.ts'

export const exitCodes = { success: 0, failure: 1, usage: 2 } as const

/** A command that did not do what it was asked to, in a sentence for people. */
export class CommandFailure extends Error {
  readonly code: string
  readonly problems: Problem[]

  constructor(message: string, code = 'FAILED', problems: Problem[] = []) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
    this.problems = problems
  }
}

/** Ctrl+C, or the end of whoever started the command. */
export class Interrupted extends Error {
  constructor(message = 'Stopped.') {
    super(message)
    this.name = 'Interrupted'
  }
}

const problemsData = z.object({ problems: z.array(problemSchema) })
/** What oRPC says when an input does not fit the contract's own schema. */
const issuesData = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() })),
})

/** Anything thrown, as a failure with sentences. `subject` is what the problems are about. */
export function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error
  if (error instanceof ORPCError) {
    const problems = problemsIn(error.data)
    if (problems.length === 0) return new CommandFailure(error.message, error.code)
    const own = problemsData.safeParse(error.data).success
    // The studio's message already says it; one made of schema issues has to be put together.
    return new CommandFailure(own ? error.message : sentences('input', problems), own ? error.code : 'BAD_INPUT', problems)
  }
  return new CommandFailure(error instanceof Error ? error.message : String(error))
}

/** As many as somebody reads. */
const mostSentences = 10

export function sentences(subject: string, problems: readonly Problem[]): string {
  const told = problems.slice(0, mostSentences).map((problem) => problemSentence(subject, problem))
  const more = problems.length - told.length
  return [...told, ...(more > 0 ? [`and ${more} more ${more === 1 ? 'problem' : 'problems'}`] : [])].join('\n')
}

function problemsIn(data: unknown): Problem[] {
  const problems = problemsData.safeParse(data)
  if (problems.success) return problems.data.problems
  const issues = issuesData.safeParse(data)
  return issues.success ? issues.data.issues.map(({ message, path = [] }) => ({ path: formatPath(path), message })) : []
}
