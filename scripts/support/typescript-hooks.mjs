import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'

// That taking types out is experimental need not be said with every benchmark.
process.emitWarning = () => {}

/** Reads TypeScript on the thread of module hooks. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context)
  const source = stripTypeScriptTypes(await readFile(new URL(url), 'utf8'))
  return { format: 'module', shortCircuit: true, source }
}
