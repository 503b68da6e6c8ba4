import { describe, expect, it } from 'vitest'
import { tokenIn } from '../../src/renderer/connection/session.ts'

describe('the token in the address', () => {
  it('is found where the start of the server puts it', () => {
    expect(tokenIn('#token=kUE0-Tg0_E60')).toBe('kUE0-Tg0_E60')
  })
  it('is not seen in the address of a page', () => {
    for (const fragment of ['', '#', '#/scenarios/token', '#token=']) expect(tokenIn(fragment)).toBeNull()
  })
})
