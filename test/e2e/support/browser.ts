import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const cache = resolve(import.meta.dirname, '../../../.cache')

/**
 * No graphics card, not even an emulated one, whose backlog of frames would hold the browser up for seconds after a page that moves; and
 * no sandbox of the browser's own, which needs rights that a container lacks. Nothing here weakens what is tested: origins and policies
 * are enforced as everywhere.
 */
const browserArguments = ['--no-sandbox', '--disable-gpu']

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

interface Browser {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

/** A Chromium for the tests: the one in CHROMIUM_PATH, else the one that npm brings, else the system's. */
export async function findBrowser(): Promise<Browser> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return { executablePath: named, args: browserArguments, env: environment }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpackBrowser()
    return {
      executablePath: join(folder, 'chromium'),
      args: browserArguments,
      env: { ...environment, ...(await missingParts(folder, environment)) },
    }
  }
  const executablePath = systemBrowsers.find((path) => existsSync(path))
  if (executablePath === undefined)
    throw new Error('The browser tests need Chromium or Chrome. Install one, or name one in CHROMIUM_PATH.')
  return { executablePath, args: browserArguments, env: environment }
}

function packageFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  return dirname(dirname(entry))
}

/** Unpacks the browser of the npm package into the project's own cache, once per version. */
async function unpackBrowser(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const partial = `${folder}.${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  await inTemporaryFolder(partial, async () => {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  })
  try {
    renameSync(partial, folder)
  } catch (error) {
    // Another test process was faster.
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package unpacks into the temporary folder and trusts what lies there; this gives it one of our own. */
async function inTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR
  mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** What a bare machine lacks: shared libraries and fonts, both in the package as well. */
async function missingParts(folder: string, environment: Record<string, string>): Promise<Record<string, string>> {
  const parts: Record<string, string> = {}
  if (!existsSync('/etc/fonts/fonts.conf')) parts.FONTCONFIG_PATH = join(folder, 'fonts')
  if (!starts(join(folder, 'chromium'), environment)) {
    const { inflate } = await import('@sparticuz/chromium')
    await inTemporaryFolder(folder, async () => {
      await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'))
    })
    const libraries = join(folder, 'al2023', 'lib')
    parts.LD_LIBRARY_PATH = [libraries, environment.LD_LIBRARY_PATH].filter(Boolean).join(':')
  }
  return parts
}

function starts(program: string, environment: Record<string, string>): boolean {
  try {
    execFileSync(program, ['--version'], { env: environment, stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
