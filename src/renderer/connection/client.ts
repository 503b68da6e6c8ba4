import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../shared/contract.ts'
import { connectionRefused } from './connection-state.ts'
import { createDesktopLink, desktopBridge } from './desktop-link.ts'
import { openSession } from './session.ts'
import { createWebSocketLink } from './web-socket-link.ts'

type StudioClient = ContractRouterClient<typeof contract>

/** Opens the way to the host: the desktop app's message port, or a WebSocket to where this page came from. */
async function openLink(): Promise<ClientLink<ClientContext>> {
  const bridge = desktopBridge()
  if (bridge !== null) return createDesktopLink(bridge)
  if (!(await openSession())) {
    connectionRefused()
    throw new Error('This address is not valid any more. Open the address that Fairward printed when it started.')
  }
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  return createWebSocketLink(`${scheme}://${window.location.host}/api`, hasSession)
}

/** False only when the host is there and says that this window has no session. */
async function hasSession(): Promise<boolean> {
  try {
    const response = await fetch('/session', { cache: 'no-store' })
    return response.status !== 401 && response.status !== 403
  } catch {
    return true
  }
}

const link = openLink()
link.catch(() => undefined)

/** The studio, as the contract describes it. */
export const client: StudioClient = createORPCClient({
  call: async (path, input, options) => (await link).call(path, input, options),
} satisfies ClientLink<ClientContext>)
