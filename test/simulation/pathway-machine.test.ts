import { describe, expect, it } from 'vitest'
import { type TraceModel, trace } from './trace.ts'

const oneServer: TraceModel = {
  resources: [{ name: 'doctor', units: 1 }],
  steps: [
    { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time' },
    { name: 'out', do: 'exit' },
  ],
}
const byPriority: TraceModel = {
  ...oneServer,
  classes: ['urgent', 'soon', 'later'],
  queues: [{ name: 'line', discipline: 'priority', order: ['urgent', 'soon', 'later'] }],
  steps: [
    { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line' },
    { name: 'out', do: 'exit' },
  ],
}

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
        { name: 'out', do: 'exit' },
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
    const units = {
      changes: [
        { at: 0, units: 2 },
        { at: 60, units: 1 },
        { at: 120, units: 0 },
        { at: 180, units: 2 },
      ],
    }
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
