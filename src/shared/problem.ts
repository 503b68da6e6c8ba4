import { z } from 'zod'

/** What a schema allows, in plain words, where the schema itself does not say it (`error`). */
function plainRule(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeWords[issue.expected] ?? 'something else'}`
    case 'too_small':
      return `must ${boundWords(issue.origin, issue.inclusive === false ? 'more than' : 'at least', Number(issue.minimum))}`
    case 'too_big':
      return `must ${boundWords(issue.origin, issue.inclusive === false ? 'less than' : 'at most', Number(issue.maximum))}`
    case 'invalid_value':
      return `choose one of ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return issue.format === 'date' ? 'must be a date such as 2026-01-31' : 'has the wrong form'
    default:
      return 'has the wrong form'
  }
}

const typeWords: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function boundWords(origin: string, comparison: string, bound: number): string {
  if (origin === 'string') return `have ${comparison} ${bound} character${bound === 1 ? '' : 's'}`
  if (origin === 'array') return `have ${comparison} ${bound} value${bound === 1 ? '' : 's'}`
  return `be ${comparison} ${bound}`
}

z.config({ localeError: plainRule })

/**
 * One thing that is wrong with an input: `path` names the field (`arrivals.ratePerHour[3]`, empty for the whole input),
 * `message` says what it is and what is allowed (`is -2; a rate must be 0 or more`).
 */
export const problemSchema = z.object({ path: z.string(), message: z.string() })
export type Problem = z.infer<typeof problemSchema>

/** `scenario urban: arrivals.ratePerHour[3] is -2; a rate must be 0 or more` */
export function problemSentence(subject: string, problem: Problem): string {
  return problem.path === '' ? `${subject}: ${problem.message}` : `${subject}: ${problem.path} ${problem.message}`
}

/** Somebody's text on one line, without what a terminal could take for a command. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')

/** Longest path that is written out. */
const longestPath = 120

/** A path as people write it: keys joined by dots, positions in brackets; cut where somebody's keys are absurdly long. */
export function formatPath(path: readonly PropertyKey[]): string {
  const whole = path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? oneLine(String(key)) : `${text}.${oneLine(String(key))}`
  }, '')
  return whole.length > longestPath ? `${whole.slice(0, longestPath - 3)}...` : whole
}

/** How a refused value is quoted in a sentence: short, on one line. */
function describeValue(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `"${oneLine(value.length > 40 ? `${value.slice(0, 37)}...` : value)}"`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value === null) return 'empty (null)'
  return typeof value === 'object' ? 'an object' : String(value)
}

/**
 * The problems of a failed zod parse as sentences about fields. Rules are written in the schema itself (`error`), so this only adds
 * what the value was.
 */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  const problems = error.issues.flatMap((issue): Problem[] => {
    const path = formatPath(issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: formatPath([...issue.path, key]),
        message: 'is not a field of this document; remove it or correct its name',
      }))
    }
    if (issue.code === 'custom') return [{ path, message: issue.message }]
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
      input,
    )
    return [{ path, message: `is ${describeValue(value)}; ${issue.message}` }]
  })
  // A list of the wrong type is also one of the wrong length: once is enough.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}
