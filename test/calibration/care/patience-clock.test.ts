import { describe, expect, it } from 'vitest'
import { patienceUsed } from '../../../src/main/calibration/care/patience-clock.ts'
import type { Visits } from '../../../src/main/calibration/visits/visits.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { preset } from '../../presets.ts'

const visitsAt = (arrivalMinutes: Float64Array): Visits => ({
  count: arrivalMinutes.length,
  arrivalWallMinutes: arrivalMinutes,
  arrivalMinutes,
  startMinutes: new Float64Array(arrivalMinutes.length),
  departureMinutes: new Float64Array(arrivalMinutes.length),
  readyMinutes: new Float64Array(arrivalMinutes.length),
  triage: new Int8Array(arrivalMinutes.length),
  group: new Int16Array(arrivalMinutes.length),
  groupValues: [],
  outcome: new Uint8Array(arrivalMinutes.length),
  fields: new Set(),
})

describe('the patience clock', () => {
  it('runs faster the more people wait', () => {
    const used = patienceUsed(visitsAt(Float64Array.of(0, 10, 20)), Float64Array.of(30, 40, Number.NaN), 0.1)
    // 10 minutes with one, 20 with two waiting; then 10 with one: the third, whose end is not known, does not count.
    expect(used[0]).toBeCloseTo(10 * 1.1 + 20 * 1.2, 10)
    expect(used[1]).toBeCloseTo(20 * 1.2 + 10 * 1.1, 10)
    expect(used[2]).toBeNaN()
  })

  it('stands at the patience of everybody who left in a simulation', () => {
    const model = compileScenario(preset('urban'))
    const simulation = new Simulation(model)
    const patients = drawPatients(model, { seed: 3, use: 'development', replication: 0 }, 5 * 1440)
    simulation.start(patients)
    runPolicy(simulation, builtInRule('acuity', model), 5 * 1440)
    const { count } = patients
    const ended = Float64Array.from({ length: count }, (_, patient) => {
      const start = simulation.startMinutes[patient]!
      return Number.isNaN(start) ? simulation.leftMinutes[patient]! : start
    })
    // Who still waits at the end waits for ever after it, so far as the clock is concerned.
    for (let patient = 0; patient < count; patient++) if (Number.isNaN(ended[patient]!)) ended[patient] = 1e6
    const used = patienceUsed(visitsAt(patients.arrivalMinutes.slice(0, count)), ended, 0.02)
    const leavers = Array.from({ length: count }, (_, patient) => patient).filter(
      (patient) => !Number.isNaN(simulation.leftMinutes[patient]!),
    )
    expect(leavers.length).toBeGreaterThan(20)
    // One of the drawn durations is the patience: the one that the clock stands at for all who left.
    const isPatience = (column: Float64Array) =>
      leavers.every((patient) => Math.abs(used[patient]! / column[patient]! - 1) < 1e-8)
    expect(patients.durations.filter(isPatience).length).toBe(1)
  })
})
