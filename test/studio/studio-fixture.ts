import { join } from 'node:path'
import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { StudioRouter } from '../../src/main/studio/router.ts'
import { createStudio, type StudioOptions } from '../../src/main/studio/studio.ts'
import { temporaryDirectory } from '../storage/helpers.ts'
import { FakeWorkerHost } from './fake-worker-host.ts'

export const resourcesDirectory = join(import.meta.dirname, '../../resources')

export interface TestStudio {
  client: RouterClient<StudioRouter>
  workers: FakeWorkerHost
  dataDirectory: string
  log: string[]
  close(): Promise<void>
}

/** A studio in this process, with workers that the test plays. */
export async function openTestStudio(options: Partial<StudioOptions> = {}): Promise<TestStudio> {
  const workers = new FakeWorkerHost()
  const log: string[] = []
  const dataDirectory = options.dataDirectory ?? temporaryDirectory()
  const studio = await createStudio({
    resourcesDirectory,
    version: '1.2.3',
    host: 'command',
    workerHost: workers,
    log: (line) => log.push(line),
    ...options,
    dataDirectory,
  })
  let closed = false
  const close = async () => {
    if (!closed) await studio.close()
    closed = true
  }
  onTestFinished(close)
  return { client: createRouterClient(studio.router), workers, dataDirectory, log, close }
}

/** The error a call ends with; fails where it does not. */
export async function errorOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return error
    throw error
  }
  throw new Error('the call went well')
}
