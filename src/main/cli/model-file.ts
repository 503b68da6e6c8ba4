import type { ModelDocument } from '../../shared/model/document.ts'
import { modelMaximumLength, modelSubject, parseModelText } from '../../shared/model/parse-model.ts'
import { CommandFailure, sentences } from './failure.ts'
import { readInputFile } from './input-file.ts'

/** The model in a file. Throws the sentences that say what is wrong with it. */
export async function readModelFile(file: string): Promise<ModelDocument> {
  const text = (await readInputFile(file, { noun: 'a model', maximumLength: modelMaximumLength })).toString('utf8')
  const parsed = parseModelText(text)
  if (parsed.ok) return parsed.model
  throw new CommandFailure(sentences(subjectOf(file, text), parsed.problems), 'BAD_INPUT', parsed.problems)
}

function subjectOf(file: string, text: string): string {
  try {
    return modelSubject(JSON.parse(text), file)
  } catch {
    return file
  }
}
