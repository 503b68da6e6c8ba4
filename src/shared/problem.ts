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
  const problems = error.issues
    .flatMap((issue) => resolved(issue, input).issues)
    .flatMap((issue): Problem[] => {
      const path = formatPath(issue.path)
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          path: formatPath([...issue.path, key]),
          message: 'is not a field of this document; remove it or correct its name',
        }))
      }
      if (issue.code === 'custom') return [{ path, message: issue.message }]
      if (issue.code === 'invalid_key')
        return [{ path, message: `cannot stand here; ${issue.issues[0]?.message ?? 'correct the name'}` }]
      return [{ path, message: `is ${describeValue(valueAt(input, issue.path))}; ${issue.message}` }]
    })
  // A list of the wrong type is also one of the wrong length: once is enough.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  )
}

/**
 * What is wrong with a value that may have one of several forms: the problems of the form that was meant, which is the one with the fewest
 * fields missing or unknown. Where no form stands out, the rule of the whole (`error` of the union) is what can be said.
 */
function resolved(issue: z.core.$ZodIssue, input: unknown): { issues: z.core.$ZodIssue[]; distance: number } {
  if (issue.code !== 'invalid_union') return { issues: [issue], distance: issue.code === 'invalid_type' ? anotherKind : 0 }
  const [first, second] = issue.errors
    .map((form) => {
      const parts = form.map((inner) => ({ inner, ...resolved({ ...inner, path: [...issue.path, ...inner.path] }, input) }))
      return {
        issues: parts.flatMap(({ issues }) => issues),
        distance: parts.reduce((sum, { inner, distance }) => sum + distanceOf(inner, distance, issue.path, input), 0),
      }
    })
    .sort((a, b) => a.distance - b.distance)
  if (first === undefined) return { issues: [issue], distance: 0 }
  const clear = first.distance < anotherKind && (first.distance === 0 || first.distance !== second?.distance)
  return clear ? first : { issues: [issue], distance: first.distance }
}

/** A text where an object is meant, and the like: further away than any number of fields. */
const anotherKind = 1e9

/** How far one problem of a form puts a value at `path` from that form: fields missing or unknown, or of another kind altogether. */
function distanceOf(issue: z.core.$ZodIssue, own: number, path: readonly PropertyKey[], input: unknown): number {
  if (issue.path.length === 0) return issue.code === 'unrecognized_keys' ? issue.keys.length : own
  const missing = issue.path.length === 1 && valueAt(input, [...path, ...issue.path]) === undefined
  return missing ? 1 : 0
}
