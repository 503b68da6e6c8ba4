import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../../src/main/simulation/compile-model.ts'
import { EventLog } from '../../../src/main/simulation/hospital/event-log.ts'
import { hospitalDocument } from '../../../src/main/simulation/hospital/hospital-document.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { PathwayMachine } from '../../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../../src/main/simulation/population/stream-source.ts'
import type { Recorder } from '../../../src/main/simulation/recorder.ts'
import type { Distribution } from '../../../src/shared/distribution.ts'
import { parseModel } from '../../../src/shared/model/parse-model.ts'
import { parseScenario, type Scenario } from '../../../src/shared/scenario.ts'
import { preset, presetNames } from '../../presets.ts'

const key = { seed: 5, use: 'confirmation' as const, replication: 2 }

describe.each(presetNames)('the document of %s', (name) => {
  const scenario = preset(name)

  it('is a right model that loses nothing when it is written and read, and can be run without a word of warning', () => {
    const document = hospitalDocument(scenario)
    const parsed = parseModel(JSON.parse(JSON.stringify(document)))
    expect(parsed).toEqual({ ok: true, model: document })
    const model = compileModel(document)
    expect(model.warnings).toEqual([])
    expect(model.population.classes).toHaveLength(scenario.groups.length * 5)
  })

  it('run by its own order, from patients drawn as they come, is the hospital under strict acuity', () => {
    const minutes = 5 * 1440
    const hospital = compileScenario(scenario)
    const simulation = new Simulation(hospital)
    simulation.start(drawPatients(hospital, key, minutes))
    runPolicy(simulation, builtInRule('acuity', hospital), minutes)

    const { pathway, population } = compileModel(hospitalDocument(scenario))
    const source = new StreamSource(population)
    const happened = { started: [] as [number, number][], left: [] as [number, number][] }
    class Watch implements Recorder {
      started(at: number, patient: number): void {
        happened.started.push([source.rows.sequence[patient]!, at])
      }
      left(at: number, patient: number): void {
        happened.left.push([source.rows.sequence[patient]!, at])
      }
    }
    const machine = new PathwayMachine(pathway)
    machine.recorder = new Watch()
    source.begin(key, minutes)
    machine.begin(source)
    expect(machine.advance(minutes)).toBe(false)

    const startedThere = Array.from(simulation.startMinutes).flatMap((at, patient): [number, number][] =>
      patient < simulation.patients.count && at >= 0 ? [[patient, at]] : [],
    )
    expect(happened.started.length).toBeGreaterThan(40)
    expect(happened.started.toSorted((a, b) => a[0] - b[0])).toEqual(startedThere)
    expect(happened.left.every(([patient, at]) => simulation.leftMinutes[patient] === at)).toBe(true)
    expect(machine.arrivedCount).toBe(simulation.arrivedCount)
  })
})

describe('hospitalDocument', () => {
  it('numbers care spaces where it is asked to, and everything happens as without', () => {
    const digestOf = (options?: { numberedSpaces: boolean }) => {
      const model = compileScenario(preset('urban'), options)
      expect(model.pathway.resources.map(({ numbered }) => numbered)).toEqual([options !== undefined, false])
      const simulation = new Simulation(model)
      const log = new EventLog()
      simulation.recorder = log
      simulation.start(drawPatients(model, key, 3 * 1440))
      runPolicy(simulation, builtInRule('acuity', model), 3 * 1440)
      return log.digest()
    }
    expect(digestOf({ numberedSpaces: true })).toBe(digestOf())
  })

  it('tells classes apart where names of groups are as long as they may be', () => {
    const scenario = preset('urban')
    scenario.groups.forEach((group, index) => {
      group.id = `${'a'.repeat(59)}${index}`
    })
    const parsed = parseModel(hospitalDocument(scenario))
    expect(parsed.ok && new Set(parsed.model.classes).size).toBe(20)
  })

  it('is a right model for any scenario that a form can make', () => {
    const time: fc.Arbitrary<Distribution> = fc.oneof(
      fc.record({ distribution: fc.constant('constant' as const), minutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }) }),
      fc.record({
        distribution: fc.constant('exponential' as const),
        meanMinutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      }),
      fc.record({
        distribution: fc.constant('lognormal' as const),
        medianMinutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        sigma: fc.double({ min: 0, max: 3, noNaN: true }),
      }),
      fc.record({
        distribution: fc.constantFrom('gamma' as const, 'weibull' as const),
        meanMinutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        shape: fc.double({ min: 0.1, max: 100, noNaN: true }),
      }),
    )
    const five = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 5, maxLength: 5 })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const mix = fc.constantFrom([1, 0, 0, 0, 0], [0, 0, 0, 0, 1], [0.2, 0.2, 0.2, 0.2, 0.2], [0.1, 0, 0.9, 0, 0])
    fc.assert(
      fc.property(
        fc.constantFrom(...presetNames),
        fc.record({ space: five(time), clinician: five(time), boarding: time, patience: five(fc.option(time)) }),
        fc.record({
          worse: five(fc.option(fc.double({ min: 1, max: 1e6, noNaN: true }))),
          admission: five(share),
          mix,
          under: share,
        }),
        fc.record({
          factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
          cap: fc.constantFrom(0, 60, 100_000),
          variation: share,
        }),
        (name, times, odds, { factor, cap, variation }) => {
          const scenario: Scenario = preset(name)
          scenario.care = { spaceMinutes: times.space, clinicianMinutes: times.clinician }
          scenario.admission = { probability: odds.admission, boardingMinutes: times.boarding, boardingCapMinutes: cap }
          scenario.patience.minutes = times.patience
          scenario.deterioration.meanMinutes = odds.worse
          scenario.arrivals.dayVariation = variation
          scenario.triage = { underByAcuity: [odds.under, 0, 1, 1, 1], overByAcuity: [1, 1, 1, 0, odds.under] }
          for (const group of scenario.groups) {
            group.acuityMix = [...odds.mix]
            group.spaceTimeFactor = factor
            group.underTriage = odds.under
            group.overTriage = 1 - odds.under
            group.admissionFactor = factor
          }
          expect(parseScenario(scenario).ok).toBe(true)
          const document = hospitalDocument(scenario)
          expect(parseModel(document)).toEqual({ ok: true, model: document })
          const model = compileScenario(scenario)
          const table = drawPatients(model, key, 600)
          for (let patient = 0; patient < table.count; patient++) {
            const [group, need, assigned] = [table.group[patient]!, table.trueAcuity[patient]!, table.assignedAcuity[patient]!]
            expect(table.classAtArrival[patient]).toBe(group * 5 + assigned)
            expect(Math.abs(need - assigned)).toBeLessThanOrEqual(1)
            expect(table.boardingMinutes[patient]).toBeLessThanOrEqual(cap)
            for (const column of table.durations) expect(column[patient]).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
