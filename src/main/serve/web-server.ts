import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type AnyRouter, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { Access, newSecret } from './access.ts'
import { logFailedCall } from './failed-call.ts'
import { commonHeaders } from './page-security.ts'
import { readStaticFile } from './static-files.ts'

/** The largest body that is read; anybody on this machine may send one. */
export const maximumBodyBytes = 16 * 1024 * 1024
/** The largest message of who was let in: a file of visits comes whole, and quotation marks and line ends grow on their way. */
export const maximumMessageBytes = 128 * 1024 * 1024

const loopback = '127.0.0.1'
const portsTried = 50
const pingMilliseconds = 20_000

interface ServerOptions {
  router: AnyRouter
  /** The built pages. */
  rendererDirectory: string
  /** The first port tried; 0 or undefined: any free one. */
  port?: number | undefined
  /** Called with what went wrong inside; clients only hear that something did. */
  log: (line: string) => void
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  readonly token: string
  /** Waits until no other command is connected, or until the signal is aborted. Windows do not count. */
  untilUnused(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Serves the studio over HTTP and WebSocket, to this machine only. */
export async function startServer({ router, rendererDirectory, port = 0, log }: ServerOptions): Promise<RunningServer> {
  const server = createServer()
  const actualPort = await listenOnFreePort(server, port)
  const access = new Access(actualPort, newSecret())
  const commands = new ConnectedCommands()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false })
  const handler = new RPCHandler(router, { interceptors: [onError(logFailedCall(log))] })

  server.on('request', (request, response) => {
    answer(access, rendererDirectory, request, response).catch((error: unknown) => {
      log(`A request failed: ${error instanceof Error ? error.stack : String(error)}`)
      if (response.headersSent) response.destroy()
      else say(response, 500, 'Something went wrong inside Fairward. Its log says what.')
    })
  })
  server.on('clientError', (_error, socket) => refuseSocket(socket, 400, 'Bad request.'))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const wrongPath = pathOf(request) !== '/api'
    const refusal = wrongPath
      ? { status: 404, sentence: 'There is nothing here.' }
      : (access.refusePlace(request.headers) ?? access.refuseConnection(request.headers))
    if (refusal !== null) refuseSocket(socket, refusal.status, refusal.sentence)
    else
      sockets.handleUpgrade(request, socket, head, (connection) => {
        // Too large a message, or a broken one, ends this connection; the studio goes on.
        connection.on('error', () => connection.terminate())
        if (access.hasToken(request.headers)) commands.add(connection)
        endWhenSilent(connection)
        void handler.upgrade(connection)
      })
  })

  return {
    address: `http://${loopback}:${actualPort}`,
    token: access.token,
    untilUnused: (signal) => commands.untilNone(signal),
    async close() {
      for (const connection of sockets.clients) connection.terminate()
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

/** The address that lets a browser in. A fragment is never sent over the network nor written into a log. */
export const entranceOf = ({ address, token }: { address: string; token: string }): string => `${address}/#token=${token}`

async function listenOnFreePort(server: Server, firstPort: number): Promise<number> {
  for (let port = firstPort; ; port += 1) {
    try {
      server.listen({ host: loopback, port })
      await once(server, 'listening')
      return (server.address() as AddressInfo).port
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
      if (!taken) throw error
      if (port >= firstPort + portsTried || port >= 65535)
        throw new Error(
          `Ports ${firstPort} to ${port} of this machine are in use or not allowed. Choose another one with --port.`,
        )
    }
  }
}

async function answer(access: Access, root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = access.refusePlace(request.headers)
  if (refusal !== null) return say(response, refusal.status, refusal.sentence)
  if (!(await drainBody(request))) {
    response.setHeader('connection', 'close')
    return say(response, 413, `A request may hold ${maximumBodyBytes / 1024 / 1024} MB.`)
  }
  const path = pathOf(request)
  if (path === '/session' || path === '/health') return answerCaller(access, path, request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'Only GET is answered here.')
  // The pages are the program, not the data: without a session they can do nothing.
  const host = request.headers.host ?? ''
  const file = path === null ? null : await readStaticFile(root, path, newSecret(), [`ws://${host}`])
  if (file === null) return say(response, 404, 'There is nothing here.')
  response.writeHead(200, { ...commonHeaders, ...file.headers, 'content-length': file.body.length })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function answerCaller(access: Access, path: string, request: IncomingMessage, response: ServerResponse): void {
  const opens = path === '/session' && request.method === 'POST'
  // A session is given for the token only, not for another session.
  const refusal = access.refuseCaller(opens ? { authorization: request.headers.authorization } : request.headers)
  if (refusal !== null) say(response, refusal.status, refusal.sentence)
  else if (!opens && request.method !== 'GET') say(response, 405, 'Only GET is answered here.')
  else {
    response.writeHead(204, {
      ...commonHeaders,
      'cache-control': 'no-store',
      ...(opens && { 'set-cookie': access.openSession() }),
    })
    response.end()
  }
}

/** The path as sent, still encoded; null where there is none. */
function pathOf(request: IncomingMessage): string | null {
  const [path = ''] = (request.url ?? '').split(/[?#]/)
  return path.startsWith('/') ? path : null
}

/** No request here needs its body; it is read so that the connection can be used again. False where it is too long. */
function drainBody(request: IncomingMessage): Promise<boolean> {
  if (Number(request.headers['content-length'] ?? 0) > maximumBodyBytes) return Promise.resolve(false)
  return new Promise((resolve, reject) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maximumBodyBytes) resolve(false)
    })
    request.once('end', () => resolve(true))
    request.once('error', reject)
  })
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${sentence}\n`)
}

function refuseSocket(socket: Duplex, status: number, sentence: string): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const length = Buffer.byteLength(sentence)
  const head = `HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${length}`
  socket.end(`${head}\r\n\r\n${sentence}`)
}

/** The connections of other commands, for a command that must not leave them alone in the middle. */
class ConnectedCommands {
  readonly #connections = new Set<WebSocket>()
  #noneLeft: () => void = () => {}

  add(connection: WebSocket): void {
    this.#connections.add(connection)
    connection.once('close', () => {
      this.#connections.delete(connection)
      if (this.#connections.size === 0) this.#noneLeft()
    })
  }

  untilNone(signal: AbortSignal): Promise<void> {
    if (this.#connections.size === 0 || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      this.#noneLeft = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}

/** A laptop that was closed leaves a connection that says nothing for ever. */
function endWhenSilent(connection: WebSocket): void {
  let alive = true
  connection.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return connection.terminate()
    alive = false
    connection.ping()
  }, pingMilliseconds)
  timer.unref()
  connection.once('close', () => clearInterval(timer))
}
