import { describe, expect, it } from 'vitest'
import { followWork, remainingSeconds } from '../../src/renderer/work.ts'

type Event = { kind: 'progress'; fraction: number; detail: string } | { kind: 'text'; text: string }

async function* events(...list: Event[]): AsyncGenerator<Event> {
  yield* list
}

const heard = () => {
  const progress: number[] = []
  const texts: string[] = []
  return {
    progress,
    texts,
    hearing: {
      onProgress: ({ fraction }: { fraction: number }) => progress.push(fraction),
      onEvent: (event: { kind: 'text'; text: string }) => texts.push(event.text),
    },
  }
}

describe('long work', () => {
  it('tells progress and everything else apart', async () => {
    const { progress, texts, hearing } = heard()
    const open = async () =>
      events({ kind: 'progress', fraction: 0.5, detail: 'half' }, { kind: 'text', text: 'a' }, { kind: 'text', text: 'b' })
    await followWork<Event>(open, new AbortController().signal, hearing)
    expect(progress).toEqual([0.5])
    expect(texts).toEqual(['a', 'b'])
  })

  it('hears nothing more once it is aborted, and an error on the way out is none', async () => {
    const { texts, hearing } = heard()
    const abort = new AbortController()
    async function* failing(): AsyncGenerator<Event> {
      yield { kind: 'text', text: 'a' }
      abort.abort()
      throw new Error('the stream was closed')
    }
    await followWork<Event>(async () => failing(), abort.signal, hearing)
    expect(texts).toEqual(['a'])
  })

  it('throws what the studio answers', async () => {
    const { hearing } = heard()
    const open = () => Promise.reject(new Error('the model has no end'))
    await expect(followWork<Event>(open, new AbortController().signal, hearing)).rejects.toThrow('the model has no end')
  })

  it('says how long it will take once there is something to go by', () => {
    expect(remainingSeconds(10, 0.25)).toBe(30)
    expect(remainingSeconds(10, 1)).toBe(0)
    expect(remainingSeconds(0.5, 0.25)).toBeNull()
    expect(remainingSeconds(10, 0.001)).toBeNull()
  })
})
