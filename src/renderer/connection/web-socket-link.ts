import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { connectionLost, connectionOpened, connectionRefused } from './connection-state.ts'

const retryMilliseconds = [250, 500, 1000, 2000, 4000] as const
const patienceMilliseconds = 15_000

/**
 * Speaks to the host through a WebSocket and opens a new one when it closes. Calls made meanwhile wait for the next opening; calls that were
 * under way fail, because nobody knows whether they were carried out.
 */
export function createWebSocketLink(address: string, hasSession: () => Promise<boolean>): ClientLink<ClientContext> {
  let open: RPCLink<ClientContext> | null = null
  let waiting: ((link: RPCLink<ClientContext>) => void)[] = []
  let failures = 0

  const connect = () => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    const link = new RPCLink({ websocket: socket })
    socket.addEventListener('open', () => {
      failures = 0
      open = link
      connectionOpened()
      for (const proceed of waiting.splice(0)) proceed(link)
    })
    socket.addEventListener('close', () => {
      open = null
      connectionLost()
      void retry()
    })
  }

  const retry = async () => {
    const pause = retryMilliseconds[Math.min(failures, retryMilliseconds.length - 1)] ?? 4000
    failures += 1
    await new Promise((resolve) => setTimeout(resolve, pause))
    // A browser does not say why a WebSocket was turned away; ask over HTTP.
    if (await hasSession()) connect()
    else connectionRefused()
  }

  const opened = () =>
    open !== null
      ? Promise.resolve(open)
      : new Promise<RPCLink<ClientContext>>((resolve, reject) => {
          const timer = setTimeout(() => {
            waiting = waiting.filter((other) => other !== proceed)
            reject(new Error('The studio does not answer. Check that Fairward is still running.'))
          }, patienceMilliseconds)
          const proceed = (link: RPCLink<ClientContext>) => {
            clearTimeout(timer)
            resolve(link)
          }
          waiting.push(proceed)
        })

  connect()
  return { call: async (path, input, options) => (await opened()).call(path, input, options) }
}
