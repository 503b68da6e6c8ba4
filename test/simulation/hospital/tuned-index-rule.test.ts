import { describe, expect, it } from 'vitest'
import { strictAcuityIndex } from '../../../src/main/evaluation/tuned-index/candidates.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { TunedIndexRule } from '../../../src/main/simulation/hospital/tuned-index-rule.ts'
import type { TunedIndex } from '../../../src/shared/policy.ts'
import { preset, presetNames } from '../../presets.ts'

const model = compileScenario(preset('urban'))
const minutes = 4 * 1440
const example: TunedIndex = {
  groupBlind: false,
  levelWeights: [100, 20, 4, 1, 0.5],
  groupWeights: [0.8, 1, 2, 1.5],
  start: 0.5,
  growth: 1.5,
  shortWorkPower: 0.4,
}

/** Looks at every decision of strict acuity. */
function atDecisions(of: typeof model, look: (simulation: Simulation) => void): number {
  const simulation = new Simulation(of)
  simulation.start(drawPatients(of, { seed: 11, use: 'development', replication: 0 }, minutes))
  const rule = builtInRule('acuity', of)
  let decisions = 0
  const choose = (at: Simulation) => {
    decisions++
    look(at)
    return rule.choose(at)
  }
  runPolicy(simulation, { name: '', label: '', choose }, minutes)
  return decisions
}

describe('a tuned index as a rule', () => {
  it.each(presetNames)('is strict acuity with the numbers of strict acuity (%s)', (name) => {
    const hospital = compileScenario(preset(name))
    const strict = builtInRule('acuity', hospital)
    const index = new TunedIndexRule('', '', strictAcuityIndex(hospital.groups, false), hospital)
    const decisions = atDecisions(hospital, (at) => expect(index.choose(at)).toBe(strict.choose(at)))
    expect(decisions).toBeGreaterThan(10)
  })

  it('serves the class with the largest index, by its definition', () => {
    const rule = new TunedIndexRule('', '', example, model)
    const { groups, care } = model.scenario
    atDecisions(model, (at) => {
      const indexOf = (classIndex: number) => {
        const [group, level] = [Math.floor(classIndex / 5), classIndex % 5]
        const wait = at.now - at.patients.arrivalMinutes[at.headOf(classIndex)]!
        const target = model.scenario.targets.minutes[level]!
        const clinician = care.clinicianMinutes[level]!
        if (clinician.distribution !== 'lognormal') throw new Error('the preset has lognormal times')
        const work = groups[group]!.clinicianTimeFactor * clinician.medianMinutes * Math.exp(clinician.sigma ** 2 / 2)
        const grown = 1 + 1.5 * Math.max(0, (wait - 0.5 * target) / target)
        return (example.levelWeights[level]! * example.groupWeights[group]! * grown) / work ** 0.4
      }
      const waiting = [...at.waitingByClass.keys()].filter((classIndex) => at.waitingByClass[classIndex]! > 0)
      expect(waiting).toContain(rule.choose(at))
      const largest = Math.max(...waiting.map(indexOf))
      expect(indexOf(rule.choose(at)) / largest).toBeCloseTo(1, 9)
    })
  })

  it('without groups takes each level in order of arrival', () => {
    const blind: TunedIndex = { ...example, groupBlind: true, groupWeights: [1, 1, 1, 1] }
    const rule = new TunedIndexRule('', '', blind, model)
    atDecisions(model, (at) => {
      const chosen = rule.choose(at)
      for (let classIndex = chosen % 5; classIndex < model.classes; classIndex += 5)
        if (at.waitingByClass[classIndex]! > 0)
          expect(at.patients.arrivalMinutes[at.headOf(chosen)]).toBeLessThanOrEqual(
            at.patients.arrivalMinutes[at.headOf(classIndex)]!,
          )
    })
  })
})
