import { describe, expect, it } from 'vitest'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../../../src/main/simulation/hospital/patients.ts'
import type { Scenario } from '../../../src/shared/scenario.ts'
import { preset } from '../../presets.ts'

const day = 1440
const key = (replication: number, seed = 3) => ({ seed, use: 'development' as const, replication })
const draw = (scenario: Scenario, days: number, replication = 0, reuse?: PatientTable) =>
  drawPatients(compileScenario(scenario), key(replication), days * day, reuse)

/** Everything about one patient. */
function patientOf(table: PatientTable, patient: number): number[] {
  return [table.arrivalMinutes, ...table.durations, ...table.codes].map((column) => column[patient]!)
}

describe('drawPatients', () => {
  it('gives the same patients for the same key, others for another, also into a used table', () => {
    const first = draw(preset('urban'), 3)
    const again = draw(preset('urban'), 3)
    const other = draw(preset('urban'), 3, 1)
    const reused = draw(preset('urban'), 3, 0, draw(preset('surge'), 9, 4))
    expect(again.count).toBe(first.count)
    expect(reused.count).toBe(first.count)
    for (let patient = 0; patient < first.count; patient++) {
      expect(patientOf(again, patient)).toEqual(patientOf(first, patient))
      expect(patientOf(reused, patient)).toEqual(patientOf(first, patient))
    }
    expect(patientOf(other, 0)).not.toEqual(patientOf(first, 0))
  })

  it('leaves patients as they were when beds, staff or another hour of arrivals change', () => {
    const before = preset('urban')
    const after = preset('urban')
    after.resources.careSpaces = 50
    after.resources.cliniciansByHour.fill(9)
    after.arrivals.ratePerHour[4] = 0
    const [tableBefore, tableAfter] = [draw(before, 2), draw(after, 2)]
    const outside = (table: PatientTable) =>
      Array.from({ length: table.count }, (_, patient) => patientOf(table, patient)).filter(
        ([minutes]) => Math.floor(minutes! / 60) % 24 !== 4,
      )
    expect(outside(tableAfter)).toEqual(outside(tableBefore))
    expect(tableAfter.count).toBeLessThan(tableBefore.count)
  })

  it('draws arrivals of each hour with the mean and the variance of a Poisson process', () => {
    const scenario = preset('urban')
    scenario.arrivals.dayVariation = 0
    scenario.arrivals.weekdayFactor.fill(1)
    const model = compileScenario(scenario)
    const days = 700
    const replications = 4
    const sums = new Float64Array(24)
    const squares = new Float64Array(24)
    for (let replication = 0; replication < replications; replication++) {
      const table = drawPatients(model, key(replication), days * day)
      const counts = new Float64Array(days * 24)
      for (let patient = 0; patient < table.count; patient++) counts[Math.floor(table.arrivalMinutes[patient]! / 60)]!++
      counts.forEach((count, hour) => {
        sums[hour % 24]! += count
        squares[hour % 24]! += count * count
      })
    }
    const n = days * replications
    for (let hour = 0; hour < 24; hour++) {
      const mean = sums[hour]! / n
      const rate = scenario.arrivals.ratePerHour[hour]!
      expect(Math.abs(mean - rate)).toBeLessThan(4 * Math.sqrt(rate / n))
      const variance = squares[hour]! / n - mean * mean
      expect(variance / mean).toBeGreaterThan(0.88)
      expect(variance / mean).toBeLessThan(1.12)
    }
  })

  it('varies whole days by the day-to-day variation, and weekdays by their factor', () => {
    const scenario = preset('urban')
    scenario.arrivals.ratePerHour.fill(100)
    scenario.arrivals.dayVariation = 0.2
    scenario.arrivals.weekdayFactor = [1, 1, 1, 1, 1, 0.5, 0]
    const days = 280
    const table = draw(scenario, days)
    const counts = new Float64Array(days)
    for (let patient = 0; patient < table.count; patient++) counts[Math.floor(table.arrivalMinutes[patient]! / day)]!++
    const ofWeekday = (weekday: number) => counts.filter((_, at) => at % 7 === weekday)
    const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length
    expect(mean(ofWeekday(0)) / 2400).toBeCloseTo(1, 1)
    expect(mean(ofWeekday(5)) / 1200).toBeCloseTo(1, 1)
    expect(mean(ofWeekday(6))).toBe(0)
    const monday = ofWeekday(1)
    const spread = Math.sqrt(mean(monday.map((count) => (count - mean(monday)) ** 2))) / mean(monday)
    expect(spread).toBeGreaterThan(0.15)
    expect(spread).toBeLessThan(0.25)
  })

  it('follows group shares by hour, acuity mix, triage errors and admission', () => {
    const scenario = preset('urban')
    const model = compileScenario(scenario)
    const table = drawPatients(model, key(0), 500 * day)
    const children = new Float64Array(24)
    const arrivals = new Float64Array(24)
    const need = new Float64Array(5)
    let languageBarrier = 0
    let emergent = 0
    let missed = 0
    let admitted = 0
    for (let patient = 0; patient < table.count; patient++) {
      const hour = Math.floor(table.arrivalMinutes[patient]! / 60) % 24
      arrivals[hour]!++
      if (table.group[patient] === 0) children[hour]!++
      if (table.group[patient] !== 3) continue
      languageBarrier++
      need[table.trueAcuity[patient]!]!++
      expect(Math.abs(table.trueAcuity[patient]! - table.assignedAcuity[patient]!)).toBeLessThanOrEqual(1)
      if (table.trueAcuity[patient] !== 1) continue
      emergent++
      if (table.assignedAcuity[patient] === 2) missed++
      if (table.admitted[patient] === 1) admitted++
    }
    expect(children[3]! / arrivals[3]!).toBeCloseTo((0.16 * 0.7) / (0.16 * 0.7 + 0.24 * 0.7 + 0.6), 1)
    expect(children[18]! / arrivals[18]!).toBeCloseTo((0.16 * 1.5) / (0.16 * 1.5 + 0.24 * 0.85 + 0.6), 1)
    scenario.groups[3]!.acuityMix.forEach((share, acuity) => {
      expect(need[acuity]! / languageBarrier).toBeCloseTo(share, 1)
    })
    expect(missed / emergent).toBeCloseTo(0.5, 1)
    expect(admitted / emergent).toBeCloseTo(0.42 * 0.9, 1)
  })

  it('keeps the space at least as long as the clinician, and boards only who is admitted', () => {
    const model = compileScenario(preset('rural'))
    const table = drawPatients(model, key(0), 200 * day)
    const { assignedAcuity } = table
    const patience = table.durations[model.population.durationColumnOf.get('patience')!]!
    const classWhenWorse = table.codes[model.pathway.requests[0]!.worseClass]!
    for (let patient = 0; patient < table.count; patient++) {
      expect(table.afterClinicianMinutes[patient]).toBeGreaterThanOrEqual(0)
      expect(table.boardingMinutes[patient]! > 0).toBe(table.admitted[patient] === 1)
      expect(table.boardingMinutes[patient]).toBeLessThanOrEqual(1440)
      expect(classWhenWorse[patient]! % 5).toBeLessThanOrEqual(assignedAcuity[patient]!)
      expect(table.classAtArrival[patient]).toBe(table.group[patient]! * 5 + assignedAcuity[patient]!)
      if (table.trueAcuity[patient] === 0) expect(patience[patient]).toBe(Number.POSITIVE_INFINITY)
    }
  })

  it('adds the casualties of a surge and leaves everybody else as they are', () => {
    const urban = draw(preset('urban'), 4)
    const surge = draw(preset('surge'), 4)
    expect(surge.count).toBe(urban.count + 60)
    const everybody = Array.from({ length: surge.count }, (_, patient) => patientOf(surge, patient))
    const regular = new Set(Array.from({ length: urban.count }, (_, patient) => patientOf(urban, patient).join(' ')))
    const casualties = everybody.filter((patient) => !regular.has(patient.join(' ')))
    expect(casualties).toHaveLength(60)
    const since = casualties.map(([minutes]) => minutes! - (1440 + 14 * 60))
    expect(Math.min(...since)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...since)).toBeLessThanOrEqual(240)
    expect(since.filter((minutes) => minutes < 60).length).toBeGreaterThan(20)
    for (let patient = 1; patient < surge.count; patient++)
      expect(surge.arrivalMinutes[patient]).toBeGreaterThanOrEqual(surge.arrivalMinutes[patient - 1]!)
  })

  it('lets the walking wounded come first', () => {
    const scenario = preset('surge')
    scenario.arrivals.surge!.casualties = 5000
    const { surge } = scenario.arrivals
    const incident = 1440 + 14 * 60
    const table = draw(scenario, 4)
    const shareOfUrgent = (from: number, to: number) => {
      const casualties = Array.from({ length: table.count }, (_, patient) => patient).filter((patient) => {
        const since = table.arrivalMinutes[patient]! - incident
        return table.stream[patient] === 1 && since >= from && since < to
      })
      return casualties.filter((patient) => table.trueAcuity[patient]! < 2).length / casualties.length
    }
    const usual = surge!.acuityMix[0]! + surge!.acuityMix[1]!
    expect(shareOfUrgent(0, 15)).toBeCloseTo(usual * (1 - 0.6 * (82.5 / 90)), 1)
    expect(shareOfUrgent(75, 90)).toBeCloseTo(usual * (1 - 0.6 * (7.5 / 90)), 1)
    expect(shareOfUrgent(90, 240)).toBeCloseTo(usual, 1)
  })
})
