import { describe, expect, it } from 'vitest'
import type { Queue } from '../../src/shared/model/queue.ts'
import { oneDoctor, out, type TraceModel, type TracePatient, trace } from './trace.ts'

/** Who starts when: `2 @10`. */
const starts = (model: TraceModel, patients: readonly TracePatient[]) =>
  trace(model, patients, { only: ['starts'] }).words.map((line) => line.replace(/^(\S+): (\d+) .*/, '$2 @$1'))

describe('disciplines', () => {
  const classes = ['a', 'b', 'c']
  const patients: TracePatient[] = [
    { at: 0 },
    { at: 1, class: 'c' },
    { at: 2, class: 'b' },
    { at: 3, class: 'a' },
    { at: 4, class: 'b' },
  ]

  it.each<[string, Omit<Queue, 'name'>, number[]]>([
    ['first come, first served, whatever the class', { discipline: 'first-come' }, [0, 1, 2, 3, 4]],
    ['last come, first served', { discipline: 'last-come' }, [0, 4, 3, 2, 1]],
    ['the most urgent first', { discipline: 'priority', order: ['a', 'b', 'c'] }, [0, 3, 2, 4, 1]],
    ['equal classes by joining', { discipline: 'priority', order: [['a', 'c'], 'b'] }, [0, 1, 3, 2, 4]],
    ['classes that are not named last, together', { discipline: 'priority', order: ['b'] }, [0, 2, 4, 1, 3]],
    ['a policy that nobody decides by its order', { discipline: 'policy', order: ['b', 'a', 'c'] }, [0, 2, 4, 3, 1]],
    ['a policy without an order by joining', { discipline: 'policy' }, [0, 1, 2, 3, 4]],
  ])('%s', (_, queue, order) => {
    expect(starts(oneDoctor(queue, { classes }), patients).map((line) => Number(line.split(' ')[0]))).toEqual(order)
  })

  it('let priority grow with the wait', () => {
    // At 10: b has waited 9 minutes (9), a and c 4 (8 each). At 20 a and c have the same: order of arrival. With a from 5 on: 10 against 9.
    const model = oneDoctor({ discipline: 'accumulating', slopes: { a: 2, b: 1, c: 2 } }, { classes })
    expect(starts(model, [{ at: 0 }, { at: 1, class: 'b' }, { at: 6 }, { at: 6, class: 'c' }])).toEqual([
      '0 @0',
      '1 @10',
      '2 @20',
      '3 @30',
    ])
    expect(starts(model, [{ at: 0 }, { at: 1, class: 'b' }, { at: 5 }])).toEqual(['0 @0', '2 @10', '1 @20'])
  })

  it('serve the largest wait over target', () => {
    // At 10: a has waited 3 of 5 minutes (0.6), b 9 of 30 (0.3), c 8 of 10 (0.8). At 20: a 13/5 against b 19/30.
    const model = oneDoctor({ discipline: 'wait-over-target', targets: { a: 5, b: 30, c: 10 } }, { classes })
    expect(starts(model, [{ at: 0 }, { at: 1, class: 'b' }, { at: 2, class: 'c' }, { at: 7 }])).toEqual([
      '0 @0',
      '2 @10',
      '3 @20',
      '1 @30',
    ])
  })
})

