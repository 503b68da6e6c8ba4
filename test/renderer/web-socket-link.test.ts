import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectionStore } from '../../src/renderer/connection/connection-state.ts'
import { createWebSocketLink } from '../../src/renderer/connection/web-socket-link.ts'

/** A WebSocket whose other end is the test. */
class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = []
  readyState = 0
  binaryType = ''
  readonly sent: unknown[] = []
  readonly address: string

  constructor(address: string) {
    super()
    this.address = address
    FakeSocket.opened.push(this)
  }

  send(message: unknown): void {
    this.sent.push(message)
  }

  becomeOpen(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  becomeClosed(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
}

const address = 'ws://127.0.0.1:1/api'
const newest = () => {
  const socket = FakeSocket.opened.at(-1)
  if (socket === undefined) throw new Error('no socket was opened')
  return socket
}
const state = () => connectionStore.getState().state

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  FakeSocket.opened = []
  connectionStore.setState({ state: 'connecting', opening: 0 })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the connection to the host', () => {
  it('sends calls once it is open, and counts openings', async () => {
    const link = createWebSocketLink(address, async () => true)
    void link.call(['system', 'info'], undefined, { context: {} }).catch(() => undefined)
    await vi.advanceTimersByTimeAsync(10)
    expect([state(), newest().sent.length]).toEqual(['connecting', 0])
    newest().becomeOpen()
    await vi.advanceTimersByTimeAsync(10)
    expect([state(), newest().sent.length, connectionStore.getState().opening]).toEqual(['open', 1, 1])
  })

  it('says that it is lost, opens again, and fails the calls under way', async () => {
    const link = createWebSocketLink(address, async () => true)
    newest().becomeOpen()
    const call = link.call(['system', 'info'], undefined, { context: {} })
    const failed = expect(call).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(10)
    newest().becomeClosed()
    await failed
    expect(state()).toBe('lost')
    await vi.advanceTimersByTimeAsync(300)
    expect(FakeSocket.opened).toHaveLength(2)
    newest().becomeOpen()
    expect(connectionStore.getState()).toEqual({ state: 'open', opening: 2 })
  })

  it('waits longer after each failure', async () => {
    createWebSocketLink(address, async () => true)
    const pauses: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const before = FakeSocket.opened.length
      newest().becomeClosed()
      let waited = 0
      while (FakeSocket.opened.length === before) {
        await vi.advanceTimersByTimeAsync(250)
        waited += 250
      }
      pauses.push(waited)
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 4000])
    expect(state()).toBe('connecting')
  })

  it('stops where the host refuses this window', async () => {
    createWebSocketLink(address, async () => false)
    newest().becomeClosed()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([state(), FakeSocket.opened.length]).toEqual(['refused', 1])
  })

  it('gives a call up with a sentence where the host stays away', async () => {
    const link = createWebSocketLink(address, async () => true)
    const failed = expect(link.call(['system', 'info'], undefined, { context: {} })).rejects.toThrow(
      'The studio does not answer. Check that Fairward is still running.',
    )
    await vi.advanceTimersByTimeAsync(15_000)
    await failed
  })
})
