import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { runMachine } from './machine-run.ts'
import { modelArbitrary } from './random-model.ts'
import type { Happening } from './reference-person.ts'
import { ReferenceSimulation } from './reference-simulation.ts'

const tolerance = 1e-9

/** The earliest thing that is not the same in both, in words; nothing where all is. */
function firstDifference(machine: Happening[][], reference: Happening[][]): string | null {
  let first = { minutes: Number.POSITIVE_INFINITY, words: null as string | null }
  machine.forEach((happenings, patient) => {
    const others = reference[patient] ?? []
    for (let index = 0; index < Math.max(happenings.length, others.length); index++) {
      const [one, other] = [happenings[index], others[index]]
      if (
        one &&
        other &&
        one[0] === other[0] &&
        one[1] === other[1] &&
        Math.abs(one[2] - other[2]) <= tolerance * Math.max(1, one[2])
      )
        continue
      const minutes = Math.min(one?.[2] ?? Number.POSITIVE_INFINITY, other?.[2] ?? Number.POSITIVE_INFINITY)
      if (minutes < first.minutes)
        first = { minutes, words: `patient ${patient}: machine ${one?.join(' ')}, reference ${other?.join(' ')}` }
      break
    }
  })
  return first.words
}

/** An emergency department in which everything happens that suites try one by one. */
const department: ModelDocument = {
  format: 'fairward-model',
  version: 1,
  name: 'department',
  title: 'Priorities, patience, shifts and two resources',
  timeUnit: 'minutes',
  classes: ['urgent', 'soon', 'routine'],
  arrivals: [
    {
      name: 'all',
      process: {
        process: 'poisson-by-hour',
        ratePerHour: Array.from({ length: 24 }, (_, hour) => (hour < 7 ? 3 : 9)),
        weekdayFactor: [1.2, 1, 1, 1, 1, 0.9, 0.9],
      },
      attributes: { class: { shares: { urgent: 0.15, soon: 0.35, routine: 0.5 } } },
    },
  ],
  attributes: [
    { name: 'with-clinician', duration: { distribution: 'gamma', mean: 16, shape: 2 } },
    { name: 'rest', duration: { distribution: 'lognormal', mean: 55, sd: 40 } },
    {
      name: 'tolerance',
      duration: {
        cases: [
          { when: { class: 'urgent' }, use: { distribution: 'never' } },
          { use: { distribution: 'weibull', mean: 100, shape: 1.3 } },
        ],
      },
    },
    { name: 'worse', duration: { distribution: 'exponential', mean: 200 } },
  ],
  resources: [
    { name: 'space', units: 9 },
    {
      name: 'clinician',
      units: { byHour: Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 0 : hour < 8 ? 1 : hour < 20 ? 3 : 2)) },
    },
  ],
  queues: [
    {
      name: 'waiting-room',
      discipline: 'priority',
      order: ['urgent', 'soon', 'routine'],
      patience: 'tolerance',
      crowding: 0.02,
      classChange: { after: 'worse', to: { cases: [{ when: { class: 'routine' }, use: 'soon' }, { use: 'urgent' }] } },
    },
  ],
  steps: [
    { name: 'start', do: 'seize', resources: { space: 1, clinician: 1 }, queue: 'waiting-room' },
    { name: 'care', do: 'delay', duration: 'with-clinician' },
    { name: 'clinician-goes-on', do: 'release', resources: { clinician: 1 } },
    { name: 'stay', do: 'delay', duration: 'rest' },
    { name: 'out', do: 'exit' },
  ],
  run: { kind: 'terminating', horizon: 1440, warmUp: 0, replications: 1, seed: 3 },
}

describe('the machine against a slow simulation written apart from it', () => {
  it.each([0, 1, 2])(
    'agrees patient by patient in a department with priorities, patience, shifts and two resources (%i)',
    (replication) => {
      const { drawn, happenings } = runMachine(department, replication)
      const words = happenings.flat().map(([what]) => what)
      expect(drawn.length).toBeGreaterThan(120)
      for (const what of ['left', 'became']) expect(words.filter((word) => word === what).length).toBeGreaterThan(5)
      expect(firstDifference(happenings, new ReferenceSimulation(department, drawn).run())).toBeNull()
    },
  )

  it('agrees on who is handed over where queues with different orders share the nurses', () => {
    const nurses = { name: 'nurse', units: { byHour: Array.from({ length: 24 }, (_, hour) => [4, 2, 3][hour % 3]!) } }
    const document: ModelDocument = {
      ...department,
      attributes: [{ name: 'care', duration: { distribution: 'exponential', mean: 22 } }],
      resources: [{ ...nurses, atShiftEnd: 'hand-over' }],
      queues: [
        { name: 'front', discipline: 'priority', order: ['urgent', 'soon', 'routine'] },
        { name: 'back', discipline: 'priority', order: ['routine'] },
      ],
      steps: [
        { name: 'first', do: 'serve', resources: { nurse: 1 }, duration: 'care', queue: 'back' },
        { name: 'second', do: 'serve', resources: { nurse: 1 }, duration: 'care', queue: 'front' },
        { name: 'out', do: 'exit' },
      ],
      run: { ...department.run, horizon: 5 * 1440 },
    }
    const { drawn, happenings } = runMachine(document)
    for (const step of ['first', 'second'])
      expect(happenings.flat().filter(([what, where]) => what === 'handed-over' && where === step).length).toBeGreaterThan(3)
    expect(firstDifference(happenings, new ReferenceSimulation(document, drawn).run())).toBeNull()
  })

  it('agrees patient by patient in models made up at random', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(modelArbitrary, (document) => {
        const { drawn, happenings } = runMachine(document)
        expect(firstDifference(happenings, new ReferenceSimulation(document, drawn).run())).toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})
