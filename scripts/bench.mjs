import { existsSync, readdirSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { runToEnd } from './support/child.mjs'
import { productNode, projectFolder } from './support/place.mjs'

const folder = join(projectFolder, 'bench')
const names = () =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.slice(0, -3))
        .sort()
    : []

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
  } catch (error) {
    console.error(error.message)
    process.exit(2)
  }
}

/** A benchmark is bench/NAME.ts with `run(): Promise<{ name, value, unit, note? }[]>`; notes are for people. */
async function runBenchmark(name, json) {
  // On another thread: what takes the types out detaches buffers, after which every typed array of a thread is slower than it is in the product.
  register('./support/typescript-hooks.mjs', import.meta.url)
  const { run } = await import(pathToFileURL(join(folder, `${name}.ts`)).href)
  const rows = await run()
  if (json) {
    console.log(JSON.stringify({ bench: name, rows: rows.map(({ name, value, unit }) => ({ name, value, unit })) }))
    return
  }
  const width = Math.max(...rows.map((row) => row.name.length))
  for (const { name: label, value, unit, note } of rows) {
    const comment = note === undefined ? '' : `  (${note})`
    console.log(`${label.padEnd(width)}  ${Number(value.toPrecision(6)).toLocaleString('en')} ${unit}${comment}`)
  }
}

const { positionals, values } = readArguments()
const [name] = positionals
try {
  if (name === undefined) {
    console.log(`npm run bench -- NAME [--json]\n\nBenchmarks: ${names().join(', ') || 'none yet'}`)
  } else if (!names().includes(name)) {
    console.error(`There is no benchmark ${name}. There are: ${names().join(', ') || 'none yet'}.`)
    process.exitCode = 2
  } else {
    await bootstrap({ say: (sentence) => process.stderr.write(`${sentence}\n`) })
    const node = productNode()
    // Benchmarks are TypeScript, which the project's own Node can read.
    if (process.execPath === node || process.features.typescript) await runBenchmark(name, values.json)
    else process.exitCode = await runToEnd(node, [process.argv[1], ...process.argv.slice(2)])
  }
} catch (error) {
  console.error(error.stack ?? error.message)
  process.exitCode = 1
}
