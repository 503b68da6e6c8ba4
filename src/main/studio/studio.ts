import { availableParallelism } from 'node:os'
import type { SystemInfo } from '../../shared/contract.ts'
import { type FileSystem, nodeFiles } from '../storage/files.ts'
import { openStore } from '../storage/store.ts'
import type { StoreProblem } from '../storage/store-problem.ts'
import { type Clock, systemClock } from '../training/clock.ts'
import type { WorkerHost } from '../training/worker-host.ts'
import { asFailure } from './failures.ts'
import { createRouter, type StudioRouter } from './router.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import { WorkspaceKeeper } from './workspace-keeper.ts'

export interface StudioOptions {
  dataDirectory: string
  /** Holds `scenarios/` (presets) and `fonts/`. */
  resourcesDirectory: string
  /** Fairward's version, as reports and `system.info` give it. */
  version: string
  host: SystemInfo['host']
  workerHost: WorkerHost
  clock?: Clock
  log?: (line: string) => void
  files?: FileSystem
  /** How long a call waits for another program that holds the database. */
  busyMilliseconds?: number
  /** What `acquireHostLock` found wrong with the data folder: the studio then never opens it. */
  folderProblem?: StoreProblem | null
}

export interface Studio {
  /** Implements the contract; serve it over any transport with oRPC's handlers, or call it with `createRouterClient`. */
  readonly router: StudioRouter
  /** Ends all jobs (training writes a checkpoint first) and closes the store. The host lock is released by who took it. */
  close(): Promise<void>
}

/**
 * The studio over one data folder, which the caller must own (`acquireHostLock`). A folder that cannot be used is no error here:
 * `system.info` says what is wrong, everything else answers UNAVAILABLE with that sentence, and it is tried again later.
 */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { dataDirectory, resourcesDirectory, version, host, workerHost } = options
  const { clock = systemClock, log = () => {}, files = nodeFiles, busyMilliseconds = 1000, folderProblem = null } = options
  const cores = availableParallelism()
  const troubled = (error: unknown) => keeper.troubled(error)
  const failure = (error: unknown) => {
    troubled(error)
    return asFailure(error, log)
  }
  const open = (): Workspace => {
    const store = openStore(dataDirectory, { files, busyMilliseconds, now: () => new Date(clock.now()) })
    try {
      return openWorkspace({ store, resourcesDirectory, version, workerHost, clock, cores, log, troubled, failure })
    } catch (error) {
      store.close()
      throw error
    }
  }
  const keeper: WorkspaceKeeper = new WorkspaceKeeper(open, clock, folderProblem)
  // Opened now, so that what a dead host left behind is interrupted before anybody asks; what is wrong is told to who asks.
  keeper.state()

  const info = (): SystemInfo => {
    const store = keeper.state()
    return { version, dataDirectory, host, pid: process.pid, cores, store }
  }
  return {
    router: createRouter({ workspace: () => keeper.get(), info, troubled, log }),
    close: () => keeper.close(),
  }
}
