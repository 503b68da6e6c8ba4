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

export type ParsedModel = { ok: true; model: ModelDocument } | { ok: false; problems: Problem[] }

/** Checks a parsed document: its schema, and that what it names exists and fits together. Never throws. */
export function parseModel(input: unknown): ParsedModel {
  const forbidden = forbiddenPart(input)
  if (forbidden !== null) return { ok: false, problems: [forbidden] }
  const result = modelSchema.safeParse(input)
  if (!result.success) return { ok: false, problems: firstOf(problemsOf(result.error, input)) }
  const problems = problemsIn(result.data)
  return problems.length === 0 ? { ok: true, model: result.data } : { ok: false, problems: firstOf(problems) }
}

/** What a schema cannot see. */
function problemsIn(model: ModelDocument): Problem[] {
  const context = new CheckContext(model)
  context.mustDiffer(['classes'], model.classes)
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
