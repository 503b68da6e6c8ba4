export type Path = readonly (string | number)[]
type Container = Record<string | number, unknown>

/** Paths of everything in a document, containers included. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inner = keys.flatMap((key) => pathsOf((value as Container)[key], [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

export function at(document: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Container)[key], document)
}

/** The document with one thing replaced, or taken out where `value` is undefined. The document itself is changed. */
export function changed<T>(document: T, path: Path, value: unknown): T {
  const container = at(document, path.slice(0, -1)) as Container
  const last = path.at(-1)!
  if (value !== undefined) container[last] = value
  else if (Array.isArray(container)) container.splice(Number(last), 1)
  else delete container[last]
  return document
}
