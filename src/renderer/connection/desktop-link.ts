import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { createReconnectingLink } from './reconnecting-link.ts'

/** What the preload script of the desktop app puts on `window`. */
interface DesktopBridge {
  /** Asks the host for a port. It arrives as a `message` event whose data is 'fairward-port'; without a port where there is none now. */
  connect(): void
}

export function desktopBridge(): DesktopBridge | null {
  return (window as { fairwardDesktop?: DesktopBridge }).fairwardDesktop ?? null
}

/** Speaks to the host through the message port that the preload script hands over. */
export function createDesktopLink(bridge: DesktopBridge): ClientLink<ClientContext> {
  return createReconnectingLink(
    ({ opened, closed }) => {
      window.addEventListener('message', function receive(event) {
        if (event.source !== window || event.data !== 'fairward-port') return
        window.removeEventListener('message', receive)
        const port = event.ports[0]
        if (port === undefined) return closed()
        port.addEventListener('close', closed, { once: true })
        const link = new RPCLink<ClientContext>({ port })
        port.start()
        opened(link)
      })
      bridge.connect()
    },
    // The app never turns its own window away.
    async () => true,
  )
}
