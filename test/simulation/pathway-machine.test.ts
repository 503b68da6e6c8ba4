import { describe, expect, it } from 'vitest'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { assemble, constantCapacity, type PathwayModel, type Population } from '../../src/main/simulation/pathway-model.ts'
import { EventWords } from './event-words.ts'

interface PatientSpec {
  at: number
  class?: number
  worseClass?: number
  patience?: number
  worsens?: number
  durations?: number[]
  mark?: number
}

function populationOf(patients: PatientSpec[], durations = 1): Population {
  const numbers = (value: (patient: PatientSpec) => number) => Float64Array.from(patients, value)
  return {
    count: patients.length,
    arrivalMinutes: numbers((patient) => patient.at),
    classAtArrival: Int32Array.from(patients, (patient) => patient.class ?? 0),
    classWhenWorse: Int32Array.from(patients, (patient) => patient.worseClass ?? patient.class ?? 0),
    patienceMinutes: numbers((patient) => patient.patience ?? Number.POSITIVE_INFINITY),
    worsensAfterMinutes: numbers((patient) => patient.worsens ?? Number.POSITIVE_INFINITY),
    durations: Array.from({ length: durations }, (_, column) => numbers((patient) => patient.durations?.[column] ?? 10)),
    marks: [Uint8Array.from(patients, (patient) => patient.mark ?? 0)],
  }
}

const oneServer = (overrides: Partial<PathwayModel> = {}): PathwayModel => ({
  program: assemble([{ seize: 0 }, { delay: 0 }, { release: 0, units: 1 }, { exit: 0 }]),
  resources: 1,
  classes: 3,
  queues: [{ needs: [1], discipline: 'priority', waitingRoom: true }],
  capacityByHour: constantCapacity(1),
  crowding: 0,
  ...overrides,
})

/** Runs to the end and tells what happened: `started 1 @10`. */
function run(model: PathwayModel, population: Population, untilMinutes = 100_000): { machine: PathwayMachine; events: string[] } {
  const machine = new PathwayMachine(model)
  const words = new EventWords()
  machine.recorder = words
  machine.begin(population)
  expect(machine.advance(untilMinutes)).toBe(false)
  return { machine, events: words.events }
}

