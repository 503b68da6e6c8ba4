import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { kernelFolder, projectFolder } from './support/place.mjs'

const sourceFolder = join(projectFolder, 'src', 'main', 'neural', 'simd', 'assembly')
const stamp = join(kernelFolder, 'source-hash')
const builds = {
  'bitwise.wasm': [],
  'relaxed.wasm': ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'],
}
/** Kernels that a library brings, kept beside ours: what is built then needs nothing of the library's folder. */
const libraryKernels = join(
  projectFolder,
  'node_modules',
  '@tensorflow',
  'tfjs-backend-wasm',
  'dist',
  'tfjs-backend-wasm-simd.wasm',
)
const flags = [
  '--optimizeLevel',
  '3',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--importMemory',
  '--noAssert',
  '--disableWarning',
]

/** Compiles the kernels of the simd engine (AssemblyScript) to out/kernels, where they are missing or older than their source. */
export async function buildKernels() {
  const wanted = sourceHash()
  if (isUpToDate(wanted)) return
  // Loaded only now: it is large.
  const { default: compiler } = await import('assemblyscript/asc')
  mkdirSync(kernelFolder, { recursive: true })
  for (const [name, options] of Object.entries(builds)) {
    const parameters = ['index.ts', '--baseDir', sourceFolder, '--outFile', name, ...flags, ...options]
    let bytes = null
    const { error, stderr } = await compiler.main(parameters, {
      writeFile: (_name, contents) => {
        bytes = contents
      },
    })
    if (error !== null || bytes === null)
      throw new Error(`${stderr.toString().trim()}\nThe network kernels could not be compiled; the lines above say where.`)
    place(join(kernelFolder, name), bytes)
  }
  place(join(kernelFolder, 'tensorflow.wasm'), readFileSync(libraryKernels))
  place(stamp, wanted)
}

function sourceHash() {
  const hash = createHash('sha256').update(JSON.stringify([flags, builds]))
  hash.update(readFileSync(join(projectFolder, 'node_modules', 'assemblyscript', 'package.json')))
  hash.update(readFileSync(libraryKernels))
  for (const name of readdirSync(sourceFolder).sort()) hash.update(name).update(readFileSync(join(sourceFolder, name)))
  return hash.digest('hex')
}

function isUpToDate(wanted) {
  try {
    return (
      readFileSync(stamp, 'utf8') === wanted &&
      [...Object.keys(builds), 'tensorflow.wasm'].every((name) => readFileSync(join(kernelFolder, name)).length > 0)
    )
  } catch {
    return false
  }
}

/** In one go: whoever reads the file finds it whole, also while two commands compile. */
function place(path, contents) {
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, path)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildKernels()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
