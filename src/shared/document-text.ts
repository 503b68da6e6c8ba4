import { formatNumber } from './format.ts'
import { formatPath, oneLine, type Problem } from './problem.ts'

/** What the sentences about a kind of document say. */
export interface DocumentKind {
  /** `scenario`, `model`. */
  noun: string
  /** Longest text that is read, in characters. */
  maximumLength: number
  /** What to do with an empty file. */
  whenEmpty: string
  /** Some of its fields, as in `fields such as name and arrivals`. */
  fields: string
}

/** The JSON object in a text, as yet unchecked, or why there is none. Never throws. */
export function readDocumentText(
  input: string,
  kind: DocumentKind,
): { ok: true; document: object } | { ok: false; problems: Problem[] } {
  // Some editors begin a text file with a byte order mark, which is no part of the text.
  const text = input.replace(/^\ufeff/, '')
  const whole = (message: string) => ({ ok: false as const, problems: [{ path: '', message }] })
  if (text.length > kind.maximumLength)
    return whole(
      `the file has ${formatNumber(text.length)} characters; a ${kind.noun} has at most ${formatNumber(kind.maximumLength)}`,
    )
  if (text.trim() === '') return whole(`the file is empty; ${kind.whenEmpty}`)
  if (text.includes('\u0000') || text.includes('\ufffd')) return whole(`the file is not text; a ${kind.noun} is a JSON text file`)
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return whole(
      `the file is not JSON (${oneLine(error instanceof Error ? error.message : String(error))}); a ${kind.noun} is a JSON text file`,
    )
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return whole(`the file holds no JSON object; a ${kind.noun} is one object with fields such as ${kind.fields}`)
  return { ok: true, document }
}

/** What a problem sentence calls a document: its name where it has a readable one. */
export function documentSubject(noun: string, input: unknown, otherwise = noun): string {
  const name = typeof input === 'object' && input !== null ? (input as { name?: unknown }).name : undefined
  return typeof name === 'string' && /^[a-z0-9-]{1,60}$/.test(name) ? `${noun} ${name}` : otherwise
}

/** Deeper than any document here is. */
const deepestNesting = 100

/** The first key that could reach into JavaScript's own objects, or the first part that is nested too deeply to be looked at. */
export function forbiddenPart(value: unknown): Problem | null {
  return forbiddenBelow(value, [])
}

/** `path` leads to the value; it is taken further and back again, so that long lists of numbers cost next to nothing. */
function forbiddenBelow(value: unknown, path: PropertyKey[]): Problem | null {
  if (typeof value !== 'object' || value === null) return null
  if (path.length === deepestNesting)
    return { path: formatPath(path), message: `is nested too deeply; a document has at most ${deepestNesting} levels` }
  for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      return { path: formatPath([...path, key]), message: 'is not a field of this document; remove it' }
    if (typeof part !== 'object' || part === null) continue
    path.push(key)
    const inner = forbiddenBelow(part, path)
    if (inner !== null) return inner
    path.pop()
  }
  return null
}
