import { describe, expect, it } from 'vitest'
import { oneDoctor, out, type TraceModel, trace, unitsFrom } from './trace.ts'

const oneServer: TraceModel = {
  resources: [{ name: 'doctor', units: 1 }],
  steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time' }, out],
}
const classes = ['urgent', 'soon', 'later']
const byPriority = oneDoctor({ discipline: 'priority', order: classes }, { classes })

describe('PathwayMachine', () => {
  it('tells everything that happens to a patient', () => {
    const { words, machine } = trace(oneServer, [{ at: 0 }, { at: 4, times: { time: 3 } }])
    expect(words).toEqual([
      '0: 0 arrives',
      '0: 0 joins care',
      '0: 0 starts care after 0',
      '0: 0 takes 1 doctor',
      '4: 1 arrives',
      '4: 1 joins care',
      '10: 0 gives 1 doctor',
      '10: 0 goes (exit 0)',
      '10: 1 starts care after 6',
      '10: 1 takes 1 doctor',
      '13: 1 gives 1 doctor',
      '13: 1 goes (exit 0)',
    ])
    expect(machine.busy[0]).toBe(0)
    expect(machine.inside).toBe(0)
  })

  it('serves the most urgent first and first come, first served inside a class', () => {
    const patients = [{ at: 0 }, { at: 1, class: 'later' }, { at: 2, class: 'soon' }, { at: 3, class: 'soon' }]
    expect(trace(byPriority, patients, { only: ['starts'] }).words).toEqual([
      '0: 0 starts care after 0',
      '10: 2 starts care after 8',
      '20: 3 starts care after 17',
      '30: 1 starts care after 29',
    ])
  })

  it('seizes several resources all or nothing', () => {
    const model: TraceModel = {
      resources: [
        { name: 'bed', units: 3 },
        { name: 'nurse', units: 5 },
      ],
      times: ['nursing', 'rest'],
      steps: [
        { name: 'admit', do: 'seize', resources: { bed: 2, nurse: 1 } },
        { name: 'nursing', do: 'delay', duration: 'nursing' },
        { name: 'leave-nurse', do: 'release', resources: { nurse: 1 } },
        { name: 'rest', do: 'delay', duration: 'rest' },
        out,
      ],
    }
    const times = { nursing: 5, rest: 20 }
    const { words, machine } = trace(
      model,
      [
        { at: 0, times },
        { at: 1, times },
      ],
      { only: ['starts', 'gives'] },
    )
    expect(words).toEqual([
      '0: 0 starts admit after 0',
      '5: 0 gives 1 nurse',
      '25: 0 gives 2 bed',
      '25: 1 starts admit after 24',
      '30: 1 gives 1 nurse',
      '50: 1 gives 2 bed',
    ])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('lets those at work finish when their shift ends, and starts nobody above the new number', () => {
    const units = unitsFrom([0, 2], [60, 1], [120, 0], [180, 2])
    const time = (minutes: number) => ({ times: { time: minutes } })
    const { words } = trace(
      { ...oneServer, resources: [{ name: 'doctor', units }] },
      [
        { at: 50, ...time(30) },
        { at: 51, ...time(60) },
        { at: 52, ...time(30) },
        { at: 115, ...time(30) },
      ],
      { only: ['starts', 'duty'] },
    )
    // From 60 on one is on duty: nobody starts until both who are busy have finished (minutes 80 and 111); from 120 on nobody is.
    expect(words).toEqual([
      '50: 0 starts care after 0',
      '51: 1 starts care after 0',
      '60: 1 doctor on duty',
      '111: 2 starts care after 59',
      '120: 0 doctor on duty',
      '180: 2 doctor on duty',
      '180: 3 starts care after 65',
    ])
  })
})

describe('a fixed number that goes round for ever', () => {
  it('needs no exit: machines that are repaired', () => {
    const model: TraceModel = {
      resources: [{ name: 'repairer', units: 1 }],
      steps: [
        { name: 'work', do: 'delay', duration: 'time' },
        { name: 'repair', do: 'serve', resources: { repairer: 1 }, duration: 'time', next: 'work' },
      ],
    }
    const times = (time: number) => ({ times: { time } })
    const { words, machine } = trace(
      model,
      [
        { at: 0, ...times(10) },
        { at: 0, ...times(4) },
      ],
      { only: ['starts'], until: 40 },
    )
    expect(words).toEqual([
      '4: 1 starts repair after 0',
      '10: 0 starts repair after 0',
      '20: 1 starts repair after 8',
      '28: 1 starts repair after 0',
      '32: 0 starts repair after 2',
    ])
    expect(machine.inside).toBe(2)
  })
})

describe('blocking', () => {
  it('keeps who cannot go on where they are: places behind a step are a resource', () => {
    // One ward bed. The theatre is not free for patient 1 before patient 0 has found a bed.
    const model: TraceModel = {
      resources: [
        { name: 'theatre', units: 1 },
        { name: 'bed', units: 1 },
      ],
      times: ['operation', 'stay'],
      steps: [
        { name: 'theatre', do: 'seize', resources: { theatre: 1 } },
        { name: 'operation', do: 'delay', duration: 'operation' },
        { name: 'bed', do: 'seize', resources: { bed: 1 } },
        { name: 'leave-theatre', do: 'release', resources: { theatre: 1 } },
        { name: 'stay', do: 'delay', duration: 'stay' },
        out,
      ],
    }
    const times = { operation: 5, stay: 20 }
    const { words } = trace(
      model,
      [
        { at: 0, times },
        { at: 0, times },
        { at: 0, times },
      ],
      { only: ['starts'] },
    )
    expect(words).toEqual([
      '0: 0 starts theatre after 0',
      '5: 0 starts bed after 0',
      '5: 1 starts theatre after 5',
      '25: 1 starts bed after 15',
      '25: 2 starts theatre after 25',
      '45: 2 starts bed after 15',
    ])
  })
})

describe('numbered units', () => {
  it('tell who has which, the smallest free number first', () => {
    const model: TraceModel = {
      resources: [{ name: 'room', units: 3, individual: true }],
      steps: [{ name: 'stay', do: 'serve', resources: { room: 1 }, duration: 'time' }, out],
    }
    const { words } = trace(model, [{ at: 0 }, { at: 1, times: { time: 4 } }, { at: 2 }, { at: 6 }], { only: ['takes', 'gives'] })
    expect(words).toEqual([
      '0: 0 takes 1 room#0',
      '1: 1 takes 1 room#1',
      '2: 2 takes 1 room#2',
      '5: 1 gives 1 room#1',
      '6: 3 takes 1 room#1',
      '10: 0 gives 1 room#0',
      '12: 2 gives 1 room#2',
      '16: 3 gives 1 room#1',
    ])
  })
})
