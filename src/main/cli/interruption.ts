import { exitCodes } from './failure.ts'

/** A second Ctrl+C this much later means it. Sooner, it is the same one, sent to the whole group and passed on by the launcher. */
const secondThoughtMilliseconds = 1000

/** Aborted by Ctrl+C, by a request to end, or when the launcher is gone. A later second Ctrl+C ends the process at once. */
export function interruptionOf(program: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  let firstAt: number | null = null
  const interrupt = () => {
    firstAt ??= performance.now()
    if (performance.now() - firstAt > secondThoughtMilliseconds) program.exit(exitCodes.failure)
    controller.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) program.on(signal, interrupt)
  program.once('disconnect', interrupt)
  // The launcher's channel only says whether it lives; it must not keep the command alive.
  program.channel?.unref()
  return controller.signal
}
