import { ORPCError, ValidationError } from '@orpc/server'
import { z } from 'zod'
import { type Problem, problemSentence, problemsOf } from '../../shared/problem.ts'
import { StoreProblem } from '../storage/store-problem.ts'

/** No such thing. */
export const notFound = (message: string) => new ORPCError('NOT_FOUND', { status: 404, message })

/** Not possible in this state. */
export const conflict = (message: string) => new ORPCError('CONFLICT', { status: 409, message })

/** The data folder cannot be used. */
const unavailable = (message: string) => new ORPCError('UNAVAILABLE', { status: 503, message })

/** `subject` is what the problems are in: `scenario urban`; empty where their paths say enough. */
export function badInput(subject: string, problems: readonly Problem[]) {
  const [first, ...others] = problems
  const sentence =
    first === undefined ? 'the input cannot be used' : subject === '' ? bare(first) : problemSentence(subject, first)
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'problem' : 'problems'})`
  return new ORPCError('BAD_INPUT', { status: 422, message: `${sentence}${more}`, data: { problems: [...problems] } })
}

const bare = (problem: Problem): string => (problem.path === '' ? problem.message : `${problem.path} ${problem.message}`)

/** What a caller is told about an error: one of the contract's, with a sentence, and never a stack. */
export function asFailure(error: unknown, log: (line: string) => void): ORPCError<string, unknown> {
  if (error instanceof StoreProblem) return unavailable(error.message)
  if (error instanceof ORPCError) {
    const { cause } = error
    if (error.code !== 'BAD_REQUEST' || !(cause instanceof ValidationError)) return error
    // The schemas of the contract are zod's, so these are its issues.
    return badInput('', problemsOf(new z.ZodError(cause.issues as z.core.$ZodIssue[]), cause.data))
  }
  log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const detail = error instanceof Error ? error.message : String(error)
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    message: `Fairward made a mistake (${detail}). Nothing was changed; try again.`,
  })
}
