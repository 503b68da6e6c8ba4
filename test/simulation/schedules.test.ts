import { describe, expect, it } from 'vitest'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { out, trace } from './trace.ts'

describe('schedules', () => {
  const on = (units: NonNullable<ModelDocument['resources']>[number]['units'], startsAt?: ModelDocument['run']['startsAt']) =>
    trace(
      {
        resources: [{ name: 'nurse', units }],
        steps: [{ name: 'care', do: 'serve', resources: { nurse: 1 }, duration: 'time' }, out],
        startsAt,
      },
      [{ at: 1 }],
      { only: ['duty'], until: 60 * 24 * 8 },
    ).words

  it('follow the hour of the day from when the run starts', () => {
    const byHour = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 2 : 1))
    expect(on({ byHour }).slice(0, 3)).toEqual(['480: 2 nurse on duty', '1200: 1 nurse on duty', '1920: 2 nurse on duty'])
    expect(on({ byHour }, { weekday: 'monday', hour: 7.5 }).slice(0, 3)).toEqual([
      '30: 2 nurse on duty',
      '750: 1 nurse on duty',
      '1470: 2 nurse on duty',
    ])
    expect(on({ byHour }, { weekday: 'sunday', hour: 20.25 }).slice(0, 2)).toEqual([
      '705: 2 nurse on duty',
      '1425: 1 nurse on duty',
    ])
  })

  it('follow the hour of the week', () => {
    const byHourOfWeek = Array.from({ length: 168 }, (_, hour) => (hour >= 24 * 5 ? 1 : 3))
    expect(on({ byHourOfWeek })).toEqual(['7200: 1 nurse on duty', '10080: 3 nurse on duty'])
    expect(on({ byHourOfWeek }, { weekday: 'friday', hour: 12 })).toEqual([
      '720: 1 nurse on duty',
      '3600: 3 nurse on duty',
      '10800: 1 nurse on duty',
    ])
  })

  it('repeat changes, or end with the last', () => {
    const changes = [
      { at: 0, units: 1 },
      { at: 60, units: 2 },
    ]
    expect(on({ changes })).toEqual(['60: 2 nurse on duty'])
    expect(on({ changes, repeatEvery: 100 }).slice(0, 3)).toEqual([
      '60: 2 nurse on duty',
      '100: 1 nurse on duty',
      '160: 2 nurse on duty',
    ])
  })
})
