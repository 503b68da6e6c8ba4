import type { Router } from '@orpc/server'
import type { contract, SystemInfo } from '../../shared/contract.ts'
import type { FileSystem } from '../storage/files.ts'
import type { StoreProblem } from '../storage/store-problem.ts'
import type { Clock } from '../training/clock.ts'
import type { WorkerHost } from '../training/worker-host.ts'

export type StudioRouter = Router<typeof contract, Record<never, never>>

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
  /** What `acquireHostLock` found wrong with the data folder: the studio then never opens it. */
  folderProblem?: StoreProblem | null
}

export interface Studio {
  /** Implements the contract; serve it over any transport with oRPC's handlers. */
  readonly router: StudioRouter
  /** Ends all jobs (training writes a checkpoint) and the store. The host lock is released by who took it. */
  close(): Promise<void>
}
