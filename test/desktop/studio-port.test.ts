import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { RouterClient } from '@orpc/server'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { connectPort, type PortLike } from '../../src/main/desktop/studio-port.ts'
import type { OpenStudio } from '../../src/main/serve/open-host.ts'
import { startServer } from '../../src/main/serve/web-server.ts'
import { createEchoRouter, createPages, type EchoRouter } from '../serve/support/fake-studio.ts'

const pages = createPages()
const { router, state } = createEchoRouter()
const server = await startServer({ router, rendererDirectory: pages.root, log: (line) => logged.push(line) })
const logged: string[] = []
const windows: MessagePort[] = []

afterEach(() => {
  for (const port of windows.splice(0)) port.close()
})
afterAll(async () => {
  await server.close()
  pages.remove()
})

/** Electron's kind of port over Node's: a message arrives as an event that holds it. */
function asMainPort(port: MessagePort): PortLike {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      event === 'message' ? port.on('message', (data) => listener({ data })) : port.on('close', listener as () => void),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }
}

const asStudio = (part: object) => part as OpenStudio
const studios = {
  'this process has the data folder': () => asStudio({ kind: 'owner', studio: { router } }),
  'another process has it': () => asStudio({ kind: 'guest', owner: { address: server.address, token: server.token } }),
}

describe.each(Object.entries(studios))("a window's port where %s", (_where, open) => {
  async function openWindow() {
    const { port1, port2 } = new MessageChannel()
    windows.push(port2)
    await connectPort(asMainPort(port1), open(), (line) => logged.push(line))
    const client: RouterClient<EchoRouter> = createORPCClient(new RPCLink({ port: port2 as never }))
    port2.start()
    return { client, port: port2 }
  }

  it('carries calls and answers', async () => {
    const { client } = await openWindow()
    expect(await client.echo({ text: 'ß ∑ 😀' })).toBe('ß ∑ 😀')
  })

  it('carries errors for people with their data, and no inner detail, which goes to the log', async () => {
    const { client } = await openWindow()
    logged.length = 0
    await expect(client.refuse()).rejects.toMatchObject({ code: 'BAD_INPUT', data: { problems: ['beds'] } })
    await expect(client.crash()).rejects.toThrow(/^(?!.*secret)/)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('secret detail')
  })

  it('carries streams, which end when nobody listens or the window is gone', async () => {
    const { client, port } = await openWindow()
    const before = state.streamsEnded
    for await (const number of await client.count({ to: 100_000 })) if (number === 3) break
    await expect.poll(() => state.streamsEnded).toBe(before + 1)
    const stream = await client.count({ to: 100_000 })
    await stream[Symbol.asyncIterator]().next()
    port.close()
    await expect.poll(() => state.streamsEnded).toBe(before + 2)
  })
})

it('says so where the other process does not answer', async () => {
  const { port1, port2 } = new MessageChannel()
  windows.push(port2)
  const gone = asStudio({ kind: 'guest', owner: { address: 'http://127.0.0.1:1', token: 'x' } })
  await expect(connectPort(asMainPort(port1), gone, () => {})).rejects.toThrow('does not answer at http://127.0.0.1:1')
})

it("ends the window's port with the other process", async () => {
  const ending = await startServer({ router, rendererDirectory: pages.root, log: () => {} })
  const { port1, port2 } = new MessageChannel()
  windows.push(port2)
  const closed = new Promise<void>((resolve) => port2.on('close', () => resolve()))
  const { address, token } = ending
  await connectPort(asMainPort(port1), asStudio({ kind: 'guest', owner: { address, token } }), () => {})
  await ending.close()
  await closed
})
