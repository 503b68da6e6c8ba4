import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './child.mjs'
import { cacheFolder, productNode, projectFolder } from './place.mjs'

const packageFolder = join(projectFolder, 'node_modules', 'electron')
const lastTry = join(cacheFolder, 'desktop-fetch-failed')
const limitSeconds = 20
const dayMilliseconds = 24 * 60 * 60 * 1000

/** Where the desktop program lies, or null. Never downloads: importing the package itself would. */
export function desktopProgram() {
  const version = readIfThere(join(packageFolder, 'path.txt'))
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const path = override === undefined ? version && join(packageFolder, 'dist', version) : join(override, version ?? 'electron')
  return path && existsSync(path) ? path : null
}

/**
 * The desktop program, fetched where it is missing. `reason` says in a sentence why there is none. A fetch that failed is not tried
 * again for a day, so that a start without a network stays quick.
 */
export async function fetchDesktopProgram(say) {
  const present = desktopProgram()
  if (present !== null) return { program: present, reason: null }
  if (existsSync(lastTry) && Date.now() - statSync(lastTry).mtimeMs < dayMilliseconds)
    return {
      program: null,
      reason: "The desktop window's program could not be fetched earlier today, so Fairward runs in your browser.",
    }
  say(`Fetching the desktop window's program (at most ${limitSeconds} s).`)
  const outcome = await runQuietly(productNode(), [join(packageFolder, 'install.js')], { limitMilliseconds: limitSeconds * 1000 })
  const program = outcome.code === 0 ? desktopProgram() : null
  if (program !== null) return { program, reason: null }
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(lastTry, outcome.output)
  const why = outcome.timedOut ? `could not be fetched within ${limitSeconds} s` : 'could not be fetched'
  return { program: null, reason: `The desktop window's program ${why}, so Fairward runs in your browser.` }
}

/** A missing library (127), SIGILL, SIGTRAP, SIGABRT, SIGSEGV; on Windows an exception's number. */
const crashCodes = [127, 132, 133, 134, 139]

/** Whether the desktop program crashed, as it also does where the system does not let it begin: without its libraries or its sandbox. */
export const hasCrashed = (code) => crashCodes.includes(code) || code >= 0xc0000000

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