describe('PathwayMachine', () => {
  it('serves the smallest class first and first come, first served inside a class', () => {
    const { machine } = run(oneServer(), populationOf([{ at: 0 }, { at: 1, class: 2 }, { at: 2, class: 1 }, { at: 3, class: 1 }]))
    expect([...machine.startMinutes]).toEqual([0, 30, 10, 20])
    expect([...machine.departureMinutes]).toEqual([10, 40, 20, 30])
    expect(machine.busy[0]).toBe(0)
  })

  it('puts same-minute events in a fixed order: ends of delays before leaving before arrivals', () => {
    const { events } = run(oneServer(), populationOf([{ at: 0 }, { at: 5, patience: 5 }, { at: 10 }]))
    expect(events.slice(2)).toEqual([
      'arrived 1 @5',
      'out 0 @10',
      'started 1 @10',
      'arrived 2 @10',
      'out 1 @20',
      'started 2 @20',
      'out 2 @30',
    ])
  })

  it('runs patience faster in a fuller room', () => {
    // Crowding 1: from minute 0 one person waits (rate 2), from minute 10 two wait (rate 3). Patience 50 = 2 x 10 + 3 x 10: gone at 20.
    const { machine } = run(
      oneServer({ crowding: 1 }),
      populationOf([
        { at: 0, durations: [1000] },
        { at: 0, patience: 50 },
        { at: 10, patience: 1000 },
      ]),
      900,
    )
    expect(machine.leftMinutes[1]).toBeCloseTo(20, 10)
    // Then one waits again: 1000 = 3 x 10 + 2 x 485.
    expect(machine.leftMinutes[2]).toBeCloseTo(505, 10)
    expect(machine.waiting).toBe(0)
  })

  it('moves who gets worse to the new class, in order of arrival, once', () => {
    const { machine, events } = run(
      oneServer(),
      populationOf([
        { at: 0, durations: [50] },
        { at: 1, class: 2, worseClass: 1, worsens: 20 },
        { at: 2, class: 1 },
        { at: 3, class: 2, worseClass: 1, worsens: 2000 },
      ]),
    )
    expect(machine.worsenedMinutes[1]).toBe(21)
    expect([...machine.startMinutes]).toEqual([0, 50, 60, 70])
    expect(events.filter((event) => event.startsWith('got-worse'))).toEqual(['got-worse 1 @21'])
  })

  it('seizes several resources all or nothing', () => {
    const model = oneServer({
      program: assemble([
        { seize: 0 },
        { delay: 0 },
        { release: 1, units: 1 },
        { delay: 1 },
        { release: 0, units: 2 },
        { exit: 0 },
      ]),
      resources: 2,
      queues: [{ needs: [2, 1], discipline: 'priority', waitingRoom: false }],
      capacityByHour: constantCapacity(3, 5),
    })
    const { machine } = run(
      model,
      populationOf(
        [
          { at: 0, durations: [5, 20] },
          { at: 1, durations: [5, 20] },
        ],
        2,
      ),
    )
    expect([...machine.startMinutes]).toEqual([0, 25])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('lets those at work finish when their shift ends, and starts nobody above the new number', () => {
    const capacityByHour = constantCapacity(2)
    capacityByHour[1] = 1
    capacityByHour[2] = 0
    const { machine } = run(
      oneServer({ capacityByHour }),
      populationOf([
        { at: 50, durations: [30] },
        { at: 51, durations: [60] },
        { at: 52, durations: [30] },
        { at: 115, durations: [30] },
      ]),
    )
    // Hour 1 has one on duty: nobody starts until both who are busy have finished (minutes 80 and 111); hour 2 has nobody.
    expect([...machine.startMinutes]).toEqual([50, 51, 111, 180])
  })

  it('branches by a mark', () => {
    const model = oneServer({
      program: assemble([
        { seize: 0 },
        { branch: 0, to: 5 },
        { delay: 0 },
        { release: 0, units: 1 },
        { exit: 0 },
        { delay: 1 },
        { release: 0, units: 1 },
        { exit: 1 },
      ]),
    })
    const { events } = run(
      model,
      populationOf(
        [
          { at: 0, durations: [10, 99], mark: 1 },
          { at: 0, durations: [10, 99] },
        ],
        2,
      ),
    )
    expect(events.filter((event) => /out|admitted/.test(event))).toEqual(['admitted 0 @99', 'out 1 @109'])
  })

  it('queues again at a second step, in order of joining', () => {
    const model = oneServer({
      program: assemble([
        { seize: 0 },
        { delay: 0 },
        { release: 0, units: 1 },
        { seize: 1 },
        { delay: 1 },
        { release: 1, units: 1 },
        { exit: 0 },
      ]),
      resources: 2,
      queues: [
        { needs: [1, 0], discipline: 'priority', waitingRoom: true },
        { needs: [0, 1], discipline: 'priority', waitingRoom: false },
      ],
      capacityByHour: constantCapacity(3, 1),
    })
    const { machine } = run(
      model,
      populationOf(
        [
          { at: 0, durations: [10, 50], patience: 1 },
          { at: 0, durations: [30, 5], patience: 1 },
          { at: 0, durations: [20, 5], patience: 1 },
        ],
        2,
      ),
    )
    expect([...machine.departureMinutes]).toEqual([60, 70, 65])
    expect([...machine.leftMinutes].every(Number.isNaN)).toBe(true)
  })

  it('stops at a controlled queue until somebody is chosen, and refuses an empty class', () => {
    class Controlled extends PathwayMachine {
      start(classIndex: number): void {
        this.startFirst(0, classIndex)
      }
    }
    const machine = new Controlled(oneServer({ queues: [{ needs: [1], discipline: 'controlled', waitingRoom: true }] }))
    machine.begin(populationOf([{ at: 4, class: 1 }]))
    expect(machine.nextEventMinutes).toBe(4)
    expect(machine.advance(100)).toBe(true)
    expect(machine.now).toBe(4)
    expect(machine.advance(100)).toBe(true)
    expect(() => machine.start(0)).toThrow('nobody of class 0 is waiting')
    machine.start(1)
    expect(machine.nextEventMinutes).toBe(14)
    expect(machine.advance(14)).toBe(false)
    expect(machine.departureMinutes[0]).toBe(14)
    expect(machine.now).toBe(14)
  })
})
