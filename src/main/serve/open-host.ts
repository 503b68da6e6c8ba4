import { createRouterClient } from '@orpc/server'
import { acquireHostLock, type HostAddress } from '../studio/host-lock.ts'
import { createStudio, type Studio, type StudioOptions } from '../studio/studio.ts'
import { connectToStudio, type StudioClient } from './studio-client.ts'
import { type RunningServer, startServer } from './web-server.ts'

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
  close(): Promise<void>
}

export type OpenStudio = OwnedStudio | GuestStudio

/**
 * The studio of a data folder: its own one where nobody has the folder, else that of the owner. Every owner listens, also a command, so
 * that whoever comes later finds it. A folder that cannot be used still gives a studio, which says what is wrong.
 */
export async function openHost(options: HostOptions): Promise<OpenStudio> {
  const taken = await acquireHostLock(options.dataDirectory, { probe: answersAt })
  if (taken.kind === 'client') {
    const remote = await connectToStudio(taken.owner)
    return { kind: 'guest', client: remote.client, owner: taken.owner, close: async () => remote.close() }
  }
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
