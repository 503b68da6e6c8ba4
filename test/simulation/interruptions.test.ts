import { describe, expect, it } from 'vitest'
import { oneDoctor, out, type TraceModel, type TracePatient, trace, unitsFrom } from './trace.ts'

const classes = ['urgent', 'soon', 'later']
const told = { only: ['starts', 'preempted', 'handed', 'goes', 'duty', 'leaves', 'lost at'] }

const preemptive = (preemption: 'resume' | 'restart' | 'resample', more: Partial<TraceModel> = {}) =>
  oneDoctor({ discipline: 'priority', order: classes, preemption }, { classes, ...more })

describe('pre-emption', () => {
  const patients: TracePatient[] = [
    { at: 0, class: 'later' },
    { at: 4, class: 'urgent', times: { time: 3 } },
  ]

  it('resumes with what was left', () => {
    expect(trace(preemptive('resume'), patients).words).toEqual([
      '0: 0 arrives',
      '0: 0 joins care',
      '0: 0 starts care after 0',
      '0: 0 takes 1 doctor',
      '4: 1 arrives',
      '4: 1 joins care',
      '4: 0 is preempted at care',
      '4: 0 gives 1 doctor',
      '4: 1 starts care after 0',
      '4: 1 takes 1 doctor',
      '7: 1 gives 1 doctor',
      '7: 1 goes (exit 0)',
      '7: 0 starts care after 3',
      '7: 0 takes 1 doctor',
      '13: 0 gives 1 doctor',
      '13: 0 goes (exit 0)',
    ])
  })

  it('restarts with the same time', () => {
    expect(trace(preemptive('restart'), patients, { only: ['goes'] }).words).toEqual([
      '7: 1 goes (exit 0)',
      '17: 0 goes (exit 0)',
    ])
  })

  it('resamples: a new time from the same distribution', () => {
    const model = preemptive('resample', {
      steps: [
        {
          name: 'care',
          do: 'serve',
          resources: { doctor: 1 },
          duration: { distribution: 'uniform', minimum: 10, maximum: 20 },
          queue: 'line',
        },
        out,
      ],
    })
    const one = trace(model, [{ at: 0, class: 'later' }], { only: ['goes'] }).words.map(Number.parseFloat)
    const both = trace(model, patients, { only: ['goes'] }).words.map(Number.parseFloat)
    const again = both[1]! - both[0]!
    expect(again).toBeGreaterThan(10)
    expect(again).toBeLessThan(20)
    expect(again).not.toBeCloseTo(one[0]!, 3)
  })

  it('takes from the least urgent, of these from whoever started last, and never from equals', () => {
    const model = preemptive('resume', { resources: [{ name: 'doctor', units: 3 }] })
    const { words } = trace(
      model,
      [
        { at: 0, class: 'later', times: { time: 100 } },
        { at: 1, class: 'later', times: { time: 100 } },
        { at: 2, class: 'soon', times: { time: 100 } },
        { at: 3, class: 'soon', times: { time: 5 } },
        { at: 4, class: 'urgent', times: { time: 5 } },
        { at: 5, class: 'urgent', times: { time: 5 } },
        { at: 6, class: 'later', times: { time: 5 } },
        { at: 7, class: 'urgent', times: { time: 5 } },
      ],
      { ...told, until: 11 },
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '1: 1 starts care after 0',
      '2: 2 starts care after 0',
      '3: 1 is preempted at care',
      '3: 3 starts care after 0',
      '4: 0 is preempted at care',
      '4: 4 starts care after 0',
      '5: 3 is preempted at care',
      '5: 5 starts care after 0',
      '7: 2 is preempted at care',
      '7: 7 starts care after 0',
      '9: 4 goes (exit 0)',
      // Both of the same urgency: whoever joined first.
      '9: 2 starts care after 2',
      '10: 5 goes (exit 0)',
      '10: 3 starts care after 5',
    ])
  })

  it('takes several units from several patients, or nobody where that is not enough', () => {
    const model: TraceModel = {
      ...preemptive('resume'),
      resources: [{ name: 'nurse', units: 4 }],
      labels: { size: ['one', 'three'] },
      steps: [
        { name: 'by-size', do: 'branch', to: [{ when: { size: 'three' }, step: 'three' }, { step: 'one' }] },
        { name: 'three', do: 'serve', resources: { nurse: 3 }, duration: 'time', queue: 'line', next: 'out' },
        { name: 'one', do: 'serve', resources: { nurse: 1 }, duration: 'time', queue: 'line' },
        out,
      ],
    }
    const three = { labels: { size: 'three' } }
    const { words, machine } = trace(
      model,
      [
        { at: 0, class: 'urgent', times: { time: 30 } },
        { at: 1, class: 'soon', times: { time: 30 } },
        { at: 2, class: 'later', times: { time: 30 } },
        // Could have three units only by taking two: from 2 and 1.
        { at: 3, class: 'urgent', ...three, times: { time: 5 } },
        // One of three units would come from `later` (2), two are held by urgent ones: nobody is interrupted.
        { at: 10, class: 'soon', ...three, times: { time: 5 } },
      ],
      { only: ['starts', 'preempted', 'gives'] },
    )
    expect(words).toEqual([
      '0: 0 starts one after 0',
      '1: 1 starts one after 0',
      '2: 2 starts one after 0',
      '3: 2 is preempted at one',
      '3: 2 gives 1 nurse',
      '3: 1 is preempted at one',
      '3: 1 gives 1 nurse',
      '3: 3 starts three after 0',
      '8: 3 gives 3 nurse',
      '8: 1 starts one after 5',
      '8: 2 starts one after 5',
      // 1 went on with 28 minutes, 2 with 29; 4 takes from 2 but 1 is its equal: 0 and 1 hold two, so three are not to be had before 30.
      '30: 0 gives 1 nurse',
      '30: 2 is preempted at one',
      '30: 2 gives 1 nurse',
      '30: 4 starts three after 20',
      '35: 4 gives 3 nurse',
      '35: 2 starts one after 5',
      '36: 1 gives 1 nurse',
      '42: 2 gives 1 nurse',
    ])
    expect(machine.busy[0]).toBe(0)
  })

  it('leaves interrupted patients everything else they hold, and they give it back once', () => {
    const model: TraceModel = {
      ...preemptive('resume'),
      resources: [
        { name: 'bed', units: 2 },
        { name: 'doctor', units: 1 },
      ],
      times: ['time', 'rest'],
      steps: [
        { name: 'care', do: 'seize', resources: { bed: 1, doctor: 1 }, queue: 'line' },
        { name: 'treat', do: 'delay', duration: 'time' },
        { name: 'free-doctor', do: 'release', resources: { doctor: 1 } },
        { name: 'rest', do: 'delay', duration: 'rest' },
        out,
      ],
    }
    const { words, machine } = trace(
      model,
      [
        { at: 0, class: 'later', times: { time: 10, rest: 5 } },
        { at: 4, class: 'urgent', times: { time: 3, rest: 20 } },
        { at: 5, class: 'urgent', times: { time: 1, rest: 1 } },
      ],
      { only: ['starts', 'preempted', 'gives', 'takes'] },
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '0: 0 takes 1 bed',
      '0: 0 takes 1 doctor',
      '4: 0 is preempted at care',
      '4: 0 gives 1 doctor',
      '4: 1 starts care after 0',
      '4: 1 takes 1 bed',
      '4: 1 takes 1 doctor',
      '7: 1 gives 1 doctor',
      // Patient 2 is more urgent than 0, who is interrupted and keeps a bed: that is taken, too.
      '7: 0 gives 1 bed',
      '7: 2 starts care after 2',
      '7: 2 takes 1 bed',
      '7: 2 takes 1 doctor',
      '8: 2 gives 1 doctor',
      '9: 2 gives 1 bed',
      '9: 0 starts care after 5',
      '9: 0 takes 1 doctor',
      '9: 0 takes 1 bed',
      '15: 0 gives 1 doctor',
      '20: 0 gives 1 bed',
      '27: 1 gives 1 bed',
    ])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('neither loses who comes back to a full queue nor pushes anyone out, and their patience is over', () => {
    const model = preemptive('resume', {
      times: ['time', 'patience'],
      queues: [{ name: 'line', discipline: 'priority', order: classes, preemption: 'resume', places: 1, patience: 'patience' }],
    })
    const long = { patience: 1000 }
    const { words } = trace(
      model,
      [
        { at: 0, class: 'later', times: { time: 10, patience: 1 } },
        { at: 1, class: 'later', times: { time: 10, patience: 22 } },
        { at: 2, class: 'later', times: long },
        { at: 3, class: 'urgent', times: { time: 20, ...long } },
        { at: 4, class: 'urgent', times: long },
      ],
      told,
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '2: 2 is lost at care',
      '2: 2 goes (lost)',
      '3: 0 is preempted at care',
      '3: 3 starts care after 0',
      '4: 4 is lost at care',
      '4: 4 goes (lost)',
      '23: 3 goes (exit 0)',
      '23: 0 starts care after 20',
      '23: 1 leaves care',
      '23: 1 goes (out of patience)',
      '30: 0 goes (exit 0)',
    ])
  })

  it('follows a change of class while waiting', () => {
    const model = preemptive('resume', {
      times: ['time', 'worsens'],
      queues: [
        {
          name: 'line',
          discipline: 'priority',
          order: classes,
          preemption: 'resume',
          classChange: { after: 'worsens', to: 'urgent' },
        },
      ],
    })
    const { words } = trace(
      model,
      [
        { at: 0, class: 'soon', times: { worsens: 999 } },
        { at: 1, class: 'later', times: { worsens: 5, time: 2 } },
      ],
      { only: ['starts', 'turns', 'preempted', 'goes'] },
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '6: 1 turns from later to urgent',
      '6: 0 is preempted at care',
      '6: 1 starts care after 5',
      '8: 1 goes (exit 0)',
      '8: 0 starts care after 2',
      '12: 0 goes (exit 0)',
    ])
  })
})

