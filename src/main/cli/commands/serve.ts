import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import type { OpenStudio } from '../../serve/open-host.ts'
import { entranceOf } from '../../serve/web-server.ts'
import { portNumber } from '../arguments.ts'
import { browserHindrance } from '../browser.ts'
import type { CommandContext } from '../context.ts'
import { Interrupted } from '../failure.ts'

/** Tried first; the next free one where it is taken. */
const usualPort = 4747
const askAgainMilliseconds = 500

export function addServeCommand(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('serve')
    .description('serve the studio to a browser on this machine, until Ctrl+C')
    .option('--port <n>', 'the first port to try', portNumber, usualPort)
    .option('--no-open', 'open no browser')
    .action(async ({ port, open }: { port: number; open: boolean }) => {
      const studio = await openToServe(context, port)
      try {
        const entrance = entranceOf(studio.kind === 'owner' ? studio.server : studio.owner)
        const { store } = await studio.client.system.info()
        if (store.message !== null) output.say(store.message)
        if (studio.kind === 'guest')
          output.say(`Fairward already runs on this data folder (process ${studio.owner.pid}). It is at`)
        output.result({ address: entrance }, () => entrance)
        if (open && browserHindrance(context.environment, process.platform) === null) await context.openBrowser(entrance)
        if (studio.kind === 'owner') {
          output.say('Press Ctrl+C to stop.')
          await untilAborted(context.interruption)
        }
      } finally {
        await studio.close()
      }
    })
}

/** The own studio, or that of another server or window. A command that has the folder now is waited for: its address ends with it. */
async function openToServe(context: CommandContext, port: number): Promise<OpenStudio> {
  for (let told = false; ; told = true) {
    const studio = await context.openStudio({ host: 'serve', port })
    if (studio.kind === 'owner' || (await studio.client.system.info()).host !== 'command') return studio
    await studio.close()
    if (!told) context.output.say(`A Fairward command (process ${studio.owner.pid}) uses this data folder; waiting for its end.`)
    await Promise.race([untilAborted(context.interruption), setTimeout(askAgainMilliseconds)])
    if (context.interruption.aborted) throw new Interrupted()
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
