import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { ModelDocument } from '../src/shared/model/document.ts'
import { parseModelText } from '../src/shared/model/parse-model.ts'

const folder = join(import.meta.dirname, '..', 'resources', 'models')

/** Every model that ships, such as `stroke-unit` and `queueing/m-m-10`. */
export const publishedModelNames: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => path.slice(0, -'.json'.length).replaceAll(sep, '/'))
  .sort()

/** Where a model that ships lies. */
export const publishedModelFile = (name: string): string => join(folder, `${name}.json`)

/** A model that ships. */
export function publishedModel(name: string): ModelDocument {
  const parsed = parseModelText(readFileSync(publishedModelFile(name), 'utf8'))
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  return parsed.model
}
