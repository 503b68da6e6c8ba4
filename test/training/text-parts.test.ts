import { describe, expect, it } from 'vitest'
import { textParts } from '../../src/main/training/text-parts.ts'

describe('a long text in parts', () => {
  it('is the same when put together, and every part ends where a line ends', () => {
    const text = Array.from({ length: 150_000 }, (_, row) => `${row},2026-01-05T00:08:53,ü\n`).join('')
    const parts = [...textParts(text)]
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.join('')).toBe(text)
    for (const part of parts) expect(part.endsWith('\n')).toBe(true)
    expect([...textParts('no line end')]).toEqual(['no line end'])
    expect([...textParts('')]).toEqual([])
  })
})
