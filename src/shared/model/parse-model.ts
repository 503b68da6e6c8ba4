import { documentSubject, forbiddenPart, readDocumentText } from '../document-text.ts'
import { type Problem, problemsOf } from '../problem.ts'
import { type ModelDocument, modelSchema } from './document.ts'

/** Longest model document that is read, in characters: a million observed times fit. */
export const modelMaximumLength = 20_000_000

export type ParsedModel = { ok: true; model: ModelDocument } | { ok: false; problems: Problem[] }

/** Checks a parsed document: its schema, and that what it names exists and fits together. Never throws. */
export function parseModel(input: unknown): ParsedModel {
  const forbidden = forbiddenPart(input)
  if (forbidden !== null) return { ok: false, problems: [forbidden] }
  const result = modelSchema.safeParse(input)
  if (!result.success) return { ok: false, problems: problemsOf(result.error, input) }
  return { ok: true, model: result.data }
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
