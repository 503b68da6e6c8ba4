import { type AnyRouter, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { WebSocket } from 'ws'
import { logFailedCall } from '../serve/failed-call.ts'
import type { OpenStudio } from '../serve/open-host.ts'
import { openSocket } from '../serve/studio-client.ts'

/** The parts of Electron's MessagePortMain that are used. What arrives before `start` waits, also the news that the other end is gone. */
export interface PortLike {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** Lets a window speak to the studio through its end of a message channel; `port` is ours. */
export async function connectPort(port: PortLike, studio: OpenStudio, log: (line: string) => void): Promise<void> {
  if (studio.kind === 'owner') serveOverPort(port, studio.studio.router, log)
  else pipeToSocket(port, await openSocket(studio.owner))
}

function serveOverPort(port: PortLike, router: AnyRouter, log: (line: string) => void): void {
  const adapter: Parameters<RPCHandler<Record<never, never>>['upgrade']>[0] = {
    on: (event: string, listener: (message?: { data: unknown }) => void) => {
      if (event === 'message') port.on('message', listener)
      if (event === 'close') port.on('close', () => listener())
    },
    postMessage: (message: unknown) => port.postMessage(message),
  }
  new RPCHandler(router, { interceptors: [onError(logFailedCall(log))] }).upgrade(adapter)
  port.start()
}

/** Another process has the data folder: what the window says goes on to it as it is, for both ways carry the same messages. */
function pipeToSocket(port: PortLike, socket: WebSocket): void {
  socket.binaryType = 'arraybuffer'
  port.on('message', ({ data }) => socket.send(data as string | Uint8Array))
  socket.on('message', (data, isBinary) => port.postMessage(isBinary ? new Uint8Array(data as ArrayBuffer) : data.toString()))
  port.on('close', () => socket.close())
  socket.on('error', () => socket.terminate())
  socket.on('close', () => port.close())
  port.start()
}
