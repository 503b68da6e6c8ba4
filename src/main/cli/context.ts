import type { OpenStudio } from '../serve/open-host.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import { CommandFailure } from './failure.ts'
import type { Output } from './output.ts'

const explainAfterMilliseconds = 2000

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
  } catch (error) {
    if (studio.kind === 'guest' && studio.isLost() && !context.interruption.aborted)
      throw new CommandFailure(
        `The Fairward that has this data folder (process ${studio.owner.pid}) ended in the middle. "fairward runs list" shows what it left and "fairward runs resume" goes on; anything else, try again.`,
      )
    throw error
  } finally {
    context.output.endProgress()
    if (studio.kind === 'owner') await waitForOthers(context, studio)
    await studio.close()
  }
}

/** Other commands may be at work on this command's studio; it must not end under them. */
async function waitForOthers(
  { output, interruption }: CommandContext,
  { server }: OpenStudio & { kind: 'owner' },
): Promise<void> {
  const explain = () => output.say('Another command still works with this studio; waiting for it. Ctrl+C ends both.')
  const timer = setTimeout(explain, explainAfterMilliseconds)
  await server.untilUnused(interruption)
  clearTimeout(timer)
}
