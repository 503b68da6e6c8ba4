import type { ModelDocument } from '../../shared/model/document.ts'
import { modelMaximumLength, parseModelText } from '../../shared/model/parse-model.ts'
import { badDocument, readInputFile } from './input-file.ts'

/** The model in a file. Throws the sentences that say what is wrong with it. */
export async function readModelFile(file: string): Promise<ModelDocument> {
  const text = (await readInputFile(file, { noun: 'a model', maximumLength: modelMaximumLength })).toString('utf8')
  const parsed = parseModelText(text)
  if (parsed.ok) return parsed.model
  throw badDocument('model', file, text, parsed.problems)
}
