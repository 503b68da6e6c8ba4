import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { createReconnectingLink } from './reconnecting-link.ts'

/** Speaks to the host through a WebSocket. A browser does not say why one was turned away, so `hasSession` asks over HTTP. */
export function createWebSocketLink(address: string, hasSession: () => Promise<boolean>): ClientLink<ClientContext> {
  return createReconnectingLink(({ opened, closed }) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    const link = new RPCLink<ClientContext>({ websocket: socket })
    socket.addEventListener('open', () => opened(link))
    socket.addEventListener('close', closed)
  }, hasSession)
}
