import { describe, expect, it } from 'vitest'
import { synthesiseVisits } from '../../src/main/calibration/synthesise-visits.ts'
import { weekdayOf } from '../../src/main/calibration/visits/visit-times.ts'
import { outcomes } from '../../src/main/calibration/visits/visit-words.ts'
import { readVisits } from '../../src/main/calibration/visits/visits-file.ts'
import { visitsHeader } from '../../src/shared/calibration.ts'
import { preset } from '../presets.ts'

const read = (text: string) => readVisits({ text, mapping: {}, timeZone: 'UTC' })

describe('synthetic visits', () => {
  it('are a file that reads without a fault, day by day as asked', () => {
    const text = synthesiseVisits({ scenario: preset('urban'), days: 7, seed: 1, startDate: '2026-01-08' })
    expect(text.split('\n')[0]).toBe(visitsHeader)
    const { visits, findings, rows } = read(text)
    expect(findings).toEqual([])
    expect(rows).toBe(visits.count)
    expect(visits.count).toBeGreaterThan(7 * 120)
    const first = Date.UTC(2026, 0, 8) / 60_000
    expect(visits.arrivalWallMinutes.every((minutes) => minutes >= first && minutes < first + 7 * 1440)).toBe(true)
    expect(visits.groupValues.toSorted()).toEqual(['adults', 'children', 'language-barrier', 'older-adults'])
    expect(visits.outcome.every((code) => outcomes[code] !== 'unknown')).toBe(true)
    visits.outcome.forEach((code, visit) => {
      expect(Number.isNaN(visits.startMinutes[visit]!)).toBe(outcomes[code] === 'left')
    })
  })

  it('fall on the weekdays of the calendar', () => {
    const scenario = preset('urban')
    scenario.arrivals.weekdayFactor = [0, 0, 0, 1, 0, 0, 0]
    const { visits } = read(synthesiseVisits({ scenario, days: 14, seed: 1, startDate: '2026-01-10' }))
    expect(visits.count).toBeGreaterThan(200)
    expect(visits.arrivalWallMinutes.every((minutes) => weekdayOf(minutes) === 3)).toBe(true)
  })

  it('are the same for the same seed and others for another', () => {
    const options = { scenario: preset('rural'), days: 3, startDate: '2026-01-05' }
    const one = synthesiseVisits({ ...options, seed: 1 })
    expect(synthesiseVisits({ ...options, seed: 1 })).toBe(one)
    expect(synthesiseVisits({ ...options, seed: 2 })).not.toBe(one)
  })
})
