import { describe, expect, it } from 'vitest'
import {
  columnsOfFields,
  countFits,
  fittedNumber,
  fittedRange,
  sortEstimates,
} from '../../../src/renderer/pages/visits/visits-view.ts'
import type { VisitField, VisitsInspection } from '../../../src/shared/calibration.ts'

const inspection = (columns: readonly (readonly [string, VisitField | null])[]): VisitsInspection => ({
  separator: ',',
  rows: 3,
  columns: columns.map(([name, field]) => ({ name, field, identifies: null })),
  firstRows: [],
  problems: [],
})

describe('columns of a visits file', () => {
  const file = inspection([
    ['came', 'arrival'],
    ['esi', 'triage'],
    ['seen', null],
  ])

  it('are those guessed by name, and none where there is none', () => {
    expect(columnsOfFields(file, {})).toEqual({
      arrival: 'came',
      triage: 'esi',
      startOfCare: null,
      departure: null,
      group: null,
      disposition: null,
      readyToLeave: null,
    })
  })

  it('are those chosen by hand before those guessed; a column has one meaning', () => {
    expect(columnsOfFields(file, { startOfCare: 'seen', triage: null })).toMatchObject({ startOfCare: 'seen', triage: null })
    expect(columnsOfFields(file, { group: 'esi' })).toMatchObject({ group: 'esi', triage: null })
    expect(columnsOfFields(file, { departure: 'came' })).toMatchObject({ departure: 'came', arrival: null })
  })
})

describe('numbers of a fit', () => {
  it('have their unit and as many digits as they mean', () => {
    expect(fittedNumber(34.24, 'minutes')).toBe('34.2\u00a0min')
    expect(fittedNumber(131.2, 'minutes')).toBe('131\u00a0min')
    expect(fittedNumber(99.96, 'minutes', 131)).toBe('100\u00a0min')
    expect(fittedNumber(0.1234, 'share')).toBe('12.3\u00a0%')
    expect(fittedNumber(157.9, 'per day')).toBe('158\u00a0a day')
    expect(fittedNumber(9.392, 'per hour')).toBe('9.39\u00a0an hour')
    expect(fittedNumber(0.7, 'spread')).toBe('0.70')
    expect(fittedRange(0.045, 0.0661, 'share', 0.05)).toBe('4.5 to 6.6')
  })

  it('are counted: those that fit, of all that a simulation was held against', () => {
    const compared = { observed: 1, simulated: 1, lower: 0, upper: 2 }
    const measure = { ...compared, measure: 'waitMean', label: 'Mean wait', unit: 'minutes' } as const
    expect(
      countFits({
        days: 90,
        replications: 20,
        policy: 'acuity',
        measures: [
          { ...measure, fits: true },
          { ...measure, fits: false },
        ],
        census: [{ ...compared, hour: 0, fits: true }],
        doesNotFit: [],
      }),
    ).toEqual({ fits: 2, all: 3 })
  })

  it('of arrivals by hour go into a chart in the order of the day, others stay in their order', () => {
    const estimate = (path: string, value: number) => ({
      path,
      label: path,
      unit: 'per hour' as const,
      value,
      lower: value - 1,
      upper: value + 1,
      simultaneousLower: value - 2,
      simultaneousUpper: value + 2,
      baseValue: null,
    })
    const { hourly, others } = sortEstimates([
      estimate('arrivals.ratePerHour[11]', 9),
      estimate('arrivals.dayVariation', 0.1),
      estimate('arrivals.ratePerHour[2]', 3),
    ])
    expect(hourly.map(({ x, value, band }) => [x, value, band])).toEqual([
      [2, 3, [2, 4]],
      [11, 9, [8, 10]],
    ])
    expect(others.map(({ path }) => path)).toEqual(['arrivals.dayVariation'])
  })
})
