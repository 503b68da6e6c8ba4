import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { modelSchema } from '../../../src/shared/model/document.ts'
import { parseModel } from '../../../src/shared/model/parse-model.ts'

const page = readFileSync(new URL('../../../docs/MODELS.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1]!) as Record<string, unknown>)
const complete = examples[0]!

/** Names of all fields, and all words a field may hold, in a schema. */
function wordsOf(schema: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): { fields: Set<string>; words: Set<string> } {
  const found = { fields: new Set<string>(), words: new Set<string>() }
  const visit = (type: z.core.$ZodType): void => {
    if (seen.has(type)) return
    seen.add(type)
    const { def } = (type as z.core.$ZodTypes)._zod
    if (def.type === 'object') {
      for (const [name, inner] of Object.entries(def.shape)) {
        found.fields.add(name)
        visit(inner)
      }
    } else if (def.type === 'array') visit(def.element)
    else if (def.type === 'union') for (const option of def.options) visit(option)
    else if (def.type === 'record') visit(def.valueType)
    else if (def.type === 'optional' || def.type === 'nullable') visit(def.innerType)
    else if (def.type === 'lazy') visit(def.getter())
    else if (def.type === 'tuple') for (const item of def.items) visit(item)
    else if (def.type === 'literal') for (const value of def.values) found.words.add(String(value))
    else if (def.type === 'enum') for (const value of Object.values(def.entries)) found.words.add(String(value))
    else if (!['string', 'number', 'boolean'].includes(def.type)) throw new Error(`unknown to this test: ${def.type}`)
  }
  visit(schema)
  return found
}

/** Whatever stands in an example as a field. */
function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(fieldsIn)]
}

describe('docs/MODELS.md', () => {
  const { fields, words } = wordsOf(modelSchema)

  it('says what every field is, and every word a field may hold', () => {
    const quoted = new Set(
      [...page.replaceAll(/```json\n.*?```/gs, '').matchAll(/`([^`]+)`/g)].flatMap((match) => match[1]!.split(/[^\w-]+/)),
    )
    expect(fields.size).toBeGreaterThan(80)
    expect([...fields].filter((field) => !quoted.has(field))).toEqual([])
    const weekdays = ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'monday']
    expect([...words].filter((word) => !weekdays.includes(word) && word !== '1' && !quoted.has(word))).toEqual([])
  })

  it('shows every field in an example', () => {
    const shown = new Set(examples.flatMap(fieldsIn))
    expect([...fields].filter((field) => !shown.has(field))).toEqual([])
  })

  it.each(examples.map((example, index) => [index, example] as const))('has an example %i that is a model', (_, example) => {
    const parsed = parseModel({ ...complete, ...example })
    expect(parsed.ok ? [] : parsed.problems).toEqual([])
  })
})
