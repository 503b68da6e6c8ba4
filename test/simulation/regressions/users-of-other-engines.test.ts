import { describe, expect, it } from 'vitest'
import { simulateModel } from '../../../src/main/evaluation/model/simulate-model.ts'
import { compileModel } from '../../../src/main/simulation/compile-model.ts'
import { out, type TraceModel, type TracePatient, trace, traceDocument, unitsFrom } from '../trace.ts'

/**
 * What users of other simulation engines reported as wrong or surprising, each as an example worked by hand. Patients are numbered in the
 * order of the list; a time that is not given is 10 minutes.
 */

const classes = ['urgent', 'routine']
const starts = { only: ['starts', 'is ', 'leaves', 'goes'] }

/** Steps that ask for one, two or three doctors, in one queue; patients enter where they belong. */
function bySize(queue: NonNullable<TraceModel['queues']>[number], doctors: number): TraceModel {
  return {
    classes,
    resources: [{ name: 'doctor', units: doctors }],
    queues: [queue],
    steps: [
      { name: 'one', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: queue.name, next: 'out' },
      { name: 'two', do: 'serve', resources: { doctor: 2 }, duration: 'time', queue: queue.name, next: 'out' },
      out,
    ],
  }
}

describe('a small request behind a large one', () => {
  const patients: TracePatient[] = [
    { at: 0, entry: 'two' },
    { at: 1, entry: 'two', times: { time: 5 } },
    { at: 2, entry: 'one', times: { time: 5 } },
  ]

  it('waits for its turn, even if there is a unit for it', () => {
    const { words } = trace(bySize({ name: 'line', discipline: 'first-come' }, 3), patients, { only: ['starts'] })
    expect(words).toEqual(['0: 0 starts two after 0', '10: 1 starts two after 9', '10: 2 starts one after 8'])
  })

  it('goes ahead where the queue says so', () => {
    const { words } = trace(bySize({ name: 'line', discipline: 'first-come', overtaking: true }, 3), patients, {
      only: ['starts'],
    })
    expect(words).toEqual(['0: 0 starts two after 0', '2: 2 starts one after 0', '10: 1 starts two after 9'])
  })
})

describe('priority while not all units are busy', () => {
  const queue = { name: 'line', discipline: 'priority' as const, order: classes }

  it('lets the more urgent start at once, past a less urgent patient who lacks units', () => {
    const { words } = trace(
      bySize(queue, 3),
      [
        { at: 0, class: 'routine', entry: 'two' },
        { at: 1, class: 'routine', entry: 'two' },
        { at: 2, class: 'urgent', entry: 'one', times: { time: 3 } },
      ],
      { only: ['starts'] },
    )
    expect(words).toEqual(['0: 0 starts two after 0', '2: 2 starts one after 0', '10: 1 starts two after 9'])
  })

  it('keeps a free unit for the more urgent, who lacks another one', () => {
    const { words } = trace(
      bySize(queue, 3),
      [
        { at: 0, class: 'routine', entry: 'two' },
        { at: 1, class: 'urgent', entry: 'two' },
        { at: 2, class: 'routine', entry: 'one' },
      ],
      { only: ['starts'] },
    )
    expect(words).toEqual(['0: 0 starts two after 0', '10: 1 starts two after 9', '10: 2 starts one after 8'])
  })
})

