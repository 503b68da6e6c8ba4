import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenStudio, openHost } from '../../src/main/serve/open-host.ts'
import type { WorkerHost } from '../../src/main/training/worker-host.ts'

const workerHost: WorkerHost = {
  start: () => {
    throw new Error('no job is started here')
  },
}
let folder: string
const opened: OpenStudio[] = []

async function open(dataDirectory = join(folder, 'data')): Promise<OpenStudio> {
  const studio = await openHost({
    host: 'command',
    dataDirectory,
    resourcesDirectory: resolve(import.meta.dirname, '../../resources'),
    rendererDirectory: folder,
    version: '1.2.3',
    workerHost,
    log: () => {},
  })
  opened.push(studio)
  return studio
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairward-host-'))
})
afterEach(async () => {
  for (const studio of opened.splice(0).reverse()) await studio.close()
  rmSync(folder, { recursive: true, force: true })
})

const titleOf = async ({ client }: OpenStudio) => (await client.scenarios.get({ id: 'urban' })).title
const never = new AbortController().signal

describe('opening a data folder', () => {
  it('owns it, or talks to the owner; both see the same studio', async () => {
    const owner = await open()
    const guest = await open()
    expect([owner.kind, guest.kind]).toEqual(['owner', 'guest'])
    expect(await titleOf(guest)).toBe(await titleOf(owner))
    const copy = await guest.client.scenarios.copy({ id: 'urban', title: 'Copy of a guest' })
    expect((await owner.client.scenarios.get({ id: copy.id })).title).toBe('Copy of a guest')
    await expect(guest.client.scenarios.get({ id: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(owner.client.scenarios.get({ id: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('lets the next one own it after its end', async () => {
    const first = await open()
    await first.close()
    expect((await open()).kind).toBe('owner')
  })

  it('has one owner when many come at once', async () => {
    const studios = await Promise.all(Array.from({ length: 5 }, () => open()))
    expect(studios.map(({ kind }) => kind).sort()).toEqual(['guest', 'guest', 'guest', 'guest', 'owner'])
    for (const studio of studios) expect(await titleOf(studio)).toBe('City hospital')
  })

  it('tells a guest that its owner has gone', async () => {
    const owner = await open()
    const guest = await open()
    await owner.close()
    await expect(titleOf(guest)).rejects.toThrow()
    expect(guest.kind === 'guest' && guest.isLost()).toBe(true)
  })

  it('lets an owner wait for its guests, or not when it is stopped', async () => {
    const owner = await open()
    if (owner.kind !== 'owner') throw new Error('not the owner')
    await owner.server.untilUnused(never)
    const guest = await open()
    let over = false
    const waiting = owner.server.untilUnused(never).then(() => {
      over = true
    })
    await titleOf(guest)
    expect(over).toBe(false)
    await owner.server.untilUnused(AbortSignal.abort())
    await guest.close()
    await waiting
    expect(over).toBe(true)
  })

  it('serves a folder that cannot be used, to say so', async () => {
    const blocked = join(folder, 'a-file')
    writeFileSync(blocked, 'not a folder')
    const studio = await open(blocked)
    const { store } = await studio.client.system.info()
    expect(studio.kind).toBe('owner')
    expect(store.state).not.toBe('ready')
    expect(store.message).toContain(blocked)
    await expect(studio.client.runs.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(readdirSync(folder)).toEqual(['a-file'])
  })
})
