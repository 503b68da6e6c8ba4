import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { RouterClient } from '@orpc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { Access } from '../../src/main/serve/access.ts'
import {
  entranceOf,
  maximumBodyBytes,
  maximumMessageBytes,
  type RunningServer,
  startServer,
} from '../../src/main/serve/web-server.ts'
import { visitsMaximumLength } from '../../src/shared/calibration.ts'
import { createEchoRouter, createPages, type EchoRouter } from './support/fake-studio.ts'

const pages = createPages()
const logged: string[] = []
let server: RunningServer
let port: number

beforeAll(async () => {
  server = await startServer({
    router: createEchoRouter().router,
    rendererDirectory: pages.root,
    log: (line) => logged.push(line),
  })
  port = Number(new URL(server.address).port)
})
afterAll(async () => {
  await server.close()
  pages.remove()
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** fetch would mend Host and path; this sends what it is told. */
function send(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers },
      (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}

const bearer = () => ({ authorization: `Bearer ${server.token}` })
const ownOrigin = () => `http://127.0.0.1:${port}`

async function openSession(): Promise<string> {
  const { headers } = await send('/session', { method: 'POST', headers: { ...bearer(), origin: ownOrigin() } })
  return headers['set-cookie']?.[0] ?? ''
}

/** The status with which a WebSocket is refused, or 101. */
function handshake(options: ClientOptions, path = '/api'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options)
  return new Promise((resolve) => {
    socket.on('open', () => {
      resolve(101)
      socket.close()
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => resolve(0))
  })
}

function openClient() {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api`, { headers: bearer() })
  socket.on('error', () => {})
  const client: RouterClient<EchoRouter> = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  return { client, socket }
}

/** After every refusal the studio goes on. */
afterEach(async () => {
  const { client, socket } = openClient()
  expect(await client.echo({ text: 'still here' })).toBe('still here')
  socket.close()
})

describe('the pages', () => {
  it('are given without a session, with a nonce of their own each time', async () => {
    const [first, second] = [await send('/'), await send('/?x=1')]
    expect(first.status).toBe(200)
    const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1]
    expect(first.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    expect(first.headers['content-security-policy']).toContain(`ws://127.0.0.1:${port}`)
    expect(second.body).not.toBe(first.body)
    expect(first.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })

  it.each(['/../secret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt', '/assets/..%2f..%2fsecret.txt'])(
    'end at their folder: %s',
    async (path) => {
      const answer = await send(path)
      expect(answer.status).toBe(404)
      expect(answer.body).not.toContain('secret')
    },
  )

  it('are only read', async () => {
    expect((await send('/', { method: 'DELETE' })).status).toBe(405)
    expect((await send('/', { method: 'HEAD' })).body).toBe('')
  })
})

describe('who is let in', () => {
  it('gives a session for the token, in a cookie that no script and no other site can use', async () => {
    const cookie = await openSession()
    expect(cookie).toContain(`fairward-${port}=`)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).not.toContain(server.token)
    const [pair = ''] = cookie.split(';')
    expect((await send('/session', { headers: { cookie: pair } })).status).toBe(204)
    expect(await handshake({ headers: { cookie: pair, origin: ownOrigin() } })).toBe(101)
  })

  it('answers the health question with the token only', async () => {
    expect((await send('/health', { headers: bearer() })).status).toBe(204)
    expect((await send('/health')).status).toBe(401)
  })

  it.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: 'Basic wrong' }],
    ['a made-up session', { cookie: 'fairward=1; fairward-1=2' }],
  ])('refuses a token: %s', async (_which, headers) => {
    expect((await send('/session', { method: 'POST', headers })).status).toBe(401)
    expect((await send('/session', { headers })).status).toBe(401)
    expect(await handshake({ headers })).toBe(401)
  })

  it('does not exchange a session for another one', async () => {
    const [pair = ''] = (await openSession()).split(';')
    expect((await send('/session', { method: 'POST', headers: { cookie: pair } })).status).toBe(401)
  })

  it.each(['https://example.org', 'http://127.0.0.1:1', 'null', 'http://localhost.example.org'])(
    'refuses the origin %s',
    async (origin) => {
      const [pair = ''] = (await openSession()).split(';')
      expect((await send('/session', { method: 'POST', headers: { ...bearer(), origin } })).status).toBe(403)
      expect((await send('/', { headers: { origin } })).status).toBe(403)
      expect(await handshake({ headers: { cookie: pair, origin } })).toBe(403)
      expect(await handshake({ headers: { ...bearer(), origin } })).toBe(403)
    },
  )

  it('refuses a cookie on a WebSocket that names no origin', async () => {
    const [pair = ''] = (await openSession()).split(';')
    expect(await handshake({ headers: { cookie: pair } })).toBe(401)
  })

  it.each(['studio.example.org', 'studio.example.org:80', '127.0.0.1', '127.0.0.1:1'])('refuses the host %s', async (host) => {
    expect((await send('/', { headers: { host } })).status).toBe(403)
    expect((await send('/session', { method: 'POST', headers: { ...bearer(), host } })).status).toBe(403)
    expect(await handshake({ headers: { ...bearer(), host } })).toBe(403)
  })

  it('opens a WebSocket at its one path only', async () => {
    expect(await handshake({ headers: bearer() }, '/other')).toBe(404)
  })

  it('survives what is not HTTP', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('\u0000\u0001 nonsense\r\n\r\n'))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toContain('400')
    expect(answer.toString()).not.toContain('at ')
    socket.destroy()
  })
})

