import { describe, expect, it } from 'vitest'
import { exitReason } from '../../src/main/training/exit-reason.ts'
import { StderrTail } from '../../src/main/training/stderr-tail.ts'

describe('exitReason', () => {
  it('says how a worker ended and what it last said', () => {
    const stderrTail = ['one', 'two', 'three', 'four']
    expect(exitReason({ code: null, signal: 'SIGKILL', stderrTail: [] })).toBe(
      'The worker process was ended from outside (SIGKILL).',
    )
    expect(exitReason({ code: null, signal: 'SIGSEGV', stderrTail: ['free(): invalid pointer'] })).toBe(
      'The worker process crashed (SIGSEGV). It last said: free(): invalid pointer',
    )
    expect(exitReason({ code: 1, signal: null, stderrTail })).toBe(
      'The worker process ended unexpectedly (exit code 1). It last said: two / three / four',
    )
    expect(exitReason({ code: null, signal: null, stderrTail: ['Could not be started: no memory'] })).toBe(
      'Could not be started: no memory',
    )
    expect(exitReason({ code: null, signal: null, stderrTail: [] })).toBe('The worker process could not be started.')
    expect(
      exitReason({ code: 134, signal: null, stderrTail: ['FATAL ERROR: JavaScript heap out of memory', ' 1: 0xb7a'] }),
    ).toContain('ran out of memory')
  })
})

describe('StderrTail', () => {
  it('puts lines together from pieces, also inside a letter, and keeps the last', () => {
    const tail = new StderrTail(3)
    const bytes = Buffer.from('eins\nzwei\ndrei\n\nvier überfällig')
    for (const byte of bytes) tail.add(Buffer.of(byte))
    expect(tail.lines()).toEqual(['zwei', 'drei', 'vier überfällig'].slice(-3))
  })

  it('does not grow with a line that never ends', () => {
    const tail = new StderrTail()
    for (let piece = 0; piece < 100; piece++) tail.add(Buffer.alloc(10_000, 'x'))
    expect(tail.lines().join('').length).toBeLessThanOrEqual(1000)
  })
})
