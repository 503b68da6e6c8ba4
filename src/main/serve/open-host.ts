import { createRouterClient } from '@orpc/server'
import { acquireHostLock, type HostAddress, type HostLockResult } from '../studio/host-lock.ts'
import { createStudio, type Studio, type StudioOptions } from '../studio/studio.ts'
import { connectToStudio, type StudioClient } from './studio-client.ts'
import { type RunningServer, startServer } from './web-server.ts'

const connectionAttempts = 5

interface HostOptions extends Omit<StudioOptions, 'folderProblem' | 'log'> {
  rendererDirectory: string
  /** The first port tried; undefined: any free one. */
  port?: number | undefined
  log: (line: string) => void
}

/** This process owns the data folder and serves it. */
interface OwnedStudio {
  kind: 'owner'
  client: StudioClient
  studio: Studio
  server: RunningServer
  /** Ends jobs (training leaves a checkpoint), lets others have the folder. */
  close(): Promise<void>
}

/** Another process owns the data folder; calls go there. */
interface GuestStudio {
  kind: 'guest'
  client: StudioClient
  owner: HostAddress
  /** Whether the owner has gone. */
  isLost(): boolean
  close(): Promise<void>
}

export type OpenStudio = OwnedStudio | GuestStudio

/**
 * The studio of a data folder: its own one where nobody has the folder, else that of the owner. Every owner listens, also a command, so
 * that whoever comes later finds it. A folder that cannot be used still gives a studio, which says what is wrong.
 */
export async function openHost(options: HostOptions): Promise<OpenStudio> {
  const taken = await takeOrConnect(options.dataDirectory)
  if (taken.kind === 'guest') return taken
  const lock = taken.kind === 'owner' ? taken.lock : null
  const undo: (() => unknown)[] = [() => lock?.release()]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const studio = await createStudio({ ...options, folderProblem: taken.kind === 'unusable' ? taken.problem : null })
    undo.push(() => studio.close())
    const { rendererDirectory, port, log } = options
    const server = await startServer({ router: studio.router, rendererDirectory, port, log })
    undo.push(() => server.close())
    lock?.announce(server.address, server.token)
    return { kind: 'owner', client: createRouterClient(studio.router), studio, server, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The lock of the folder, or the way to who has it. */
async function takeOrConnect(dataDirectory: string): Promise<GuestStudio | Exclude<HostLockResult, { kind: 'client' }>> {
  for (let attempt = 1; ; attempt += 1) {
    const taken = await acquireHostLock(dataDirectory, { probe: answersAt })
    if (taken.kind !== 'client') return taken
    try {
      const { client, isLost, close } = await connectToStudio(taken.owner)
      return { kind: 'guest', client, owner: taken.owner, isLost, close: async () => close() }
    } catch (error) {
      // It answered a moment ago, so it is just ending: then the folder is free, or another one's.
      if (attempt >= connectionAttempts) throw error
    }
  }
}

/** Whether a studio with this token listens there. */
async function answersAt({ address, token }: HostAddress): Promise<boolean> {
  try {
    const response = await fetch(`${address}/health`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(2000),
    })
    return response.ok
  } catch {
    return false
  }
}
