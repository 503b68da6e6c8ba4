import { describe, expect, it } from 'vitest'
import {
  cellColumn,
  columnTotals,
  createOutcomeTable,
  hourColumn,
  sumOf,
  waitP90Column,
} from '../../src/main/evaluation/outcome-table.ts'
import { recordOutcomes } from '../../src/main/evaluation/record-outcomes.ts'
import { replicate } from '../../src/main/evaluation/replicate.ts'
import { WaitingCost } from '../../src/main/simulation/hospital/cost.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { preset } from '../presets.ts'

const crowded = () => {
  const urban = preset('urban')
  return { ...urban, resources: { ...urban.resources, careSpaces: 20 }, run: { warmUpHours: 12, days: 1 } }
}

describe('outcomes of a replication', () => {
  it('count every patient who arrives after the warm-up once: seen, gone, or still waiting', () => {
    const model = compileScenario(crowded())
    const [from, until] = [12 * 60, 36 * 60]
    const patients = drawPatients(model, { seed: 4, use: 'development', replication: 2 }, until)
    const simulation = new Simulation(model)
    simulation.start(patients)
    runPolicy(simulation, builtInRule('acuity', model), until)
    const table = createOutcomeTable(model.groups, 1)
    recordOutcomes(table, 0, simulation, new WaitingCost(model.scenario), from, until)
    const totals = columnTotals(table)

    // The same numbers, patient by patient and by the words of the definitions.
    const all = Array.from({ length: patients.count }, (_, patient) => patient)
    const measured = all.filter((patient) => patients.arrivalMinutes[patient]! >= from)
    const [seen, gone] = [simulation.startMinutes, simulation.leftMinutes]
    const waiting = measured.filter((patient) => Number.isNaN(seen[patient]!) && Number.isNaN(gone[patient]!))
    const left = measured.filter((patient) => !Number.isNaN(gone[patient]!))
    expect(waiting.length).toBeGreaterThan(5)
    expect(left.length).toBeGreaterThan(5)
    expect(measured.length).toBeLessThan(patients.count)
    expect(sumOf(totals, model.groups, 'patients')).toBe(measured.length)
    expect(sumOf(totals, model.groups, 'leftUnseen')).toBe(left.length)
    const waitOf = (patient: number) =>
      (waiting.includes(patient) ? until : left.includes(patient) ? gone[patient]! : seen[patient]!) -
      patients.arrivalMinutes[patient]!
    const target = (patient: number) => model.targetMinutes[patients.trueAcuity[patient]!]!
    expect(sumOf(totals, model.groups, 'waitMinutes')).toBeCloseTo(
      measured.reduce((sum, patient) => sum + waitOf(patient), 0),
      6,
    )
    const notJudged = waiting.filter((patient) => waitOf(patient) <= target(patient))
    expect(notJudged.length).toBeGreaterThan(0)
    expect(sumOf(totals, model.groups, 'judged')).toBe(measured.length - notJudged.length)
    expect(sumOf(totals, model.groups, 'onTarget')).toBe(
      measured.filter((patient) => !Number.isNaN(seen[patient]!) && waitOf(patient) <= target(patient)).length,
    )
    const elderlyUrgent = measured.filter((patient) => patients.group[patient] === 2 && patients.trueAcuity[patient] === 1)
    expect(totals[cellColumn(model.groups, 'patients', 2, 1)]).toBe(elderlyUrgent.length)
    const fromTen = measured.filter((patient) => Math.floor(patients.arrivalMinutes[patient]! / 60) % 24 === 22)
    expect(totals[hourColumn(model.groups, 22)]).toBe(fromTen.length)
    const below = measured.filter((patient) => waitOf(patient) <= totals[waitP90Column(model.groups)]!).length
    expect(below / measured.length).toBeCloseTo(0.9, 1)
  })

  it('fail the limits of access by their words: late, gone unseen, boarding long, staying long', () => {
    const urban = crowded()
    const boarding = { distribution: 'lognormal' as const, medianMinutes: 200, sigma: 1 }
    const model = compileScenario({
      ...urban,
      admission: { ...urban.admission, boardingMinutes: boarding, boardingCapMinutes: 720 },
    })
    const [from, until] = [12 * 60, 36 * 60]
    const patients = drawPatients(model, { seed: 5, use: 'development', replication: 1 }, until)
    const simulation = new Simulation(model)
    const boardedFrom = new Map<number, number>()
    simulation.start(patients)
    const rule = builtInRule('acuity', model)
    // Minute by minute: when each patient is first seen boarding, to the minute.
    for (let minute = 1; minute <= until; minute++) {
      runPolicy(simulation, rule, minute)
      for (let patient = 0; patient < simulation.arrivedCount; patient++)
        if (simulation.areaOf(patient) === 'boarding' && !boardedFrom.has(patient)) boardedFrom.set(patient, minute)
    }
    const table = createOutcomeTable(model.groups, 1)
    recordOutcomes(table, 0, simulation, new WaitingCost(model.scenario), from, until)
    const totals = columnTotals(table)

    const measured = Array.from({ length: patients.count }, (_, patient) => patient).filter(
      (patient) => patients.arrivalMinutes[patient]! >= from,
    )
    const { startMinutes, leftMinutes, departureMinutes } = simulation
    const end = (patient: number) => (Number.isNaN(departureMinutes[patient]!) ? until : departureMinutes[patient]!)
    const arrival = (patient: number) => patients.arrivalMinutes[patient]!
    const left = (patient: number) => !Number.isNaN(leftMinutes[patient]!)
    const late = (patient: number) =>
      (Number.isNaN(startMinutes[patient]!) ? end(patient) : startMinutes[patient]!) - arrival(patient) > 60
    const stays = (patient: number) => end(patient) - arrival(patient) > 480
    const boards = (patient: number) => end(patient) - (boardedFrom.get(patient) ?? until) > 240
    // First seen boarding up to a minute late: nobody of this replication is that near to the limit.
    for (const [patient, minute] of boardedFrom) expect(Math.abs(end(patient) - minute - 240)).toBeGreaterThan(1)
    const of = (measure: Parameters<typeof sumOf>[2]) => sumOf(totals, model.groups, measure)
    const failed = measured.filter((patient) => left(patient) || late(patient) || stays(patient) || boards(patient))
    expect(of('lateSpace')).toBe(measured.filter(late).length)
    expect(of('longBoarding')).toBe(measured.filter(boards).length)
    expect(of('longStay')).toBe(measured.filter(stays).length)
    expect(of('accessFailed')).toBe(failed.length)
    expect(of('accessJudged')).toBe(
      measured.filter((patient) => failed.includes(patient) || !Number.isNaN(departureMinutes[patient]!)).length,
    )
    for (const measure of ['lateSpace', 'longBoarding', 'longStay'] as const) expect(of(measure)).toBeGreaterThan(2)
    expect(of('accessJudged')).toBeLessThan(measured.length)
  })

  it('do not get better when those who leave are counted: dropping them would flatter', () => {
    const model = compileScenario(crowded())
    const [table] = replicate({
      model,
      policies: [builtInRule('acuity', model)],
      seed: 1,
      use: 'development',
      replications: 5,
    })
    const totals = columnTotals(table!)
    const share = sumOf(totals, model.groups, 'leftUnseen') / sumOf(totals, model.groups, 'patients')
    expect(share).toBeGreaterThan(0.05)
    const onTarget = sumOf(totals, model.groups, 'onTarget')
    expect(onTarget / sumOf(totals, model.groups, 'judged')).toBeLessThan(
      onTarget / (sumOf(totals, model.groups, 'judged') - sumOf(totals, model.groups, 'leftUnseen')),
    )
  })
})

