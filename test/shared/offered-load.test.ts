import { describe, expect, it } from 'vitest'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { offeredLoad } from '../../src/shared/offered-load.ts'
import { preset, presetNames } from '../presets.ts'

describe('offeredLoad', () => {
  it('is work over capacity, by hand', () => {
    const scenario = preset('urban')
    scenario.arrivals.ratePerHour.fill(2)
    scenario.arrivals.weekdayFactor.fill(1)
    scenario.resources.cliniciansByHour.fill(2)
    scenario.resources.cliniciansByHour[3] = 0
    scenario.resources.careSpaces = 4
    scenario.care.clinicianMinutes.fill({ distribution: 'constant', minutes: 30 })
    scenario.care.spaceMinutes.fill({ distribution: 'exponential', meanMinutes: 90 })
    scenario.admission.probability.fill(0.5)
    scenario.admission.boardingMinutes = { distribution: 'constant', minutes: 100 }
    scenario.admission.boardingCapMinutes = 60
    for (const group of scenario.groups)
      Object.assign(group, { spaceTimeFactor: 1, clinicianTimeFactor: 1, admissionFactor: 1, boardingFactor: 1 })
    const load = offeredLoad(scenario)
    expect(load.clinicians.byHour[0]).toBeCloseTo(0.5, 12)
    expect(load.clinicians.byHour[3]).toBe(Number.POSITIVE_INFINITY)
    expect(load.clinicians.day).toBeCloseTo((24 * 60) / (46 * 60), 12)
    // Spaces: 2 patients x (90 + half of them 60) = 240 of 240 minutes.
    expect(load.careSpaces.byHour.every((hour) => Math.abs(hour - 1) < 1e-9)).toBe(true)
    expect(load.busiestTwelveHours).toBeCloseTo(1, 9)
  })

  it('counts boarding up to its cap, whatever its distribution', () => {
    const spaces = (boardingMinutes: ReturnType<typeof preset>['admission']['boardingMinutes'], boardingCapMinutes: number) => {
      const scenario = preset('urban')
      Object.assign(scenario.admission, { boardingMinutes, boardingCapMinutes })
      return offeredLoad(scenario).careSpaces.day
    }
    const exponential = spaces({ distribution: 'exponential', meanMinutes: 200 }, 150)
    expect(spaces({ distribution: 'gamma', meanMinutes: 200, shape: 1 }, 150)).toBeCloseTo(exponential, 10)
    expect(spaces({ distribution: 'weibull', meanMinutes: 200, shape: 1 }, 150)).toBeCloseTo(exponential, 10)
    // Hardly any spread: as good as constant.
    const constant = spaces({ distribution: 'constant', minutes: 100 }, 150)
    expect(spaces({ distribution: 'gamma', meanMinutes: 100, shape: 100 }, 150)).toBeCloseTo(constant, 3)
    expect(spaces({ distribution: 'weibull', meanMinutes: 100, shape: 100 }, 150)).toBeCloseTo(constant, 3)
    // Without a cap only the mean counts.
    expect(spaces({ distribution: 'weibull', meanMinutes: 200, shape: 0.7 }, 100_000)).toBeCloseTo(
      spaces({ distribution: 'gamma', meanMinutes: 200, shape: 3 }, 100_000),
      6,
    )
  })

  it.each([
    ['urban', 0.917, 0.743, 1.03],
    ['rural', 0.45, 0.72, 0.99],
  ] as const)('of %s is what the design of the presets states', (name, clinicians, spaces, busiest) => {
    const load = offeredLoad(preset(name))
    expect(load.clinicians.day).toBeCloseTo(clinicians, 2)
    expect(Math.abs(load.careSpaces.day - spaces)).toBeLessThan(0.012)
    expect(Math.abs(load.busiestTwelveHours - busiest)).toBeLessThan(0.025)
  })

  it('agrees with the work of patients that were drawn', () => {
    const scenario = preset('urban')
    const days = 350
    const table = drawPatients(compileScenario(scenario), { seed: 1, use: 'development', replication: 0 }, days * 1440)
    let [clinician, space] = [0, 0]
    for (let patient = 0; patient < table.count; patient++) {
      clinician += table.clinicianMinutes[patient]!
      space += table.clinicianMinutes[patient]! + table.afterClinicianMinutes[patient]! + table.boardingMinutes[patient]!
    }
    const load = offeredLoad(scenario)
    const duty = scenario.resources.cliniciansByHour.reduce((sum, count) => sum + count, 0) * 60 * days
    expect(clinician / duty / load.clinicians.day).toBeCloseTo(1, 1)
    expect(space / (scenario.resources.careSpaces * 1440 * days) / load.careSpaces.day).toBeCloseTo(1, 1)
  })

  it('finds every preset short of something in its busiest hours, and none hopeless over the day', () => {
    for (const name of presetNames) {
      const load = offeredLoad(preset(name))
      expect(load.busiestTwelveHours).toBeGreaterThan(0.9)
      expect(Math.max(load.clinicians.day, load.careSpaces.day)).toBeLessThan(1)
    }
  })
})
