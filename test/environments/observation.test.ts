import { describe, expect, it } from 'vitest'
import { HospitalObserver } from '../../src/main/environments/hospital/observation.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { ruleNames } from '../../src/shared/policy.ts'
import { preset } from '../presets.ts'

const model = compileScenario(preset('surge'))
const observer = new HospitalObserver(model)

const buffers = () => ({
  actionFeatures: new Float32Array(model.classes * observer.actionFeatures),
  context: new Float32Array(observer.contextFeatures),
  mask: new Uint8Array(model.classes),
  prior: new Float32Array(model.classes),
})

/** Runs strict acuity and looks at every decision. */
function atDecisions(look: (simulation: Simulation) => void): void {
  const simulation = new Simulation(model)
  const key = { seed: 6, use: 'development' as const, replication: 0 }
  simulation.start(drawPatients(model, key, 3 * 1440))
  const rule = builtInRule('acuity', model)
  const choose = (at: Simulation) => {
    look(at)
    return rule.choose(at)
  }
  runPolicy(simulation, { name: 'looking', label: '', choose }, 3 * 1440)
}

describe('HospitalObserver', () => {
  it('can represent every built-in rule: what it chooses is always allowed', () => {
    const into = buffers()
    const rules = ruleNames.map((name) => builtInRule(name, model))
    let decisions = 0
    atDecisions((simulation) => {
      observer.writeDecision(simulation, into, 0)
      for (const rule of rules) expect(into.mask[rule.choose(simulation)]).toBe(1)
      expect(into.mask.reduce((sum, allowed) => sum + allowed, 0)).toBe(simulation.nonEmptyClasses)
      decisions++
    })
    expect(decisions).toBeGreaterThan(150)
  })

  it('gives prior logits from -12 to 0, 0 for the class the rule would take', () => {
    const into = buffers()
    atDecisions((simulation) => {
      observer.writeDecision(simulation, into, 0)
      const allowed = [...into.prior].filter((_, classIndex) => into.mask[classIndex] === 1)
      expect(Math.max(...allowed)).toBe(0)
      expect(Math.min(...into.prior)).toBeGreaterThanOrEqual(-12)
    })
  })

  it('counts people, people past their target and waits as they are', () => {
    const into = buffers()
    const named = (name: string) => into.context[observer.names.context.indexOf(name)]!
    let sawIncident = false
    atDecisions((simulation) => {
      observer.writeDecision(simulation, into, 0)
      const { arrivalMinutes, group } = simulation.patients
      let [waiting, overdue, longest, lastHour] = [0, 0, 0, 0]
      for (let patient = 0; patient < simulation.arrivedCount; patient++) {
        if (arrivalMinutes[patient]! > simulation.now - 60) lastHour++
        if (group[patient] !== 3 || simulation.areaOf(patient) !== 'waiting') continue
        const wait = simulation.now - arrivalMinutes[patient]!
        waiting++
        longest = Math.max(longest, wait)
        if (wait > model.targetMinutes[simulation.classOf[patient]! % 5]!) overdue++
      }
      expect(named('language-barrier waiting') * 5).toBeCloseTo(waiting, 4)
      expect(named('language-barrier past target') * 5).toBeCloseTo(overdue, 4)
      expect(named('language-barrier longest wait') * 60).toBeCloseTo(longest, 2)
      expect(named('arrivals in the last hour') * 5).toBeCloseTo(lastHour, 4)
      expect(named('people waiting') * 10).toBeCloseTo(simulation.waiting, 4)
      expect(named('boarders') * 5).toBeCloseTo(simulation.boarding, 4)
      const minute = simulation.now - (1440 + 14 * 60)
      expect(named('incident in the last 4 h')).toBe(minute >= 0 && minute < 240 ? 1 : 0)
      sawIncident ||= named('incident in the last 4 h') === 1
    })
    expect(sawIncident).toBe(true)
  })

  it('writes the state of a run where it is told to, and nothing else', () => {
    const target = new Float32Array(observer.stateFeatures + 2).fill(7)
    let last: Simulation | undefined
    atDecisions((simulation) => {
      last = simulation
      observer.writeState(simulation, target, 1)
      expect([target[0], target.at(-1)]).toEqual([7, 7])
    })
    expect(last).toBeDefined()
    expect(observer.names.state).toHaveLength(observer.stateFeatures)
  })
})