describe('interrupting for several units', () => {
  const queue = { name: 'line', discipline: 'priority' as const, order: classes, preemption: 'resume' as const }

  it('takes them from as many less urgent patients as it needs, the latest started first', () => {
    const { words, machine } = trace(
      bySize(queue, 3),
      [
        { at: 0, class: 'routine', entry: 'one' },
        { at: 1, class: 'routine', entry: 'one' },
        { at: 2, class: 'routine', entry: 'one' },
        { at: 4, class: 'urgent', entry: 'two', times: { time: 3 } },
      ],
      starts,
    )
    expect(words).toEqual([
      '0: 0 starts one after 0',
      '1: 1 starts one after 0',
      '2: 2 starts one after 0',
      '4: 2 is preempted at one',
      '4: 1 is preempted at one',
      '4: 3 starts two after 0',
      '7: 3 goes (exit 0)',
      '7: 1 starts one after 3',
      '7: 2 starts one after 3',
      '10: 0 goes (exit 0)',
      '14: 1 goes (exit 0)',
      '15: 2 goes (exit 0)',
    ])
    expect([...machine.busy]).toEqual([0])
  })

  it('interrupts nobody as long as that would not be enough', () => {
    const { words } = trace(
      bySize(queue, 2),
      [
        { at: 0, class: 'urgent', entry: 'one' },
        { at: 1, class: 'routine', entry: 'one' },
        { at: 2, class: 'urgent', entry: 'two' },
      ],
      starts,
    )
    expect(words.slice(0, 5)).toEqual([
      '0: 0 starts one after 0',
      '1: 1 starts one after 0',
      // One unit is free now and one is with somebody less urgent.
      '10: 0 goes (exit 0)',
      '10: 1 is preempted at one',
      '10: 2 starts two after 8',
    ])
  })
})

describe('a shift that ends in a queue that interrupts', () => {
  const model = (atShiftEnd: 'finish' | 'hand-over'): TraceModel => ({
    classes,
    resources: [
      {
        name: 'doctor',
        units: unitsFrom([0, 2], [5, 1]),
        atShiftEnd,
      },
    ],
    queues: [{ name: 'line', discipline: 'priority', order: classes, preemption: 'resume' }],
    steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line' }, out],
  })
  const patients: TracePatient[] = [
    { at: 0, class: 'routine' },
    { at: 1, class: 'urgent' },
    { at: 6, class: 'urgent', times: { time: 2 } },
  ]

  it('hands over the least urgent patient, who goes on with what was left', () => {
    expect(trace(model('hand-over'), patients, starts).words).toEqual([
      '0: 0 starts care after 0',
      '1: 1 starts care after 0',
      '5: 0 is handed-over at care',
      '11: 1 goes (exit 0)',
      '11: 2 starts care after 5',
      '13: 2 goes (exit 0)',
      '13: 0 starts care after 8',
      '18: 0 goes (exit 0)',
    ])
  })

  it('finishes with both where it says so, and starts nobody before there is a doctor on duty', () => {
    expect(trace(model('finish'), patients, starts).words).toEqual([
      '0: 0 starts care after 0',
      '1: 1 starts care after 0',
      '10: 0 goes (exit 0)',
      '11: 1 goes (exit 0)',
      '11: 2 starts care after 5',
      '13: 2 goes (exit 0)',
    ])
  })
})

describe('care that is broken off', () => {
  const end = (preemption: 'resume' | 'restart') =>
    trace(
      {
        classes,
        resources: [{ name: 'doctor', units: 1 }],
        queues: [{ name: 'line', discipline: 'priority', order: classes, preemption }],
        steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line' }, out],
      },
      [
        { at: 0, class: 'routine' },
        { at: 6, class: 'urgent', times: { time: 5 } },
        { at: 12, class: 'urgent', times: { time: 5 } },
      ],
      { only: ['0 goes'] },
    ).words

  it('goes on with what was left (resume), however often', () => {
    // 6 minutes, then 1 (from 11 to 12), then the last 3.
    expect(end('resume')).toEqual(['20: 0 goes (exit 0)'])
  })

  it('takes the same time from the start (restart), however often', () => {
    expect(end('restart')).toEqual(['27: 0 goes (exit 0)'])
  })
})

