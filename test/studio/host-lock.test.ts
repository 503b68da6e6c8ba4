import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { acquireHostLock, HostLockHeld, type HostLockOptions, lockFileName } from '../../src/main/studio/host-lock.ts'
import { processIdentity } from '../../src/main/studio/process-identity.ts'
import { failingFiles, temporaryDirectory } from '../storage/fixtures/helpers.ts'

const address = 'http://127.0.0.1:4321'
const silent = async () => false
const answering = async () => true

async function acquire(directory: string, options: Partial<HostLockOptions> = {}) {
  const result = await acquireHostLock(directory, { probe: silent, patienceMilliseconds: 0, ...options })
  if (result.kind === 'owner') onTestFinished(() => result.lock.release())
  return result
}

async function own(directory: string, options: Partial<HostLockOptions> = {}) {
  const result = await acquire(directory, options)
  if (result.kind !== 'owner') throw new Error(`expected to own the folder, not ${result.kind}`)
  return result.lock
}

const contentOf = (directory: string) => JSON.parse(readFileSync(join(directory, lockFileName), 'utf8'))
const writeLock = (directory: string, content: object) => writeFileSync(join(directory, lockFileName), JSON.stringify(content))
const startedAt = '2026-11-20T10:00:00.000Z'

function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['--version'])
  return pid
}

describe('the lock of a data folder', () => {
  it('is taken where there is none, says where its owner listens, and is given back', async () => {
    const directory = join(temporaryDirectory(), 'new', 'folder')
    const lock = await own(directory, { now: () => Date.parse(startedAt) })
    expect(contentOf(directory)).toMatchObject({ pid: process.pid, address: null, token: null, startedAt })
    lock.announce(address, 'secret')
    expect(contentOf(directory)).toMatchObject({ pid: process.pid, address, token: 'secret', startedAt })
    lock.release()
    lock.release()
    expect(existsSync(join(directory, lockFileName))).toBe(false)
  })

  it('leads to its owner where that answers', async () => {
    const directory = temporaryDirectory()
    const lock = await own(directory)
    lock.announce(address, 'secret')
    const probed: unknown[] = []
    const result = await acquire(directory, {
      probe: async (owner) => {
        probed.push(owner)
        return true
      },
    })
    expect(result).toEqual({ kind: 'client', owner: { pid: process.pid, address, token: 'secret' } })
    expect(probed).toEqual([{ pid: process.pid, address, token: 'secret' }])
  })

  it('waits for an owner that is starting', async () => {
    const directory = temporaryDirectory()
    const lock = await own(directory)
    const waiting = acquire(directory, { probe: answering, patienceMilliseconds: 10_000 })
    setTimeout(() => lock.announce(address, 'secret'), 20)
    expect(await waiting).toMatchObject({ kind: 'client', owner: { address } })
  })

  it('is never taken from an owner that lives, even when it does not answer', async () => {
    const directory = temporaryDirectory()
    const lock = await own(directory)
    lock.announce(address, 'secret')
    const error = await acquire(directory).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(HostLockHeld)
    expect(String(error)).toContain(directory)
    expect(String(error)).toContain(`process ${process.pid}`)
    expect(contentOf(directory)).toMatchObject({ address, token: 'secret' })
  })

  it.each([
    ['is dead', () => ({ pid: deadPid(), identity: null, address, token: 'x', startedAt })],
    [
      'had its number given to another process',
      () => ({ pid: process.pid, identity: 'earlier', address, token: 'x', startedAt }),
    ],
    ['left half a file', () => 'not a lock at all'],
  ])('is taken over when its owner %s', async (_, content) => {
    const directory = temporaryDirectory()
    writeLock(directory, content() as object)
    await own(directory, { probe: answering, identityOf: () => 'now' })
    expect(contentOf(directory)).toMatchObject({ pid: process.pid, identity: 'now' })
  })

  it('is taken over from a silent process of unknown identity, but not from one that answers', async () => {
    const directory = temporaryDirectory()
    writeLock(directory, { pid: process.pid, identity: null, address, token: 'x', startedAt })
    const unknown = { identityOf: () => null }
    expect(await acquire(directory, { ...unknown, probe: answering })).toMatchObject({ kind: 'client' })
    await own(directory, { ...unknown, probe: silent })
  })

  it('goes to exactly one of those that start at the same time', async () => {
    const directory = temporaryDirectory()
    writeLock(directory, { pid: deadPid(), identity: null, address, token: 'x', startedAt })
    const results = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const result = await acquire(directory, { probe: answering, patienceMilliseconds: 10_000 })
        if (result.kind === 'owner') result.lock.announce(address, 'new')
        return result
      }),
    )
    expect(results.filter((result) => result.kind === 'owner')).toHaveLength(1)
    expect(results.filter((result) => result.kind === 'client' && result.owner.token === 'new')).toHaveLength(7)
  })

  it('goes to exactly one of several processes', async () => {
    const directory = temporaryDirectory()
    writeLock(directory, { pid: deadPid(), identity: null, address, token: 'x', startedAt })
    const program = join(import.meta.dirname, 'fixtures/take-host-lock.ts')
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, [program, directory, '4'])),
    )
    const kinds = runs.map((run) => run.stdout.trim()).sort()
    expect(kinds).toEqual(['client', 'client', 'client', 'owner'])
  }, 20_000)

  it('that was lost to another is not announced in, nor removed', async () => {
    const directory = temporaryDirectory()
    const lock = await own(directory)
    const other = { pid: process.pid, identity: 'other', address, token: 'other', startedAt }
    writeLock(directory, other)
    expect(() => lock.announce(address, 'mine')).toThrow(/taken by another process/)
    lock.release()
    expect(contentOf(directory)).toEqual(other)
  })

  it.each([
    ['EROFS', 'read-only'],
    ['ENOSPC', 'full'],
  ] as const)('that cannot be written (%s) says what is wrong with the folder', async (code, state) => {
    const directory = temporaryDirectory()
    const result = await acquire(directory, { files: failingFiles(code).files })
    expect(result).toMatchObject({ kind: 'unusable', problem: { state } })
    expect(result.kind === 'unusable' && result.problem.message).toContain(directory)
    expect(result.kind === 'unusable' && result.problem.message).toMatch(/Then start Fairward again\.$/)
  })

  it('in a folder that is a file says so', async () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'file'), '')
    expect(await acquire(join(directory, 'file'))).toMatchObject({ kind: 'unusable', problem: { state: 'unusable' } })
  })
})

describe('the identity of a process', () => {
  it.runIf(process.platform === 'linux')('is its own and stays, and is absent for a process that is gone', () => {
    const mine = processIdentity(process.pid)
    expect(mine).toMatch(/^[0-9a-f-]{36} \d+$/)
    expect(processIdentity(process.pid)).toBe(mine)
    expect(processIdentity(process.ppid)).not.toBe(mine)
    expect(processIdentity(deadPid())).toBeNull()
  })
})
