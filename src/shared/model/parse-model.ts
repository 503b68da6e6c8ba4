import { documentSubject, forbiddenPart, readDocumentText } from '../document-text.ts'
import { type Problem, problemsOf } from '../problem.ts'
import { checkArrivals, checkAttributes } from './check-arrivals.ts'
import { CheckContext } from './check-context.ts'
import { checkQueues } from './check-queues.ts'
import { checkResources, checkSteps } from './check-steps.ts'
import { type ModelDocument, modelSchema } from './document.ts'

/** Longest model document that is read, in characters: a million observed times fit. */
export const modelMaximumLength = 20_000_000

/** Problems that are told at once. */
const mostProblems = 50

/** Values of a list, or fields, that are looked at where far too many are wrong; more than any list of a fixed length has. */
const sampleLength = 200

export type ParsedModel = { ok: true; model: ModelDocument } | { ok: false; problems: Problem[] }

/** Checks a parsed document: its schema, and that what it names exists and fits together. Never throws. */
export function parseModel(input: unknown): ParsedModel {
  const forbidden = forbiddenPart(input)
  if (forbidden !== null) return { ok: false, problems: [forbidden] }
  let result: ReturnType<typeof modelSchema.safeParse>
  try {
    result = modelSchema.safeParse(input)
  } catch (error) {
    // The schema library runs out of stack where hundreds of thousands of values are wrong.
    if (!(error instanceof RangeError)) throw error
    return { ok: false, problems: problemsOfSample(input) }
  }
  if (!result.success) return { ok: false, problems: firstOf(problemsOf(result.error, input)) }
  const problems = problemsIn(result.data)
  return problems.length === 0 ? { ok: true, model: result.data } : { ok: false, problems: firstOf(problems) }
}

/** Problems of the first values of each list. */
function problemsOfSample(input: unknown): Problem[] {
  const sample = sampleOf(input)
  const result = modelSchema.safeParse(sample)
  const problems = result.success ? [] : firstOf(problemsOf(result.error, sample))
  return [...problems, { path: '', message: 'has hundreds of thousands of problems in long lists; correct these first' }]
}

function sampleOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, sampleLength).map(sampleOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, sampleLength)
      .map(([key, inner]) => [key, sampleOf(inner)]),
  )
}

/** What a schema cannot see. */
function problemsIn(model: ModelDocument): Problem[] {
  const context = new CheckContext(model)
  context.mustDiffer(['classes'], model.classes)
  // All that follows goes by class.
  if (context.problems.length > 0) return context.problems
  if (model.run.warmUp >= model.run.horizon)
    context.fail(['run', 'warmUp'], `is ${model.run.warmUp}; it must end before the horizon, ${model.run.horizon}`)
  checkAttributes(context)
  checkArrivals(context)
  checkResources(context)
  checkQueues(context)
  checkSteps(context)
  return context.problems
}

/** A list of a million wrong values needs no million sentences. */
function firstOf(problems: Problem[]): Problem[] {
  const more = problems.length - mostProblems
  return more <= 0
    ? problems
    : [...problems.slice(0, mostProblems), { path: '', message: `has ${more} more problems; correct these first` }]
}

/** Checks the text of a model file. Never throws. */
export function parseModelText(text: string): ParsedModel {
  const read = readDocumentText(text, {
    noun: 'model',
    maximumLength: modelMaximumLength,
    whenEmpty: 'the page on models shows what one looks like',
    fields: 'name, arrivals and steps',
  })
  return read.ok ? parseModel(read.document) : read
}

/** What a problem sentence calls a model: `model ward`. */
export function modelSubject(input: unknown, otherwise?: string): string {
  return documentSubject('model', input, otherwise)
}
