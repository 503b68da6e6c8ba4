import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectionStore } from '../../src/renderer/connection/connection-state.ts'
import { createDesktopLink } from '../../src/renderer/connection/desktop-link.ts'

/** What the preload script posts into the page. */
function hand(port: MessagePort | null, source: EventTarget | null = window, data = 'fairward-port') {
  window.dispatchEvent(Object.assign(new Event('message'), { source, data, ports: port === null ? [] : [port] }))
}

/** A port whose other end is the app. */
class FakePort extends EventTarget {
  started = false
  readonly sent: unknown[] = []
  start() {
    this.started = true
  }
  postMessage(message: unknown) {
    this.sent.push(message)
  }
}
const createPort = () => {
  const port = new FakePort()
  return { port, asPort: port as unknown as MessagePort }
}

const connect = vi.fn()
const state = () => connectionStore.getState()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  connect.mockClear()
  connectionStore.setState({ state: 'connecting', opening: 0 })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('asks for a port and speaks through it', async () => {
  const link = createDesktopLink({ connect })
  void link.call(['system', 'info'], undefined, { context: {} }).catch(() => undefined)
  const { port, asPort } = createPort()
  hand(asPort, null)
  hand(asPort, window, 'something else')
  expect(state().state).toBe('connecting')
  hand(asPort)
  await vi.advanceTimersByTimeAsync(10)
  expect([connect.mock.calls.length, port.started, port.sent.length]).toEqual([1, true, 1])
  expect(state()).toEqual({ state: 'open', opening: 1 })
})

it('asks again when the port ends, which fails the calls under way', async () => {
  const link = createDesktopLink({ connect })
  const { port, asPort } = createPort()
  hand(asPort)
  const failed = expect(link.call(['system', 'info'], undefined, { context: {} })).rejects.toThrow()
  await vi.advanceTimersByTimeAsync(10)
  port.dispatchEvent(new Event('close'))
  await failed
  expect(state().state).toBe('lost')
  await vi.advanceTimersByTimeAsync(300)
  expect(connect).toHaveBeenCalledTimes(2)
  hand(createPort().asPort)
  expect(state()).toEqual({ state: 'open', opening: 2 })
})

it('asks again, later each time, while the app has no studio to give', async () => {
  createDesktopLink({ connect })
  hand(null)
  await vi.advanceTimersByTimeAsync(260)
  expect(connect).toHaveBeenCalledTimes(2)
  hand(null)
  await vi.advanceTimersByTimeAsync(260)
  expect(connect).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(300)
  expect(connect).toHaveBeenCalledTimes(3)
})
