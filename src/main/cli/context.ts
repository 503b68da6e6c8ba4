import type { OpenStudio } from '../serve/open-host.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import type { Output } from './output.ts'

/** What every command gets: the world outside, passed in so that tests can hold it. */
export interface CommandContext {
  output: Output
  environment: Record<string, string | undefined>
  /** Aborted by Ctrl+C. */
  interruption: AbortSignal
  /** The studio of the data folder: this command's own, or that of whoever has the folder. Who opens it closes it. */
  openStudio(options?: { host?: 'serve' | 'command'; port?: number | undefined }): Promise<OpenStudio>
  openBrowser(address: string): Promise<void>
}

/** Opens the studio, works with it, and closes it whatever happens. */
export async function withStudio<T>(
  context: CommandContext,
  work: (client: StudioClient, studio: OpenStudio) => Promise<T>,
): Promise<T> {
  const studio = await context.openStudio()
  try {
    return await work(studio.client, studio)
  } finally {
    context.output.endProgress()
    await studio.close()
  }
}