it('knows its own place on the usual port, which browsers leave out', () => {
  const usual = new Access(80, 'token')
  expect(usual.refusePlace({ host: 'localhost', origin: 'http://localhost' })).toBeNull()
  expect(usual.refusePlace({ host: '127.0.0.1:80' })).toBeNull()
  expect(usual.refusePlace({ host: 'example.org' })?.status).toBe(403)
  expect(new Access(4747, 'token').refusePlace({ host: 'localhost' })?.status).toBe(403)
})

describe('calls', () => {
  it('carry answers, errors for people, and streams that end when nobody listens', async () => {
    const { client, socket } = openClient()
    expect(await client.echo({ text: 'ß ∑ 😀' })).toBe('ß ∑ 😀')
    await expect(client.refuse()).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'beds is -1; allowed is 0 or more',
      data: { problems: ['beds'] },
    })
    const numbers: number[] = []
    for await (const number of await client.count({ to: 1000 })) {
      numbers.push(number)
      if (number === 3) break
    }
    expect(numbers).toEqual([1, 2, 3])
    socket.close()
  })

  it('tell a client that something failed, and the log what', async () => {
    const { client, socket } = openClient()
    const error: unknown = await client.crash().catch((caught: unknown) => caught)
    expect(JSON.stringify(error)).not.toContain('secret detail')
    expect(String((error as Error).message)).not.toContain('secret detail')
    expect(logged.join('\n')).toContain('secret detail')
    socket.close()
  })

  it('carry a file of visits as large as one may be', async () => {
    const { client, socket } = openClient()
    const row = '"2026-01-31 12:34:56","3","Clément, Ångström"\r\n'
    const text = row.repeat(Math.floor(visitsMaximumLength / row.length))
    expect((await client.echo({ text })) === text).toBe(true)
    socket.close()
  })

  it('end with a message that is too large', async () => {
    const { client, socket } = openClient()
    await client.echo({ text: 'warm' })
    const closed = once(socket, 'close') as Promise<[number]>
    await expect(client.echo({ text: 'x'.repeat(maximumMessageBytes + 1) })).rejects.toThrow()
    expect((await closed)[0]).toBe(1009)
  })

  it('end with a message that is none', async () => {
    const { client, socket } = openClient()
    await client.echo({ text: 'warm' })
    // oRPC tells the log of the server what it could not read.
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    socket.send('{"not": "a call"')
    expect(await client.echo({ text: 'after' })).toBe('after')
    expect(told).toHaveBeenCalledOnce()
    told.mockRestore()
    socket.close()
  })

  it('refuse a body that is too large, announced or not', async () => {
    const announced = await send('/session', {
      method: 'POST',
      headers: { ...bearer(), 'content-length': String(maximumBodyBytes + 1) },
    }).catch(() => null)
    expect(announced?.status).toBe(413)
    const streamed = await send('/session', {
      method: 'POST',
      headers: { ...bearer(), 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(maximumBodyBytes + 100_000),
    }).catch(() => null)
    // The answer may be lost when the client is still sending.
    expect([413, undefined]).toContain(streamed?.status)
  })
})

describe('ports', () => {
  it('are the next free one where the wanted one is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = (other.address() as AddressInfo).port
    const second = await startServer({
      router: createEchoRouter().router,
      rendererDirectory: pages.root,
      port: taken,
      log: () => {},
    })
    expect(Number(new URL(second.address).port)).toBeGreaterThan(taken)
    expect(entranceOf(second)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    await second.close()
    other.close()
  })
})
