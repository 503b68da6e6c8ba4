import { describe, expect, it } from 'vitest'
import { classColumn, columnTotals, decisionsColumn, type OutcomeTable } from '../../src/main/evaluation/outcome-table.ts'
import { replicate } from '../../src/main/evaluation/replicate.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import type { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { preset } from '../presets.ts'

const scenario = preset('urban')
scenario.run = { warmUpHours: 12, days: 2 }
const model = compileScenario(scenario)
const strict = builtInRule('acuity', model)
const byClass = (table: OutcomeTable, measure: 'patients' | 'decisions' | 'movedUp' | 'movedDown') => {
  const first = classColumn(table.groups, measure, 0)
  return [...columnTotals(table).subarray(first, first + model.classes)]
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Counts by itself what a policy does at decisions of the measured time. */
function counted(name: 'target' | 'acuity') {
  const rule = builtInRule(name, model)
  const [up, down, waiting] = [1, 2, 3].map(() => new Array<number>(model.classes).fill(0))
  let decisions = 0
  const choose = (at: Simulation) => {
    const [chosen, usual] = [rule.choose(at), strict.choose(at)]
    if (at.now >= 12 * 60) {
      decisions++
      at.waitingByClass.forEach((people, classIndex) => {
        if (people > 0) waiting![classIndex]!++
      })
      if (chosen !== usual) {
        up![chosen]!++
        down![usual]!++
      }
    }
    return chosen
  }
  return { policy: { name, label: '', choose }, up, down, waiting, decisions: () => decisions }
}

describe('decisions held against a reference rule', () => {
  const target = counted('target')
  const options = { model, seed: 3, use: 'development', replications: 3 } as const
  const [watched, same] = replicate({ ...options, policies: [target.policy, strict], reference: strict }) as [
    OutcomeTable,
    OutcomeTable,
  ]

  it('are counted by class, whom they move up and whom down, after the warm-up', () => {
    expect(byClass(watched, 'movedUp')).toEqual(target.up)
    expect(byClass(watched, 'movedDown')).toEqual(target.down)
    expect(byClass(watched, 'decisions')).toEqual(target.waiting)
    expect(columnTotals(watched)[decisionsColumn(model.groups)]).toBe(target.decisions())
    expect(sum(byClass(watched, 'movedUp'))).toBeGreaterThan(50)
  })

  it('never differ from themselves', () => {
    expect(sum(byClass(same, 'movedUp'))).toBe(0)
    expect(sum(byClass(same, 'decisions'))).toBeGreaterThan(0)
  })

  it('change nothing about what happens', () => {
    const [alone] = replicate({ ...options, policies: [builtInRule('target', model)] })
    const measured = classColumn(model.groups, 'decisions', 0)
    const rows = (table: OutcomeTable) =>
      [0, 1, 2].map((replication) => [
        ...table.rows.subarray(replication * table.columns, replication * table.columns + measured),
      ])
    expect(rows(watched)).toEqual(rows(alone!))
    expect(columnTotals(alone!)[decisionsColumn(model.groups)]).toBe(0)
  })

  it('stand beside as many patients by assigned as by true acuity', () => {
    expect(sum(byClass(watched, 'patients'))).toBe(sum([...columnTotals(watched).subarray(0, 20)]))
  })
})
