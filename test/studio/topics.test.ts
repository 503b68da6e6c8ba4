import { describe, expect, it } from 'vitest'
import { Topics } from '../../src/main/studio/topics.ts'
import { FakeClock, settle } from './fixtures/fake-clock.ts'

function setUp() {
  const clock = new FakeClock()
  const topics = new Topics(clock, (error) => new Error(`told: ${error}`))
  return { clock, topics, number: { value: 0, last: false } }
}

describe('watching a topic', () => {
  it('gives the full state at once, then the latest after changes, not more often than asked for', async () => {
    const { clock, topics, number } = setUp()
    const seen: number[] = []
    const watch = topics.watch('a', { read: () => ({ state: number.value, last: number.last }), minimumMilliseconds: 250 })
    const done = (async () => {
      for await (const value of watch) seen.push(value)
    })()
    await settle()
    expect(seen).toEqual([0])
    for (number.value = 1; number.value < 10; number.value += 1) topics.changed('a')
    topics.changed('b')
    await clock.pass(249)
    expect(seen).toEqual([0])
    await clock.pass(1)
    expect(seen).toEqual([0, 10])
    await clock.pass(10_000)
    expect(seen).toEqual([0, 10])
    number.value = 11
    topics.changed('a')
    await settle()
    expect(seen).toEqual([0, 10, 11])
    number.last = true
    topics.changed('a')
    await clock.pass(250)
    await done
    expect(seen).toEqual([0, 10, 11, 11])
    expect(topics.watcherCount('a')).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('waits for a state where there is none yet', async () => {
    const { topics } = setUp()
    let state: string | null = null
    const watch = topics.watch('a', { read: () => ({ state, last: false }), minimumMilliseconds: 100 })
    const first = watch.next()
    await settle()
    state = 'here'
    topics.changed('a')
    expect(await first).toEqual({ done: false, value: 'here' })
    await watch.return()
  })

  it('ends without a state where none ever came', async () => {
    const { topics } = setUp()
    let last = false
    const watch = topics.watch('a', { read: () => ({ state: null, last }), minimumMilliseconds: 100 })
    const first = watch.next()
    await settle()
    last = true
    topics.changed('a')
    expect((await first).done).toBe(true)
  })

  it.each(['signal', 'return', 'close'] as const)(
    'cleans up when the watcher goes away by %s, even while it waits',
    async (how) => {
      const { clock, topics } = setUp()
      const going = new AbortController()
      let left = 0
      const watch = topics.watch('a', {
        read: () => ({ state: 1, last: false }),
        minimumMilliseconds: 1000,
        signal: going.signal,
        left: () => {
          left += 1
        },
      })
      await watch.next()
      topics.changed('a')
      const waiting = watch.next()
      await settle()
      expect(topics.watcherCount('a')).toBe(1)
      if (how === 'signal') going.abort()
      else if (how === 'return') await watch.return()
      else topics.close()
      expect((await waiting).done).toBe(true)
      expect(topics.watcherCount('a')).toBe(0)
      expect(clock.pending).toBe(0)
      expect(left).toBe(1)
    },
  )

  it('ends with a sentence when the state cannot be read', async () => {
    const { topics } = setUp()
    const watch = topics.watch('a', {
      read: () => {
        throw new Error('gone')
      },
      minimumMilliseconds: 100,
    })
    await expect(watch.next()).rejects.toThrow('told: Error: gone')
    expect(topics.watcherCount('a')).toBe(0)
  })
})