describe('a patient who gives up waiting', () => {
  const model: TraceModel = {
    resources: [
      { name: 'bed', units: 1 },
      { name: 'doctor', units: 1 },
    ],
    times: ['time', 'patience'],
    queues: [
      { name: 'for-doctor', discipline: 'first-come', patience: 'patience', whenOutOfPatience: 'bed-is-free' },
      { name: 'again', discipline: 'first-come' },
    ],
    steps: [
      { name: 'bed', do: 'seize', resources: { bed: 1 } },
      { name: 'doctor', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'for-doctor' },
      { name: 'bed-is-free', do: 'release', resources: { bed: 1 } },
      { name: 'second-try', do: 'serve', resources: { bed: 1, doctor: 1 }, duration: 'time', queue: 'again' },
      out,
    ],
  }

  it('can take the same things again later, and gives each back once', () => {
    const { words, machine } = trace(
      {
        ...model,
        steps: [{ name: 'busy', do: 'serve', resources: { doctor: 1 }, duration: 'time', next: 'out' }, ...model.steps],
      },
      [
        { at: 0, entry: 'busy', times: { time: 20 } },
        { at: 1, entry: 'bed', times: { patience: 4, time: 3 } },
      ],
      { only: ['1 '] },
    )
    expect(words.filter((line) => line.includes(': 1 ') && !line.includes('joins'))).toEqual([
      '1: 1 arrives',
      '1: 1 starts bed after 0',
      '1: 1 takes 1 bed',
      '5: 1 leaves doctor',
      '5: 1 gives 1 bed',
      '20: 1 starts second-try after 15',
      '20: 1 takes 1 bed',
      '20: 1 takes 1 doctor',
      '23: 1 gives 1 bed',
      '23: 1 gives 1 doctor',
      '23: 1 goes (exit 0)',
    ])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('frees the bed, also when the document does not say so', () => {
    const patients = Array.from({ length: 30 }, (_, index): TracePatient => ({ at: index, times: { time: 7, patience: 3 } }))
    const { words, machine } = trace(
      {
        ...model,
        resources: [
          { name: 'bed', units: 3 },
          { name: 'doctor', units: 1 },
        ],
        queues: [{ name: 'for-doctor', discipline: 'first-come', patience: 'patience' }],
        steps: [
          { name: 'bed', do: 'seize', resources: { bed: 1 } },
          { name: 'doctor', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'for-doctor' },
          out,
        ],
      },
      patients,
      { only: ['leaves', 'goes', 'bed'] },
    )
    const count = (what: string) => words.filter((line) => line.includes(what)).length
    expect(count('leaves doctor')).toBeGreaterThan(10)
    expect(count('takes 1 bed')).toBe(30)
    expect(count('gives 1 bed')).toBe(30)
    expect(count('goes')).toBe(30)
    expect([...machine.busy]).toEqual([0, 0])
  })
})

describe('a full queue', () => {
  it('takes back who was interrupted, loses nobody for it, and stays closed to others until there is room', () => {
    const { words } = trace(
      {
        classes,
        resources: [{ name: 'doctor', units: 1 }],
        queues: [{ name: 'line', discipline: 'priority', order: classes, preemption: 'resume', places: 1 }],
        steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line' }, out],
      },
      [
        { at: 0, class: 'routine' },
        { at: 1, class: 'routine', times: { time: 4 } },
        { at: 2, class: 'urgent', times: { time: 5 } },
        { at: 3, class: 'routine' },
        { at: 16, class: 'routine', times: { time: 1 } },
      ],
      starts,
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '2: 0 is preempted at care',
      '2: 2 starts care after 0',
      '3: 3 is lost at care',
      '3: 3 goes (lost)',
      '7: 2 goes (exit 0)',
      '7: 0 starts care after 5',
      '15: 0 goes (exit 0)',
      '15: 1 starts care after 14',
      '19: 1 goes (exit 0)',
      '19: 4 starts care after 3',
      '20: 4 goes (exit 0)',
    ])
  })
})

describe('nobody on duty', () => {
  const model = (units: NonNullable<TraceModel['resources']>[number]['units']): TraceModel => ({
    resources: [{ name: 'doctor', units }],
    steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time' }, out],
  })

  it('at the beginning: patients wait until somebody comes', () => {
    const { words } = trace(model(unitsFrom([0, 0], [30, 1])), [{ at: 2 }, { at: 3 }], { only: ['starts'] })
    expect(words).toEqual(['30: 0 starts care after 28', '40: 1 starts care after 37'])
  })

  it('in between, and with a patient in care when the last one leaves', () => {
    const { words } = trace(model(unitsFrom([0, 1], [5, 0], [30, 1])), [{ at: 0 }, { at: 3 }], starts)
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '10: 0 goes (exit 0)',
      '30: 1 starts care after 27',
      '40: 1 goes (exit 0)',
    ])
  })

  it('at any time: everybody waits, and the results say so without a number that is none', () => {
    const { words, machine } = trace(model(0), [{ at: 0 }, { at: 3 }], { only: ['starts'] })
    expect(words).toEqual([])
    expect(machine.waiting).toBe(2)
    const result = simulateModel(compileModel(traceDocument(model(0), [{ at: 0 }, { at: 3 }])), { replications: 2 })
    expect(result.classes.at(-1)!.counts.inside?.mean).toBe(2)
    expect(JSON.stringify(result)).not.toMatch(/null,null,null|NaN|Infinity/)
  })
})

