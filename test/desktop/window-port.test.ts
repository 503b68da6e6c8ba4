import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { appOrigin } from '../../src/main/desktop/security.ts'
import { answerPage } from '../../src/main/desktop/window-port.ts'
import type { OpenStudio } from '../../src/main/serve/open-host.ts'
import { createEchoRouter } from '../serve/support/fake-studio.ts'

const owner = { kind: 'owner', studio: { router: createEchoRouter().router } } as unknown as OpenStudio

function createPage(url = 'app://fairward/', parent: unknown = null) {
  const told: [string, unknown[]][] = []
  const frame = { url, parent, postMessage: (channel: string, _message: null, ports: unknown[]) => told.push([channel, ports]) }
  const port = Object.assign(new EventEmitter(), { started: 0, closed: 0, postMessage() {}, start() {}, close() {} })
  port.start = () => (port.started += 1)
  port.close = () => (port.closed += 1)
  const logged: string[] = []
  const answer = (studio: () => Promise<OpenStudio>) =>
    answerPage(frame as typeof frame | null, {
      ownOrigin: appOrigin,
      studio,
      createChannel: () => ({ port1: port, port2: 'its end' }),
      log: (line) => logged.push(line),
    })
  return { frame, told, port, logged, answer }
}

it('gives an own page its end of a channel whose other end is served', async () => {
  const { told, port, answer } = createPage()
  await answer(async () => owner)
  expect(told).toEqual([['fairward-port', ['its end']]])
  expect([port.started, port.closed, port.listenerCount('message')]).toEqual([1, 0, 1])
})

it.each([
  ['a foreign page', 'https://example.org/', null],
  ['a frame inside of a page', 'app://fairward/', {}],
])('gives nothing to %s', async (_which, url, parent) => {
  const { told, port, answer } = createPage(url, parent)
  await answer(async () => owner)
  expect([told, port.started]).toEqual([[], 0])
})

it('lets a page ask again where there is no studio now', async () => {
  const { told, port, logged, answer } = createPage()
  await answer(() => Promise.reject(new Error('the folder is being left')))
  expect(told).toEqual([['fairward-port', []]])
  expect(port.closed).toBe(1)
  expect(logged).toEqual(['A window could not be connected: the folder is being left'])
})

it('gives nothing to what a page has become meanwhile, or where it is gone', async () => {
  const { frame, port, logged, answer } = createPage()
  frame.postMessage = () => {
    throw new Error('Render frame was disposed')
  }
  await answer(async () => owner)
  expect(port.closed).toBe(1)
  expect(logged[0]).toContain('disposed')

  const other = createPage()
  await other.answer(async () => {
    other.frame.url = 'https://example.org/'
    return owner
  })
  expect(other.told.flatMap(([, ports]) => ports)).toEqual([])
  expect(other.port.closed).toBe(1)
})