describe('the end of a shift', () => {
  const units = unitsFrom([0, 2], [6, 1], [20, 2])
  const steps: TraceModel['steps'] = [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time' }, out]

  it('hands patients over to the front of the queue, and they go on where care was broken off', () => {
    const model: TraceModel = { resources: [{ name: 'doctor', units, atShiftEnd: 'hand-over' }], steps }
    const { words } = trace(model, [{ at: 0 }, { at: 1, times: { time: 12 } }, { at: 2 }], told)
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '1: 1 starts care after 0',
      '6: 1 doctor on duty',
      '6: 1 is handed-over at care',
      '10: 0 goes (exit 0)',
      '10: 1 starts care after 4',
      '17: 1 goes (exit 0)',
      '17: 2 starts care after 15',
      '20: 2 doctor on duty',
      '27: 2 goes (exit 0)',
    ])
  })

  it('may leave nobody on duty', () => {
    const gap = {
      changes: [
        { at: 0, units: 1 },
        { at: 5, units: 0 },
        { at: 8, units: 1 },
      ],
      repeatEvery: 10,
    }
    const model: TraceModel = { resources: [{ name: 'doctor', units: gap, atShiftEnd: 'hand-over' }], steps }
    const { words } = trace(model, [{ at: 0 }], { only: ['starts', 'handed', 'goes'], until: 40 })
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '5: 0 is handed-over at care',
      '8: 0 starts care after 3',
      '13: 0 goes (exit 0)',
    ])
  })

  it('hands over the least urgent of a priority queue', () => {
    const model: TraceModel = {
      classes,
      resources: [{ name: 'doctor', units, atShiftEnd: 'hand-over' }],
      queues: [{ name: 'line', discipline: 'priority', order: classes }],
      steps: [{ ...steps[0]!, queue: 'line' } as TraceModel['steps'][number], steps[1]!],
    }
    const { words } = trace(
      model,
      [
        { at: 0, class: 'later' },
        { at: 1, class: 'urgent', times: { time: 12 } },
      ],
      told,
    )
    expect(words).toEqual([
      '0: 0 starts care after 0',
      '1: 1 starts care after 0',
      '6: 1 doctor on duty',
      '6: 0 is handed-over at care',
      '13: 1 goes (exit 0)',
      '13: 0 starts care after 7',
      '17: 0 goes (exit 0)',
      '20: 2 doctor on duty',
    ])
  })

  it('takes several units of one patient at once, who keeps the room', () => {
    const model: TraceModel = {
      resources: [
        { name: 'room', units: 1 },
        {
          name: 'nurse',
          units: unitsFrom([0, 2], [3, 1], [9, 2]),
          atShiftEnd: 'hand-over',
        },
      ],
      steps: [{ name: 'operation', do: 'serve', resources: { room: 1, nurse: 2 }, duration: 'time' }, out],
    }
    const { words, machine } = trace(model, [{ at: 0 }], { only: ['starts', 'handed', 'gives', 'takes'] })
    expect(words).toEqual([
      '0: 0 starts operation after 0',
      '0: 0 takes 1 room',
      '0: 0 takes 2 nurse',
      '3: 0 is handed-over at operation',
      '3: 0 gives 2 nurse',
      '9: 0 starts operation after 6',
      '9: 0 takes 2 nurse',
      '16: 0 gives 1 room',
      '16: 0 gives 2 nurse',
    ])
    expect([...machine.busy]).toEqual([0, 0])
  })
})
