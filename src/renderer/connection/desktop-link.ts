import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { connectionOpened } from './connection-state.ts'

/** What the preload script of the desktop app puts on `window`. */
interface DesktopBridge {
  /** Asks the host for a port; it arrives as a `message` event whose data is 'fairward-port'. */
  connect(): void
}

export function desktopBridge(): DesktopBridge | null {
  return (window as { fairwardDesktop?: DesktopBridge }).fairwardDesktop ?? null
}

/** Speaks to the host through the message port that the preload script hands over. */
export function createDesktopLink(bridge: DesktopBridge): ClientLink<ClientContext> {
  const link = new Promise<RPCLink<ClientContext>>((resolve) => {
    window.addEventListener('message', function receive(event) {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'fairward-port' || port === undefined) return
      window.removeEventListener('message', receive)
      port.start()
      resolve(new RPCLink({ port }))
      connectionOpened()
    })
    bridge.connect()
  })
  return { call: async (path, input, options) => (await link).call(path, input, options) }
}
