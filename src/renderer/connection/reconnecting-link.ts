import type { ClientContext, ClientLink } from '@orpc/client'
import { connectionLost, connectionOpened, connectionRefused } from './connection-state.ts'

const retryMilliseconds = [250, 500, 1000, 2000, 4000] as const
const patienceMilliseconds = 15_000

/** What a transport tells of one attempt to connect: open, later closed; or closed at once. */
interface Attempt {
  opened(link: ClientLink<ClientContext>): void
  closed(): void
}

/**
 * A link over a transport that may close, which is then opened anew while `mayRetry` allows it. Calls made meanwhile wait for the next
 * opening; calls that were under way fail, because nobody knows whether they were carried out.
 */
export function createReconnectingLink(
  connect: (attempt: Attempt) => void,
  mayRetry: () => Promise<boolean>,
): ClientLink<ClientContext> {
  let open: ClientLink<ClientContext> | null = null
  let waiting: ((link: ClientLink<ClientContext>) => void)[] = []
  let failures = 0

  const begin = () =>
    connect({
      opened: (link) => {
        failures = 0
        open = link
        connectionOpened()
        for (const proceed of waiting.splice(0)) proceed(link)
      },
      closed: () => {
        open = null
        connectionLost()
        void retry()
      },
    })

  const retry = async () => {
    const pause = retryMilliseconds[Math.min(failures, retryMilliseconds.length - 1)] ?? 4000
    failures += 1
    await new Promise((resolve) => setTimeout(resolve, pause))
    if (await mayRetry()) begin()
    else connectionRefused()
  }

  const opened = () =>
    open !== null
      ? Promise.resolve(open)
      : new Promise<ClientLink<ClientContext>>((resolve, reject) => {
          const timer = setTimeout(() => {
            waiting = waiting.filter((other) => other !== proceed)
            reject(new Error('The studio does not answer. Check that Fairward is still running.'))
          }, patienceMilliseconds)
          const proceed = (link: ClientLink<ClientContext>) => {
            clearTimeout(timer)
            resolve(link)
          }
          waiting.push(proceed)
        })

  begin()
  return { call: async (path, input, options) => (await opened()).call(path, input, options) }
}
