import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runQuietly } from './support/child.mjs'
import { cacheFolder, outputFolder, pathWithoutModules, productNode, projectFolder, requireScriptNode } from './support/place.mjs'

const modules = join(projectFolder, 'node_modules')
const installStamp = join(modules, '.fairward-install')
const buildStamp = join(outputFolder, '.fairward-build')

/** What a build has left if it came to its end and nobody tidied up. */
const builtFiles = [
  'main/fairward.js',
  'main/learning.js',
  'types/main/training/library.d.ts',
  'kernels/bitwise.wasm',
  'kernels/relaxed.wasm',
  'kernels/tensorflow.wasm',
]

/** What the build reads. */
const buildSources = [
  'src',
  'scripts/kernels.mjs',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.library.json',
  'package.json',
  'package-lock.json',
]

/**
 * Installs what is missing and builds what is stale; says in plain sentences what it does, nothing when there is nothing to do.
 * Throws an Error whose message is for people.
 */
export async function bootstrap({ say, build = true }) {
  requireScriptNode()
  if (isInstalled() && (!build || isBuilt())) return
  const release = await takeTurn(say)
  try {
    if (!isInstalled()) await install(say)
    if (build && !isBuilt()) await buildAll(say)
  } finally {
    release()
  }
}

function lockHash() {
  const hash = createHash('sha256').update(readFileSync(join(projectFolder, 'package-lock.json')))
  return hash.update(`${process.platform}-${process.arch}`).digest('hex')
}

function isInstalled() {
  const wanted = lockHash()
  if (readIfThere(installStamp) === wanted) return true
  if (!installedByHand()) return false
  writeFileSync(installStamp, wanted)
  return true
}

/** Whether npm itself last left node_modules as the lock file says (a developer ran it): then there is nothing to install. */
function installedByHand() {
  const actual = readIfThere(join(modules, '.package-lock.json'))
  if (actual === null) return false
  const wanted = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(actual).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional === true ||
      (present[path]?.version === entry.version && existsSync(join(projectFolder, path))),
  )
}

async function install(say) {
  const count = Object.keys(JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')).packages).length - 1
  say(`Installing what Fairward is made of (up to ${count} packages; a minute or two the first time).`)
  const started = Date.now()
  const environment = { ...process.env, PATH: pathWithoutModules() }
  const parameters = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // npm has to run on the Node it came with, not on the one inside the folder that it is about to replace.
  const { npm_execpath: program, npm_node_execpath: node } = process.env
  const outcome =
    program !== undefined && existsSync(program)
      ? await runQuietly(nodeOutsideModules(node), [program, ...parameters], { cwd: projectFolder, env: environment })
      : await runQuietly('npm', parameters, { cwd: projectFolder, env: environment, shell: process.platform === 'win32' })
  if (outcome.code !== 0)
    throw new Error(
      `${outcome.output.trim()}\nThe packages could not be installed; npm says why above. Without a network they must be in npm's cache. Then run the command again.`,
    )
  writeFileSync(installStamp, lockHash())
  say(`Installed in ${seconds(started)}.`)
}

function nodeOutsideModules(node) {
  const inside = (path) => path.split(/[\\/]/).includes('node_modules')
  if (node !== undefined && existsSync(node) && !inside(node)) return node
  return inside(process.execPath) ? 'node' : process.execPath
}

function isBuilt() {
  return readIfThere(buildStamp) === sourceHash() && builtFiles.every((path) => existsSync(join(outputFolder, path)))
}

function sourceHash() {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name))
      return
    }
    hash.update(relative(projectFolder, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const path of buildSources) add(join(projectFolder, path))
  return hash.digest('hex')
}

async function buildAll(say) {
  say('Building Fairward.')
  const started = Date.now()
  const wanted = sourceHash()
  rmSync(buildStamp, { force: true })
  const tool = join(modules, 'electron-vite', 'bin', 'electron-vite.js')
  const outcome = await runQuietly(productNode(), [tool, 'build', '--logLevel', 'warn'], {
    cwd: projectFolder,
    // What is shown of it is shown whole, and may end in a log.
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (outcome.code !== 0) throw new Error(`${outcome.output.trim()}\nFairward could not be built; the lines above say where.`)
  writeFileSync(buildStamp, wanted)
  say(`Built in ${seconds(started)}.`)
}

/** Two commands in a fresh clone must not install at the same time: the second waits for the first. */
async function takeTurn(say) {
  const turn = join(cacheFolder, 'bootstrap-turn')
  const owner = join(turn, 'pid')
  mkdirSync(cacheFolder, { recursive: true })
  for (let said = false; ; ) {
    try {
      mkdirSync(turn)
      writeFileSync(owner, String(process.pid))
      return () => rmSync(turn, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(Number(readIfThere(owner) ?? Number.NaN), turn)) {
      rmSync(turn, { recursive: true, force: true })
      continue
    }
    if (!said) say('Another Fairward command is installing or building; waiting for it.')
    said = true
    await new Promise((resume) => setTimeout(resume, 300))
  }
}

function isAlive(pid, turn) {
  // Between making the folder and writing the pid into it there is a moment without one.
  if (!Number.isInteger(pid) || pid <= 0) return existsSync(turn) && Date.now() - statSync(turn).mtimeMs < 5000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(0)} s`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await bootstrap({ say: (sentence) => console.log(sentence) })
    console.log('Fairward is installed and built.')
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