describe('places', () => {
  it('lose who finds the queue full, and let who can start at once in', () => {
    const model = oneDoctor({ discipline: 'first-come', places: 1 })
    const { words } = trace(model, [{ at: 0 }, { at: 1 }, { at: 2 }, { at: 30 }], { only: ['joins', 'lost', 'starts'] })
    expect(words).toEqual([
      '0: 0 joins care',
      '0: 0 starts care after 0',
      '1: 1 joins care',
      '2: 2 is lost at care',
      '2: 2 goes (lost)',
      '10: 1 starts care after 9',
      '30: 3 joins care',
      '30: 3 starts care after 0',
    ])
  })

  it('may be none: nobody waits', () => {
    const model = oneDoctor({ discipline: 'first-come', places: 0 })
    expect(trace(model, [{ at: 0 }, { at: 5 }, { at: 10 }], { only: ['starts', 'lost at'] }).words).toEqual([
      '0: 0 starts care after 0',
      '5: 1 is lost at care',
      '10: 2 starts care after 0',
    ])
  })

  it('send who finds them taken elsewhere', () => {
    const model = oneDoctor(
      { discipline: 'first-come', places: 0, whenFull: 'home' },
      {
        steps: [
          { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line', next: 'out' },
          { name: 'home', do: 'delay', duration: 'time' },
          { name: 'again', do: 'serve', resources: { doctor: 1 }, duration: 'time' },
          out,
        ],
      },
    )
    expect(trace(model, [{ at: 0 }, { at: 3 }], { only: ['starts', 'lost', 'goes'] }).words).toEqual([
      '0: 0 starts care after 0',
      '3: 1 is lost at care',
      '10: 0 goes (exit 0)',
      '13: 1 starts again after 0',
      '23: 1 goes (exit 0)',
    ])
  })
})

describe('balking', () => {
  it('turns away by the number waiting, the last rule that holds', () => {
    const model = oneDoctor({
      discipline: 'first-come',
      balking: [
        { waiting: 1, probability: 1 },
        { waiting: 2, probability: 0 },
      ],
    })
    expect(trace(model, [{ at: 0 }, { at: 1 }, { at: 2 }], { only: ['joins', 'balked', 'goes'] }).words).toEqual([
      '0: 0 joins care',
      '1: 1 joins care',
      '2: 2 is balked at care',
      '2: 2 goes (turned away)',
      '10: 0 goes (exit 0)',
      '20: 1 goes (exit 0)',
    ])
  })
})

describe('patience', () => {
  it('ends a wait before an arrival at the same minute and after the end of a delay', () => {
    const model = oneDoctor({ discipline: 'first-come', patience: 'patience' }, { times: ['time', 'patience'] })
    const patients = [{ at: 0 }, { at: 5, times: { patience: 5 } }, { at: 6, times: { patience: 4 + 8 } }, { at: 18 }]
    const { words } = trace(model, patients, { only: ['starts', 'leaves', 'goes', 'arrives'] })
    expect(words.slice(3)).toEqual([
      '6: 2 arrives',
      '10: 0 goes (exit 0)',
      '10: 1 starts care after 5',
      '18: 2 leaves care',
      '18: 2 goes (out of patience)',
      '18: 3 arrives',
      '20: 1 goes (exit 0)',
      '20: 3 starts care after 2',
      '30: 3 goes (exit 0)',
    ])
  })

  it('runs faster in a fuller room', () => {
    // Crowding 1: from minute 0 one person waits (rate 2), from minute 10 two wait (rate 3). Patience 50 = 2 x 10 + 3 x 10: gone at 20.
    // Then one waits again: 1000 = 3 x 10 + 2 x 485.
    const model = oneDoctor({ discipline: 'first-come', patience: 'patience', crowding: 1 }, { times: ['time', 'patience'] })
    const { words, machine } = trace(
      model,
      [
        { at: 0, times: { time: 1000 } },
        { at: 0, times: { patience: 50 } },
        { at: 10, times: { patience: 1000 } },
      ],
      { until: 900, only: ['leaves'] },
    )
    expect(words).toEqual(['20: 1 leaves care', '505: 2 leaves care'])
    expect(machine.waiting).toBe(0)
  })

  it('of each queue runs by itself, and gives back what is held on the way out', () => {
    const model: TraceModel = {
      resources: [
        { name: 'bed', units: 1 },
        { name: 'doctor', units: 1 },
      ],
      times: ['time', 'patience'],
      queues: [
        { name: 'hall', discipline: 'first-come', patience: 'patience', crowding: 0.5 },
        { name: 'ward', discipline: 'first-come', patience: 'patience' },
      ],
      steps: [
        { name: 'bed', do: 'seize', resources: { bed: 1 }, queue: 'hall' },
        { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'ward', next: 'out' },
        { name: 'round', do: 'serve', resources: { doctor: 1 }, duration: 'time' },
        out,
      ],
    }
    const { words, machine } = trace(
      model,
      [
        { at: 0, entry: 'round', times: { time: 100 } },
        { at: 1, times: { patience: 20 } },
        { at: 2, times: { patience: 60 } },
      ],
      { only: ['starts', 'leaves', 'gives'] },
    )
    // Patient 1 has the bed at once and waits 20 minutes for the doctor; then patient 2 gets the bed and waits 60.
    expect(words).toEqual([
      '0: 0 starts round after 0',
      '1: 1 starts bed after 0',
      '21: 1 leaves care',
      '21: 1 gives 1 bed',
      '21: 2 starts bed after 19',
      '81: 2 leaves care',
      '81: 2 gives 1 bed',
      '100: 0 gives 1 doctor',
    ])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('lets who has left wait again elsewhere, holding nothing twice', () => {
    const model = oneDoctor(
      { discipline: 'first-come', patience: 'patience', whenOutOfPatience: 'home' },
      {
        times: ['time', 'patience', 'rest'],
        steps: [
          { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line', next: 'out' },
          { name: 'home', do: 'delay', duration: 'rest', next: 'care' },
          out,
        ],
      },
    )
    const { words, machine } = trace(
      model,
      [
        { at: 0, times: { time: 30 } },
        { at: 1, times: { patience: 9, rest: 3 } },
      ],
      {
        only: ['joins', 'starts', 'leaves', 'gives'],
      },
    )
    // Joins at 1, leaves at 10; at 13, leaves at 22; at 25, starts at 30.
    expect(words).toEqual([
      '0: 0 joins care',
      '0: 0 starts care after 0',
      '1: 1 joins care',
      '10: 1 leaves care',
      '13: 1 joins care',
      '22: 1 leaves care',
      '25: 1 joins care',
      '30: 0 gives 1 doctor',
      '30: 1 starts care after 5',
      '40: 1 gives 1 doctor',
    ])
    expect(machine.busy[0]).toBe(0)
  })
})

describe('a change of class while waiting', () => {
  it('moves patients to the new class in order of joining, once', () => {
    const model = oneDoctor(
      { discipline: 'priority', order: ['urgent', 'routine'], classChange: { after: 'worsens', to: 'urgent' } },
      { classes: ['routine', 'urgent'], times: ['time', 'worsens'] },
    )
    const never = Number.POSITIVE_INFINITY
    const { words } = trace(
      model,
      [
        { at: 0, times: { time: 50 } },
        { at: 1, times: { worsens: 20 } },
        { at: 2, class: 'urgent', times: { worsens: never } },
        { at: 3, times: { worsens: 2000 } },
      ],
      { only: ['starts', 'turns'] },
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '21: 1 turns from routine to urgent',
      '50: 1 starts care after 49',
      '60: 2 starts care after 58',
      '70: 3 starts care after 67',
    ])
  })
})

describe('several requests for the same resource', () => {
  const twoSizes = (overtaking: boolean): TraceModel => ({
    resources: [{ name: 'nurse', units: 3 }],
    queues: [{ name: 'line', discipline: 'first-come', overtaking }],
    labels: { size: ['small', 'large'] },
    steps: [
      { name: 'by-size', do: 'branch', to: [{ when: { size: 'large' }, step: 'large' }, { step: 'small' }] },
      { name: 'large', do: 'serve', resources: { nurse: 3 }, duration: 'time', queue: 'line', next: 'out' },
      { name: 'small', do: 'serve', resources: { nurse: 1 }, duration: 'time', queue: 'line' },
      out,
    ],
  })
  const patients: TracePatient[] = [
    { at: 0 },
    { at: 1, labels: { size: 'large' } },
    { at: 2 },
    { at: 3, labels: { size: 'large' } },
  ]

  it('never let a small one past a large one that lacks units', () => {
    expect(starts(twoSizes(false), patients)).toEqual(['0 @0', '1 @10', '2 @20', '3 @30'])
  })

  it('unless the queue allows it', () => {
    expect(starts(twoSizes(true), patients)).toEqual(['0 @0', '2 @2', '1 @12', '3 @22'])
  })

  it('hold across queues as well, by the time of joining', () => {
    const model = twoSizes(false)
    const steps = model.steps.map((step) => {
      if (step.do !== 'serve') return step
      const { queue: _, ...own } = step
      return own
    })
    expect(starts({ ...model, queues: [], steps }, patients)).toEqual(['0 @0', '1 @10', '2 @20', '3 @30'])
  })

  it('do not keep a resource from others that its first does not lack', () => {
    // The one bed is taken until 50. Patient 1 waits for bed and nurse; patient 2 needs the nurse alone and does not have to wait for the bed.
    const model: TraceModel = {
      resources: [
        { name: 'bed', units: 1 },
        { name: 'nurse', units: 1 },
      ],
      steps: [
        { name: 'admission', do: 'serve', resources: { bed: 1, nurse: 1 }, duration: 'time', next: 'out' },
        { name: 'stay', do: 'serve', resources: { bed: 1 }, duration: 'time', next: 'out' },
        { name: 'dressing', do: 'serve', resources: { nurse: 1 }, duration: 'time' },
        out,
      ],
    }
    expect(starts(model, [{ at: 0, entry: 'stay', times: { time: 50 } }, { at: 1 }, { at: 2, entry: 'dressing' }])).toEqual([
      '0 @0',
      '2 @2',
      '1 @50',
    ])
  })

  it('let a request for other resources in the same queue pass', () => {
    const model: TraceModel = {
      resources: [
        { name: 'room', units: 1 },
        { name: 'scanner', units: 1 },
      ],
      queues: [{ name: 'hall', discipline: 'first-come' }],
      steps: [
        { name: 'talk', do: 'serve', resources: { room: 1 }, duration: 'time', queue: 'hall', next: 'out' },
        { name: 'scan', do: 'serve', resources: { scanner: 1 }, duration: 'time', queue: 'hall' },
        out,
      ],
    }
    expect(starts(model, [{ at: 0 }, { at: 1 }, { at: 2, entry: 'scan' }, { at: 3, entry: 'scan' }])).toEqual([
      '0 @0',
      '2 @2',
      '1 @10',
      '3 @12',
    ])
  })
})
