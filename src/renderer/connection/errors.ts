import { isDefinedError, ORPCError } from '@orpc/client'
import type { Problem } from '../../shared/problem.ts'

/** What went wrong, as a sentence for people. The host's errors are sentences already. */
export function errorSentence(error: unknown): string {
  if (error instanceof ORPCError && error.code === 'INTERNAL_SERVER_ERROR')
    return 'The studio met an unexpected error. Its log says more; nothing you entered was lost.'
  if (error instanceof Error && error.message !== '') return error.message
  return 'Something went wrong, and the studio did not say what.'
}

/** The studio's own no: asking again changes nothing. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError && error.defined

/** Whether the studio said so, rather than the way to it: a lost connection is told of by the banner of the window. */
export const isFromStudio = (error: unknown): boolean => error instanceof ORPCError

/** The fields an error names; empty where it names none. */
export function problemsOfError(error: unknown): Problem[] {
  if (!(error instanceof ORPCError) || !isDefinedError(error)) return []
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null || !('problems' in data) || !Array.isArray(data.problems)) return []
  return data.problems.filter(isProblem)
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value
}
