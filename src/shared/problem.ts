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
    .flatMap((issue) => resolved(issue, input))
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
function resolved(issue: z.core.$ZodIssue, input: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const forms = issue.errors
    .map((form) => form.flatMap((inner) => resolved({ ...inner, path: [...issue.path, ...inner.path] }, input)))
    .map((form) => ({ form, distance: distanceOf(form, issue.path, input) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance)
  const [first, second] = forms
  return first === undefined || (second !== undefined && first.distance > 0 && second.distance === first.distance)
    ? [issue]
    : first.form
}

/** Fields missing from or unknown to a form; Infinity where it is of another kind altogether (a text instead of an object). */
function distanceOf(form: readonly z.core.$ZodIssue[], path: readonly PropertyKey[], input: unknown): number {
  return form.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + (issue.path.length === path.length ? issue.keys.length : 0)
    if (issue.path.length === path.length)
      return issue.code === 'invalid_type' || issue.code === 'invalid_union' ? Number.POSITIVE_INFINITY : sum
    return issue.path.length === path.length + 1 && valueAt(input, issue.path) === undefined ? sum + 1 : sum
  }, 0)
}