describe('what has to be reckoned by hand elsewhere', () => {
  it('is measured: utilisation of a resource, exactly 6 minutes in 10', () => {
    const document = traceDocument(
      {
        times: ['time'],
        resources: [{ name: 'doctor', units: 1 }],
        steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time' }, out],
      },
      Array.from({ length: 50 }, (_, index) => ({ at: index * 10, times: { time: 6 } })),
    )
    const result = simulateModel(compileModel({ ...document, run: { ...document.run, horizon: 500, warmUp: 100 } }), {
      replications: 2,
    })
    expect(result.resources[0]!.utilisation!.mean).toBeCloseTo(0.6, 12)
    expect(result.resources[0]!.busy!.mean).toBeCloseTo(0.6, 12)
  })

  it('is known: which unit each patient has, never two patients with the same', () => {
    const { words } = trace(
      {
        resources: [{ name: 'bed', units: 3, individual: true }],
        steps: [{ name: 'stay', do: 'serve', resources: { bed: 1 }, duration: 'time' }, out],
      },
      Array.from({ length: 40 }, (_, index) => ({ at: index * 2, times: { time: 3 + ((index * 7) % 5) } })),
      { only: ['bed#'] },
    )
    const taken = new Map<string, string>()
    for (const line of words) {
      const [, patient, what, bed] = /: (\d+) (takes|gives) 1 (bed#\d)/.exec(line)!
      if (what === 'takes') {
        expect(taken.has(bed!)).toBe(false)
        taken.set(bed!, patient!)
      } else {
        expect(taken.get(bed!)).toBe(patient)
        taken.delete(bed!)
      }
    }
    expect(words).toHaveLength(80)
    expect(new Set(words.map((line) => line.slice(-5)))).toEqual(new Set(['bed#0', 'bed#1', 'bed#2']))
  })
})

describe('care that is broken off while others wait for what the patient keeps', () => {
  const model = (discipline: 'priority' | 'last-come'): TraceModel => ({
    classes,
    resources: [
      { name: 'bed', units: 1 },
      {
        name: 'nurse',
        units: unitsFrom([0, 1], [5, 0], [30, 1]),
        atShiftEnd: 'hand-over',
      },
    ],
    queues: [{ name: 'line', discipline, ...(discipline === 'priority' ? { order: classes } : {}) }],
    steps: [{ name: 'care', do: 'serve', resources: { bed: 1, nurse: 1 }, duration: 'time', queue: 'line' }, out],
  })

  it.each(['priority', 'last-come'] as const)('goes on when it can, so that nobody waits for ever (%s)', (discipline) => {
    const { words } = trace(
      model(discipline),
      [
        { at: 0, class: 'routine' },
        { at: 6, class: 'urgent' },
      ],
      starts,
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '5: 0 is handed-over at care',
      '30: 0 starts care after 25',
      '35: 0 goes (exit 0)',
      '35: 1 starts care after 29',
      '45: 1 goes (exit 0)',
    ])
  })
})
