import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const program = resolve(import.meta.dirname, '../../../out/main/fairward.js')

export interface StudioServer {
  /** The address with the token, as `serve` prints it. */
  readonly entrance: string
  readonly dataDirectory: string
  readonly pid: number
  /** Everything it has written to standard error. */
  log(): string
  stop(): Promise<void>
}

/** Starts the built studio on a data folder of its own, as a person would with `fairward serve`. */
export async function startStudioServer(
  dataDirectory = mkdtempSync(join(tmpdir(), 'fairward-e2e-')),
  environment: NodeJS.ProcessEnv = {},
): Promise<StudioServer> {
  if (!existsSync(program)) throw new Error('Fairward is not built: run `npm run build` first.')
  const child = spawn(process.execPath, [program, 'serve', '--no-open', '--port', '0', '--data-dir', dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let log = ''
  child.stderr.on('data', (data) => {
    log += data
  })
  const entrance = await firstAddress(child, () => log)
  return {
    entrance,
    dataDirectory,
    pid: child.pid ?? 0,
    log: () => log,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function firstAddress(child: ChildProcess, log: () => string): Promise<string> {
  const { stdout } = child
  if (stdout === null) throw new Error('The output of the server cannot be read.')
  for await (const line of createInterface(stdout)) if (/^http:\/\/127\.0\.0\.1:\d+\//.test(line)) return line
  throw new Error(`The server ended without an address:\n${log()}`)
}
