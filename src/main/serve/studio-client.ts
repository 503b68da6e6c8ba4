import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { contract } from '../../shared/contract.ts'

/** The studio as the contract describes it, wherever it runs. */
export type StudioClient = ContractRouterClient<typeof contract>

interface RemoteStudio {
  client: StudioClient
  /** Whether the other side has gone. */
  isLost(): boolean
  close(): void
}

interface StudioAddress {
  address: string
  token: string
}

/** Opens the way to a studio that another process serves. Rejects with a sentence where it does not answer. */
export function openSocket({ address, token }: StudioAddress): Promise<WebSocket> {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/api`, {
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: 10_000,
    // Reports come whole.
    maxPayload: 512 * 1024 * 1024,
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.on('error', () => socket.terminate())
      resolve(socket)
    })
    socket.once('error', (error) =>
      reject(new Error(`The Fairward that uses this data folder does not answer at ${address} (${error.message}).`)),
    )
  })
}

/** Speaks to a studio that another process serves. */
export async function connectToStudio(studio: StudioAddress): Promise<RemoteStudio> {
  const socket = await openSocket(studio)
  // The link speaks to the browser's WebSocket, which this class resembles in all it uses.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return {
    client: createORPCClient(link),
    isLost: () => socket.readyState !== WebSocket.OPEN,
    close: () => socket.close(),
  }
}
