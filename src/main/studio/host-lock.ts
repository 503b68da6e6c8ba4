import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { checkWritable, type FileSystem, nodeFiles } from '../storage/files.ts'
import { asStoreProblem, StoreProblem } from '../storage/store-problem.ts'
import { processIdentity } from './process-identity.ts'

export const lockFileName = 'host.lock'
/** Guards the moment of taking the lock. SQLite holds it, so the system lets go of it when its holder dies. */
const guardFileName = 'host.lock.guard'

const lockSchema = z.object({
  pid: z.int(),
  /** Tells this process from a later one of the same pid; null where the system does not say. */
  identity: z.string().nullable(),
  /** Null until the owner listens. */
  address: z.string().nullable(),
  token: z.string().nullable(),
  startedAt: z.string(),
})
type LockContent = z.infer<typeof lockSchema>

/** Where a living owner of the data folder is reached. */
export interface HostAddress {
  pid: number
  address: string
  token: string
}

/** Held by the one host that may use the data folder. */
interface HostLock {
  /** Says in the lock file where the host listens. */
  announce(address: string, token: string): void
  /** Lets others have the folder. Twice is fine. */
  release(): void
}

export type HostLockResult =
  | { kind: 'owner'; lock: HostLock }
  /** Another host has the folder: talk to that one. */
  | { kind: 'client'; owner: HostAddress }
  /** No lock can be written there. Pass the problem to `createStudio`, which then serves without a store and says so. */
  | { kind: 'unusable'; problem: StoreProblem }

export interface HostLockOptions {
  /** Whether a host answers there; false also when it takes too long. */
  probe(owner: HostAddress): Promise<boolean>
  files?: FileSystem
  /** UTC milliseconds. */
  now?: () => number
  identityOf?: (pid: number) => string | null
  /** How long an owner that lives may take until it listens or answers. */
  patienceMilliseconds?: number
}

/** A living process holds the folder, but does not answer. It is never robbed. */
export class HostLockHeld extends Error {
  constructor(directory: string, pid: number) {
    super(
      `Fairward already runs on the data folder ${directory} as process ${pid}, but does not answer. Wait a moment and try again, ` +
        `end that process, or choose another folder with --data-dir or FAIRWARD_HOME.`,
    )
    this.name = 'HostLockHeld'
  }
}

type Judgement = 'free' | 'stale' | 'waiting' | HostAddress

/**
 * Takes the data folder for this process, or finds who has it. A lock is taken over only when its owner is gone: the process is dead
 * (or its number belongs to another one now), or the system cannot tell and nothing answers at the address. Throws HostLockHeld.
 */
export async function acquireHostLock(directory: string, options: HostLockOptions): Promise<HostLockResult> {
  const { probe, files = nodeFiles, now = Date.now, identityOf = processIdentity, patienceMilliseconds = 10_000 } = options
  const path = join(directory, lockFileName)
  const mine: LockContent = {
    pid: process.pid,
    identity: identityOf(process.pid),
    address: null,
    token: null,
    startedAt: new Date(now()).toISOString(),
  }
  try {
    files.makeDirectory(directory)
    const deadline = performance.now() + patienceMilliseconds
    for (;;) {
      const seen = readText(path, files)
      const judgement = await judge(seen, { probe, identityOf, mayGiveUp: performance.now() >= deadline })
      if (typeof judgement === 'object') return { kind: 'client', owner: judgement }
      if (judgement !== 'waiting') {
        checkWritable(directory, files)
        const taken = guarded(directory, () => {
          // Somebody may have been faster since: then look again.
          if (readText(path, files) !== seen) return false
          files.remove(path)
          files.create(path, encode(mine))
          return true
        })
        if (taken) return { kind: 'owner', lock: heldLock(directory, path, files, mine) }
      } else if (performance.now() >= deadline) throw new HostLockHeld(directory, parse(seen)?.pid ?? 0)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } catch (error) {
    const problem = asStoreProblem(error, directory)
    if (problem instanceof StoreProblem)
      // This host never gets the folder later: another one may have taken it by then.
      return {
        kind: 'unusable',
        problem: new StoreProblem(problem.state, `${problem.message} Then start Fairward again.`, problem.cause),
      }
    throw problem
  }
}

async function judge(
  text: string | null,
  options: { probe: HostLockOptions['probe']; identityOf: (pid: number) => string | null; mayGiveUp: boolean },
): Promise<Judgement> {
  if (text === null) return 'free'
  const content = parse(text)
  // Lock files are written whole, under the guard: what cannot be read is no lock of ours.
  if (content === null) return 'stale'
  const { pid, address, token } = content
  if (!isAlive(pid)) return 'stale'
  const identity = options.identityOf(pid)
  const known = content.identity !== null && identity !== null
  if (known && content.identity !== identity) return 'stale'
  if (address !== null && token !== null && (await options.probe({ pid, address, token }))) return { pid, address, token }
  // Alive and surely the one that wrote the lock: it is starting, or busy. Where that is not sure, silence decides.
  return !known && options.mayGiveUp ? 'stale' : 'waiting'
}

function heldLock(directory: string, path: string, files: FileSystem, mine: LockContent): HostLock {
  let written = encode(mine)
  let released = false
  const isMine = () => readText(path, files) === Buffer.from(written).toString()
  return {
    announce: (address, token) =>
      guarded(directory, () => {
        if (released || !isMine()) throw new Error(`The lock of the data folder ${directory} has been taken by another process.`)
        written = encode({ ...mine, address, token })
        files.write(path, written)
      }),
    release: () => {
      if (released) return
      released = true
      guarded(directory, () => {
        if (isMine()) files.remove(path)
      })
    },
  }
}

/** Runs while no other process does so in this folder. Nothing in it may wait. */
function guarded<T>(directory: string, action: () => T): T {
  const guard = new Database(join(directory, guardFileName), { timeout: 5000 })
  try {
    guard.exec('BEGIN EXCLUSIVE')
    return action()
  } finally {
    guard.close()
  }
}

function readText(path: string, files: FileSystem): string | null {
  try {
    return Buffer.from(files.read(path)).toString()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string | null): LockContent | null {
  try {
    return lockSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

const encode = (content: LockContent): Uint8Array => Buffer.from(`${JSON.stringify(content)}\n`)

function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
