import { describe, expect, it } from 'vitest'
import { EventLog } from '../../../src/main/simulation/hospital/event-log.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { type RuleName, ruleNames } from '../../../src/shared/policy.ts'
import { type PresetName, preset, presetNames } from '../../presets.ts'

const days = 4
const end = days * 1440

function runDay(name: PresetName, rule: RuleName, replication = 0, simulation?: Simulation) {
  const model = simulation?.model ?? compileScenario(preset(name))
  const key = { seed: 11, use: 'development' as const, replication }
  const patients = drawPatients(model, key, end)
  const run = simulation ?? new Simulation(model)
  const log = new EventLog()
  run.recorder = log
  const policy = builtInRule(rule, model)
  policy.begin?.(key)
  run.start(patients)
  runPolicy(run, policy, end)
  return { simulation: run, patients, digest: log.digest() }
}

describe.each(presetNames)('a simulation of %s', (name) => {
  it.each(ruleNames)('under %s loses nobody and never treats more than there is room for', (rule) => {
    const { simulation, patients } = runDay(name, rule)
    let waiting = 0
    let inside = 0
    for (let patient = 0; patient < patients.count; patient++) {
      const arrival = patients.arrivalMinutes[patient]!
      const start = simulation.startMinutes[patient]!
      const left = simulation.leftMinutes[patient]!
      const departure = simulation.departureMinutes[patient]!
      expect(start >= arrival || left >= arrival || simulation.areaOf(patient) === 'waiting').toBe(true)
      expect(Number.isNaN(start) || Number.isNaN(left)).toBe(true)
      if (Number.isNaN(start) && Number.isNaN(left)) waiting++
      else if (Number.isNaN(departure)) inside++
      else if (Number.isNaN(left))
        expect(departure - start).toBeCloseTo(
          patients.clinicianMinutes[patient]! + patients.afterClinicianMinutes[patient]! + patients.boardingMinutes[patient]!,
          6,
        )
    }
    expect(simulation.arrivedCount).toBe(patients.count)
    expect(simulation.waiting).toBe(waiting)
    expect(simulation.occupiedSpaces).toBe(inside)
    expect(simulation.boarding).toBeLessThanOrEqual(inside)
    expect(simulation.occupiedSpaces).toBeLessThanOrEqual(simulation.model.scenario.resources.careSpaces)
    expect(simulation.waitingByClass.reduce((sum, count) => sum + count, 0)).toBe(waiting)
  })

  it('goes on as the simulation where it was made to stand', () => {
    const first = runDay(name, 'acuity', 1).simulation
    const policy = builtInRule('target', first.model)
    const goOn = (simulation: Simulation) => {
      const log = new EventLog()
      simulation.recorder = log
      runPolicy(simulation, policy, end)
      return log.digest()
    }
    first.start(first.patients)
    runPolicy(first, builtInRule('acuity', first.model), end / 2)
    const used = runDay(name, 'fcfs', 3, new Simulation(first.model)).simulation
    used.standAs(first)
    expect(used.recorder).toBeNull()
    const digest = goOn(used)
    expect(used.now).toBe(end)
    expect(first.now).toBe(end / 2)
    expect(goOn(first)).toBe(digest)
    expect([...used.startMinutes]).toEqual([...first.startMinutes])
    expect(used.eventsExecuted).toBe(first.eventsExecuted)
  })

  it('gives the same events for the same key, also in a used simulation, and others for another', () => {
    const first = runDay(name, 'acuity')
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(runDay(name, 'acuity').digest).toBe(first.digest)
    expect(runDay(name, 'acuity', 0, runDay(name, 'fcfs', 3).simulation).digest).toBe(first.digest)
    expect(runDay(name, 'acuity', 1).digest).not.toBe(first.digest)
    expect(runDay(name, 'fcfs').digest).not.toBe(first.digest)
  })
})

describe('Simulation', () => {
  it('lets two policies meet bit-identical patients', () => {
    const model = compileScenario(preset('urban'))
    const key = { seed: 2, use: 'confirmation' as const, replication: 5 }
    const shared = drawPatients(model, key, end)
    const before = JSON.stringify(shared.durations.map((column) => [...column]))
    const runs = (['fcfs', 'acuity'] as const).map((rule) => {
      const simulation = new Simulation(model)
      simulation.start(shared)
      runPolicy(simulation, builtInRule(rule, model), end)
      return simulation
    })
    expect(JSON.stringify(shared.durations.map((column) => [...column]))).toBe(before)
    let compared = 0
    for (let patient = 0; patient < shared.count; patient++) {
      const stays = runs.map((run) => run.departureMinutes[patient]! - run.startMinutes[patient]!)
      if (stays.some(Number.isNaN)) continue
      expect(stays[0]).toBeCloseTo(stays[1]!, 6)
      compared++
    }
    expect(compared).toBeGreaterThan(300)
  })

  it('does not depend on how often it is stopped on the way', () => {
    const model = compileScenario(preset('surge'))
    const key = { seed: 2, use: 'development' as const, replication: 0 }
    const policy = builtInRule('target', model)
    const run = (stops: number[]) => {
      const simulation = new Simulation(model)
      simulation.start(drawPatients(model, key, end))
      for (const stop of [...stops, end]) runPolicy(simulation, policy, stop)
      return simulation
    }
    const whole = run([])
    const stopped = run([100, 100, 777.7, 2000, 2000.5])
    for (let patient = 0; patient < whole.patients.count; patient++) {
      const [a, b] = [whole.startMinutes[patient]!, stopped.startMinutes[patient]!]
      if (Number.isNaN(a)) expect(b).toBeNaN()
      else expect(b).toBe(a)
    }
  })

  it('tells areas, staff and the need of who got worse', () => {
    const { simulation, patients } = runDay('urban', 'acuity')
    const areas = { absent: 0, waiting: 0, care: 0, boarding: 0 }
    let worse = 0
    for (let patient = 0; patient < patients.count; patient++) {
      areas[simulation.areaOf(patient)]++
      const change = patients.trueAcuity[patient]! - simulation.currentTrueAcuity(patient)
      expect(change).toBe(Number.isNaN(simulation.worsenedMinutes[patient]!) ? 0 : 1)
      worse += change
    }
    expect(worse).toBeGreaterThan(0)
    expect(areas.waiting).toBe(simulation.waiting)
    expect(areas.boarding).toBe(simulation.boarding)
    expect(areas.care + areas.boarding).toBe(simulation.occupiedSpaces)
    expect(simulation.cliniciansOnDuty(12 * 60)).toBe(6)
    expect(simulation.cliniciansOnDuty(1440 + 60)).toBe(2)
  })
})
