import { describe, expect, it } from 'vitest'
import { remainingTime } from '../../src/renderer/shell/remaining-time.ts'

describe('remaining time', () => {
  it('is as coarse as an estimate deserves', () => {
    expect([3, 14, 88, 95, 600, 7199, 8000].map(remainingTime)).toEqual([
      'a few seconds',
      '10 s',
      '90 s',
      '2 min',
      '10 min',
      '2 h 0 min',
      '2 h 13 min',
    ])
  })
})