describe('replicate', () => {
  const model = compileScenario({ ...preset('rural'), run: { warmUpHours: 24, days: 2 } })
  const run = (policies: ('acuity' | 'fcfs' | 'random')[], seed = 1, use: 'confirmation' | 'development' = 'confirmation') =>
    replicate({ model, policies: policies.map((name) => builtInRule(name, model)), seed, use, replications: 4 })

  it('gives every policy the same patients, whatever policies run beside it', () => {
    const [alone] = run(['random'])
    const [first, beside] = run(['fcfs', 'random'])
    expect(beside!.rows).toEqual(alone!.rows)
    const cells = model.groups * 5
    for (let replication = 0; replication < 4; replication++)
      for (let cell = 0; cell < cells; cell++)
        expect(first!.rows[replication * first!.columns + cell]).toBe(alone!.rows[replication * alone!.columns + cell])
  })

  it('is repeatable, and other seeds and uses bring other patients', () => {
    const [table] = run(['acuity'])
    expect(run(['acuity'])[0]!.rows).toEqual(table!.rows)
    expect(run(['acuity'], 2)[0]!.rows).not.toEqual(table!.rows)
    expect(run(['acuity'], 1, 'development')[0]!.rows).not.toEqual(table!.rows)
  })

  it('tells after every run', () => {
    let runs = 0
    replicate({
      model,
      policies: [builtInRule('fcfs', model), builtInRule('acuity', model)],
      seed: 1,
      use: 'confirmation',
      replications: 3,
      onRun: () => runs++,
    })
    expect(runs).toBe(6)
  })
})
