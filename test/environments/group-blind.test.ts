import { describe, expect, it } from 'vitest'
import { checkEnvironment } from '../../src/main/environments/check-environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { HospitalObserver, observerOf } from '../../src/main/environments/hospital/observation.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { preset } from '../presets.ts'

const model = compileScenario(preset('urban'))
const groupLabels = model.scenario.groups.map((group) => group.id)

function atDecisions(look: (simulation: Simulation) => void): void {
  const simulation = new Simulation(model)
  simulation.start(drawPatients(model, { seed: 4, use: 'development', replication: 0 }, 3 * 1440))
  const rule = builtInRule('acuity', model)
  const choose = (at: Simulation) => {
    look(at)
    return rule.choose(at)
  }
  runPolicy(simulation, { name: 'looking', label: '', choose }, 3 * 1440)
}

describe('a group-blind observer', () => {
  const observer = new HospitalObserver(model, true)
  const sighted = new HospitalObserver(model)
  const buffers = () => ({
    actionFeatures: new Float32Array(model.classes * observer.actionFeatures),
    context: new Float32Array(observer.contextFeatures),
    mask: new Uint8Array(model.classes),
    prior: new Float32Array(model.classes),
  })

  it('allows of each level the group whose first patient has waited longest, with the people of all groups', () => {
    const [blind, seeing] = [buffers(), buffers()]
    const rule = builtInRule('acuity', model)
    const oldestFirst = builtInRule('fcfs', model)
    let merged = 0
    atDecisions((simulation) => {
      observer.writeDecision(simulation, blind, 0)
      sighted.writeDecision(simulation, seeing, 0)
      const allowed = [...blind.mask.keys()].filter((classIndex) => blind.mask[classIndex] === 1)
      const levels = allowed.map((classIndex) => model.classAcuity[classIndex]!)
      expect(new Set(levels).size).toBe(levels.length)
      expect(allowed).toContain(rule.choose(simulation))
      expect(allowed).toContain(oldestFirst.choose(simulation))
      const people = (from: typeof blind, acuity: number) =>
        Array.from({ length: model.groups }, (_, group) => from.actionFeatures[(group * 5 + acuity) * observer.actionFeatures]!)
      for (const acuity of levels) {
        const total = people(seeing, acuity).reduce((sum, count) => sum + count, 0)
        expect(people(blind, acuity).reduce((sum, count) => sum + count, 0)).toBeCloseTo(total, 4)
      }
      if (levels.length < simulation.nonEmptyClasses) merged++
      expect(observer.onlyChoice(simulation)).toBe(allowed.length === 1 ? allowed[0] : -1)
    })
    expect(merged).toBeGreaterThan(50)
  })

  it('shows nothing that tells groups apart', () => {
    const into = buffers()
    const grouped = observer.names.context.flatMap((name, index) =>
      groupLabels.some((id) => name.startsWith(id)) ? [index] : [],
    )
    expect(grouped).toHaveLength(12)
    atDecisions((simulation) => {
      observer.writeDecision(simulation, into, 0)
      for (const index of grouped) expect(into.context[index]).toBe(0)
      const at = observer.names.context.indexOf('classes waiting')
      expect(into.context[at]! * 5).toBeCloseTo(
        into.mask.reduce((sum, one) => sum + one, 0),
        4,
      )
      for (let row = 0; row < model.classes; row++)
        for (let group = 0; group < model.groups; group++)
          expect(into.actionFeatures[row * observer.actionFeatures + 9 + group]).toBe(0)
    })
  })

  it('is found again by its layout, and no other is', () => {
    expect(observer.layout).toBe(`${sighted.layout}; group-blind`)
    expect(observerOf(observer.layout, model)?.groupBlind).toBe(true)
    expect(observerOf(sighted.layout, model)?.groupBlind).toBe(false)
    expect(observerOf(observer.layout, compileScenario(preset('pediatric')))).toBeNull()
  })
})

describe('the hospital environment of a group-blind agent', () => {
  it('keeps the promises of an environment: there is always a choice between levels', () => {
    const environment = createHospitalEnvironment({ scenario: preset('urban'), seed: 3, count: 3, groupBlind: true })
    expect(checkEnvironment(environment, { steps: 600, seed: 1 })).toEqual([])
  })
})
