import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisOf } from '../../src/main/report/axis.ts'
import { breakLines } from '../../src/main/report/typesetting.ts'
import { estimateOf } from './fixture.ts'

/** Every character is one wide, bold ones two. */
const measure = (text: string, bold: boolean) => Array.from(text).length * (bold ? 2 : 1)
const texts = (runs: Parameters<typeof breakLines>[0], width: number) =>
  breakLines(runs, width, measure).map((line) => line.runs.map((run) => run.text).join(''))

describe('breaking lines', () => {
  it('breaks at spaces and keeps a number with its unit', () => {
    expect(texts([{ text: 'patients wait 34\u00a0min today' }], 13)).toEqual(['patients wait', '34\u00a0min today'])
    expect(texts([{ text: '' }], 10)).toEqual([''])
  })

  it('joins runs and never parts a word from the stop after it', () => {
    const lines = breakLines([{ text: 'Today.', bold: true }, { text: ' All is well' }, { text: '.' }], 16, measure)
    expect(lines.map((line) => line.runs)).toEqual([[{ text: 'Today. ', bold: true }, { text: 'All' }], [{ text: 'is well.' }]])
    expect(lines[0]?.width).toBe(16)
  })

  it('cuts a word that is wider than the line, after a hyphen where there is one', () => {
    expect(texts([{ text: 'need-weighted' }], 9)).toEqual(['need-', 'weighted'])
    expect(texts([{ text: 'a abcdefgh' }], 4)).toEqual(['a', 'abcd', 'efgh'])
  })

  it('loses nothing and never exceeds the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 12 }),
        fc.integer({ min: 4, max: 30 }),
        (words, width) => {
          const text = words.join(' ')
          const lines = breakLines([{ text }], width, measure)
          const shown = lines.map((line) => line.runs.map((run) => run.text).join('')).join('')
          expect(shown.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          for (const line of lines) expect(line.width).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})

describe('an axis', () => {
  it('has round ticks and covers every interval', () => {
    const axis = axisOf([estimateOf(36, 2), null, estimateOf(52, 2)], 100, 300, false)
    expect(axis.ticks.map((tick) => tick.value)).toEqual([35, 40, 45, 50])
    expect(axis.position(34)).toBe(100)
    expect(axis.position(54)).toBe(300)
  })

  it('includes zero for differences and copes with no spread and with nothing', () => {
    expect(axisOf([estimateOf(8, 1)], 0, 100, true).ticks.map((tick) => tick.value)).toContain(0)
    expect(axisOf([estimateOf(5, 0)], 0, 100, false).ticks.length).toBeGreaterThanOrEqual(3)
    expect(axisOf([null], 0, 100, false).ticks.length).toBeGreaterThanOrEqual(3)
  })

  it('always has three to seven ticks, and labels some of them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1000, max: 1000, noNaN: true }),
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        (mean, halfWidth) => {
          const { ticks } = axisOf([estimateOf(mean, halfWidth)], 0, 110, false)
          expect(ticks.length).toBeGreaterThanOrEqual(3)
          expect(ticks.length).toBeLessThanOrEqual(8)
          expect(ticks.some((tick) => tick.labelled)).toBe(true)
        },
      ),
    )
  })
})
