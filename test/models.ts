import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelDocument } from '../src/shared/model/document.ts'
import { parseModelText } from '../src/shared/model/parse-model.ts'

/** Where a model that ships lies. */
export const publishedModelFile = (name: 'treatment-centre' | 'stroke-unit'): string =>
  join(import.meta.dirname, '..', 'resources', 'models', `${name}.json`)

/** A model that ships. */
export function publishedModel(name: 'treatment-centre' | 'stroke-unit'): ModelDocument {
  const parsed = parseModelText(readFileSync(publishedModelFile(name), 'utf8'))
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; '))
  return parsed.model
}
