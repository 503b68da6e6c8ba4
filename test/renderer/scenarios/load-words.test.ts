import { describe, expect, it } from 'vitest'
import { withValueAt } from '../../../src/renderer/pages/scenarios/editor/draft.ts'
import { loadNumber, loadWarnings } from '../../../src/renderer/pages/scenarios/editor/load-words.ts'
import { summarise } from '../../../src/renderer/pages/scenarios/summary.ts'
import { offeredLoad } from '../../../src/shared/offered-load.ts'
import { preset } from './preset.ts'

const hours = (value: number) => Array<number>(24).fill(value)

describe('words on load', () => {
  it('are silent below 1', () => {
    expect(loadWarnings('Clinicians', hours(0.99), 0.99)).toEqual([])
  })

  it('name the hours and the peak', () => {
    expect(loadWarnings('Clinicians', hours(0.5).with(16, 1).with(17, 1.25), 0.6)).toEqual([
      'Clinicians: load of 1 or more at 16:00–18:00 (up to 1.25). Waits build up then.',
    ])
  })

  it('tell a day that cannot be done from hours that cannot', () => {
    expect(loadWarnings('Care spaces', hours(1.1), 1.1)).toEqual([
      'Care spaces: more work arrives in a day than can be done. Waits never settle.',
      'Care spaces: load of 1 or more at 00:00–24:00 (up to 1.10). Waits build up then.',
    ])
  })

  it('name hours in which patients arrive and nobody is on duty', () => {
    const empty = withValueAt(preset('urban'), 'resources.cliniciansByHour[2]', 0)
    const { byHour, day } = offeredLoad(empty).clinicians
    expect(loadWarnings('Clinicians', byHour, day).at(-1)).toBe('Nobody is on duty 02:00–03:00.')
    expect(loadNumber(byHour[2] ?? 0)).toBe('nobody')
  })
})

describe('a hospital at a glance', () => {
  it('counts an average day', () => {
    const constant = withValueAt(preset('urban'), 'arrivals', {
      ratePerHour: hours(5),
      weekdayFactor: [2, 1, 1, 1, 1, 1, 0],
      dayVariation: 0,
      surge: null,
    })
    expect(summarise(constant)).toEqual({
      visitsPerDay: 120,
      careSpaces: 38,
      clinicianHoursPerDay: 98,
      fewestClinicians: 2,
      mostClinicians: 6,
      casualties: null,
    })
    expect(summarise(preset('surge')).casualties).toBe(60)
  })
})
