import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paint, readHours, scaleTop, snapped, spansWhere } from '../../../src/renderer/pages/scenarios/editor/hours.ts'

const day = Array.from({ length: 24 }, (_, hour) => hour)

describe('painting bars', () => {
  it('gives every hour passed over the value of the line there, in both directions', () => {
    const painted = paint(day, { hour: 2, value: 10 }, { hour: 6, value: 30 })
    expect(painted.slice(0, 9)).toEqual([0, 1, 10, 15, 20, 25, 30, 7, 8])
    expect(paint(day, { hour: 6, value: 30 }, { hour: 2, value: 10 })).toEqual(painted)
  })

  it('changes one hour where the pointer stays in it', () => {
    expect(paint(day, { hour: 3, value: 0 }, { hour: 3, value: 8 })).toEqual(day.with(3, 8))
  })

  it('snaps to steps without leaving tails of digits', () => {
    expect([snapped(0.30000000000000004, 0.1, 0, 10), snapped(5.4, 1, 0, 5), snapped(-2, 1, 0, 5)]).toEqual([0.3, 5, 0])
  })

  it('keeps the top of the scale round and above every value', () => {
    expect([scaleTop([3, 6], 3), scaleTop([10], 1), scaleTop([0, 0], 3), scaleTop([Number.NaN, 2], 1)]).toEqual([8, 15, 4, 3])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1 }), (values) => {
        const top = scaleTop(values, 1)
        expect(top).toBeGreaterThanOrEqual(Math.max(1, ...values))
        expect(top).toBeLessThanOrEqual(Math.max(1, ...values) * 2.2)
      }),
    )
  })
})

describe('typed hours', () => {
  it('reads what a spreadsheet copies', () => {
    expect(readHours(day.join('\n'))).toEqual({ ok: true, values: day })
    expect(readHours(day.join(', '))).toEqual({ ok: true, values: day })
    expect(readHours(`${day.join(' ; ')} `)).toEqual({ ok: true, values: day })
  })

  it('says what is wrong', () => {
    expect(readHours('1 2 three')).toEqual({ ok: false, problem: '“three” is not a number.' })
    expect(readHours('1 2')).toEqual({
      ok: false,
      problem: 'There are 2 numbers; give 24, one for each hour of the day from midnight on.',
    })
    expect(readHours('')).toMatchObject({ ok: false })
    expect(readHours(day.with(4, Number.POSITIVE_INFINITY).join(' '))).toEqual({
      ok: false,
      problem: '“Infinity” is not a number.',
    })
  })
})

describe('stretches of hours', () => {
  it('joins hours, also over midnight', () => {
    const over = day.map((hour) => (hour >= 22 || hour < 2 || hour === 12 ? 1 : 0))
    expect(spansWhere(over, (value) => value >= 1)).toEqual(['12:00–13:00', '22:00–02:00'])
  })

  it('knows the whole day, the end of the day and none', () => {
    expect(spansWhere(day, () => true)).toEqual(['00:00–24:00'])
    expect(spansWhere(day, (hour) => hour >= 20)).toEqual(['20:00–24:00'])
    expect(spansWhere(day, () => false)).toEqual([])
  })
})
