import { homedir } from 'node:os'
import { join } from 'node:path'

const neededNodeApi = 10

/** The plain-Node entry, built to out/main/fairward.js. What it needs is loaded after Node's age is known to be enough. */
async function main(): Promise<number> {
  if (Number(process.versions.napi) < neededNodeApi) {
    process.stderr.write(`Fairward needs Node.js 22.14 or newer, and this is ${process.version}. Install Node.js 24.\n`)
    return 1
  }
  const [{ runCommandLine }, { interruptionOf }, { openHost }, { chooseDataDirectory }, { ForkWorkerHost }, { version }] =
    await Promise.all([
      import('./program.ts'),
      import('./interruption.ts'),
      import('../serve/open-host.ts'),
      import('../serve/data-directory.ts'),
      import('../training/fork-worker-host.ts'),
      import('../serve/version.ts'),
    ])
  const installation = join(import.meta.dirname, '..', '..')
  const surroundings = { platform: process.platform, environment: process.env, homeDirectory: homedir() }
  return runCommandLine({
    parameters: process.argv.slice(2),
    version,
    installation,
    standardOutput: process.stdout,
    standardError: process.stderr,
    environment: process.env,
    interruption: interruptionOf(process),
    chooseDataDirectory: (named) => chooseDataDirectory(named, surroundings),
    openStudio: (dataDirectory, options) =>
      openHost({
        ...options,
        dataDirectory,
        version,
        resourcesDirectory: join(installation, 'resources'),
        rendererDirectory: join(installation, 'out', 'renderer'),
        workerHost: new ForkWorkerHost(join(import.meta.dirname, 'fairward-worker.js')),
      }),
    openBrowser: async (address) => {
      const { default: open } = await import('open')
      // A browser that does not open is no reason to stop: the address is printed.
      await open(address).catch(() => undefined)
    },
  })
}

// The reader of a pipe may have enough before the end.
process.stdout.on('error', () => process.exit(1))

main().then(
  // Written out first: output to a pipe is not there yet.
  (code) => process.stdout.write('', () => process.stderr.write('', () => process.exit(code))),
  (error: unknown) => {
    process.stderr.write(`Fairward failed: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
