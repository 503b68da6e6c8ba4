import { describe, expect, it } from 'vitest'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { constantUnits } from '../../../src/main/simulation/schedule.ts'
import { type RuleName, ruleLabels, ruleNames } from '../../../src/shared/policy.ts'
import { preset } from '../../presets.ts'

const model = compileScenario(preset('urban'))
const classOf = (group: number, level: number) => group * 5 + level - 1

/** A hospital at minute 1000 in which these classes wait, each person with this wait. Nobody is on duty, so that all of them are there. */
function decision(waits: [classIndex: number, waitMinutes: number][]): Simulation {
  const now = 1000
  const byArrival = [...waits].sort((a, b) => b[1] - a[1])
  const closed = new Simulation({
    ...model,
    pathway: {
      ...model.pathway,
      resources: model.pathway.resources.map((resource) => ({ ...resource, schedule: constantUnits(0) })),
    },
  })
  closed.start({
    ...drawPatients(model, { seed: 0, use: 'development', replication: 0 }, 1440),
    count: waits.length,
    arrivalMinutes: Float64Array.from(byArrival, ([, wait]) => now - wait),
    classAtArrival: Uint8Array.from(byArrival, ([classIndex]) => classIndex),
    durations: Array.from({ length: 5 }, () => new Float64Array(waits.length).fill(Number.POSITIVE_INFINITY)),
  })
  expect(closed.advance(now)).toBe(false)
  return closed
}

describe('builtInRule', () => {
  const adult3 = classOf(1, 3)
  const adult2 = classOf(1, 2)
  const child5 = classOf(0, 5)
  const barrier2 = classOf(3, 2)
  it.each<[RuleName, [number, number][], number, string]>([
    [
      'fcfs',
      [
        [adult2, 5],
        [child5, 50],
        [adult3, 20],
      ],
      child5,
      'the longest wait',
    ],
    [
      'acuity',
      [
        [adult2, 5],
        [child5, 500],
        [adult3, 20],
      ],
      adult2,
      'the most urgent level',
    ],
    [
      'acuity',
      [
        [adult2, 5],
        [barrier2, 6],
        [adult3, 99],
      ],
      barrier2,
      'the longest wait inside a level, whatever the group',
    ],
    [
      'target',
      [
        [adult2, 10],
        [child5, 119],
        [adult3, 40],
      ],
      adult3,
      '40 of 30 minutes',
    ],
    [
      'accumulating',
      [
        [adult2, 10],
        [child5, 50],
        [adult3, 29],
      ],
      adult2,
      '6 x 10 against 1 x 50 and 2 x 29',
    ],
    [
      'c-mu',
      [
        [adult3, 500],
        [child5, 1],
      ],
      child5,
      '1 / 12 minutes against 2 / 28 minutes',
    ],
    [
      'c-mu',
      [
        [barrier2, 500],
        [adult2, 1],
      ],
      adult2,
      'an interpreter makes the work longer',
    ],
  ])('%s of %j chooses %i: %s', (rule, waits, expected) => {
    expect(builtInRule(rule, model).choose(decision(waits))).toBe(expected)
  })

  it('random picks patients evenly and repeats itself with the same key', () => {
    const simulation = decision([
      [adult2, 1],
      [adult2, 2],
      [adult2, 3],
      [child5, 4],
    ])
    const rule = builtInRule('random', model)
    const picks = () => {
      rule.begin?.({ seed: 1, use: 'development', replication: 0 })
      return Array.from({ length: 4000 }, () => rule.choose(simulation))
    }
    const first = picks()
    expect(picks()).toEqual(first)
    expect(first.filter((choice) => choice === adult2).length / 4000).toBeCloseTo(0.75, 1)
    expect(new Set(first)).toEqual(new Set([adult2, child5]))
  })

  it('has a name and a label for every rule and always chooses somebody', () => {
    for (const name of ruleNames) {
      const rule = builtInRule(name, model)
      expect([rule.name, rule.label]).toEqual([name, ruleLabels[name]])
      const simulation = new Simulation(model)
      simulation.start(drawPatients(model, { seed: 1, use: 'development', replication: 0 }, 1440))
      const asked = { name, label: '', choose: (at: Simulation) => checked(at, rule.choose(at)) }
      runPolicy(simulation, asked, 1440)
    }
    function checked(simulation: Simulation, choice: number): number {
      expect(simulation.waitingByClass[choice]).toBeGreaterThan(0)
      expect(simulation.onlyClass).toBe(-1)
      return choice
    }
  })
})
