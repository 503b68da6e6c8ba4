import { describe, expect, it } from 'vitest'
import { ProgressBar } from '../../src/main/cli/progress-bar.ts'

function createBar(isTTY: boolean) {
  const written: string[] = []
  const clock = { now: 0 }
  const bar = new ProgressBar({ write: (text) => written.push(text), isTTY, columns: 60 }, () => clock.now)
  return { bar, written, clock }
}

describe('the progress bar', () => {
  it('draws over itself on a terminal, at most ten times a second, and says how long it takes', () => {
    const { bar, written, clock } = createBar(true)
    bar.show(0, 'urban')
    clock.now = 50
    bar.show(0.1, 'urban')
    clock.now = 10_000
    bar.show(0.25, 'urban')
    expect(written).toEqual([
      `\r\u001b[2K[${'.'.repeat(24)}]   0 % urban`,
      `\r\u001b[2K[${'#'.repeat(6)}${'.'.repeat(18)}]  25 % 30 s left, urban`,
    ])
    bar.end()
    expect(written.at(-1)).toMatch(/\n$/)
  })

  it('never goes back, never past the end, and fits the terminal', () => {
    const { bar, written, clock } = createBar(true)
    bar.show(0.9, 'x')
    clock.now = 1000
    bar.show(0.5, 'a long detail '.repeat(10))
    clock.now = 2000
    bar.show(7, 'done')
    expect(written[1]).toContain(' 90 %')
    expect(written[1]?.length).toBeLessThanOrEqual('\r\u001b[2K'.length + 59)
    expect(written[2]).toContain('100 %')
  })

  it('is a line every ten seconds where there is no terminal', () => {
    const { bar, written, clock } = createBar(false)
    for (clock.now = 0; clock.now <= 25_000; clock.now += 1000) bar.show(clock.now / 25_000, 'urban')
    bar.end()
    expect(written).toEqual(['  0 % urban\n', ' 40 % urban\n', ' 80 % urban\n'])
  })
})
