import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import { out, type TraceModel, type TracePatient, trace, traceDocument, unitsFrom } from './trace.ts'

const bedsAndNurses = (beds: number, nurses: number) => [
  { name: 'bed', units: beds },
  { name: 'nurse', units: nurses },
]
const ward: Pick<TraceModel, 'resources' | 'labels'> = { resources: bedsAndNurses(2, 2), labels: { ill: ['no', 'yes'] } }
const ill = { labels: { ill: 'yes' } }
/** How many get through. */
const gone = (model: TraceModel, patients: readonly TracePatient[]) => trace(model, patients, { only: ['goes'] }).words.length

describe('patients who hold what others need are stopped', () => {
  it('when patients wait for each other', () => {
    const steps: TraceModel['steps'] = [
      { name: 'who', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'bed-first' }, { step: 'nurse-first' }] },
      { name: 'bed-first', do: 'seize', resources: { bed: 1 } },
      { name: 'wash', do: 'delay', duration: 'time' },
      { name: 'then-nurse', do: 'seize', resources: { nurse: 2 }, next: 'stay' },
      { name: 'nurse-first', do: 'seize', resources: { nurse: 2 } },
      { name: 'talk', do: 'delay', duration: 'time' },
      { name: 'then-bed', do: 'seize', resources: { bed: 1 } },
      { name: 'stay', do: 'delay', duration: 'time' },
      out,
    ]
    const model = { ...ward, resources: bedsAndNurses(1, 2), steps }
    expect(() => trace(model, [{ at: 0, ...ill }, { at: 3 }])).toThrow(
      'Patients wait for ever from minute 13 on: at step then-nurse for nurse, holding bed; at step then-bed for bed, holding nurse. Each holds what another needs; release it before waiting, seize everything at once, or add units',
    )
    // One after the other they get through.
    expect(trace(model, [{ at: 0, ...ill }, { at: 30 }], { only: ['goes'] }).words).toHaveLength(2)
    // With two beds nobody waits for good.
    expect(trace({ ...ward, steps }, [{ at: 0, ...ill }, { at: 3 }], { only: ['goes'] }).words).toHaveLength(2)
  })

  it('when those who hold a resource wait for more of it', () => {
    const steps: TraceModel['steps'] = [
      { name: 'one', do: 'seize', resources: { bed: 1 } },
      { name: 'stay', do: 'delay', duration: 'time' },
      { name: 'another', do: 'seize', resources: { bed: 1 } },
      out,
    ]
    expect(() => trace({ ...ward, steps }, [{ at: 0 }, { at: 1 }])).toThrow(
      'Patients wait for ever from minute 11 on: at step another for bed, holding bed. Each holds',
    )
  })
})

describe('a deadlock in a crowd', () => {
  it('is found before many more have come', () => {
    const exponential = (mean: number) => ({ distribution: 'exponential' as const, mean })
    const steps: TraceModel['steps'] = [
      { name: 'who', do: 'branch', to: [{ when: { class: 'bed-first' }, step: 'bed' }, { step: 'nurse' }] },
      { name: 'bed', do: 'seize', resources: { bed: 1 } },
      { name: 'wash', do: 'delay', duration: exponential(10) },
      { name: 'then-nurse', do: 'serve', resources: { nurse: 1 }, duration: exponential(12), next: 'out' },
      { name: 'nurse', do: 'seize', resources: { nurse: 1 } },
      { name: 'talk', do: 'delay', duration: exponential(10) },
      { name: 'then-bed', do: 'serve', resources: { bed: 1 }, duration: exponential(12) },
      out,
    ]
    const resources = bedsAndNurses(21, 21)
    const { pathway, population } = compileModel({
      ...traceDocument({ classes: ['bed-first', 'nurse-first'], resources, steps }, [{ at: 0 }]),
      arrivals: [
        {
          name: 'all',
          process: { process: 'poisson', ratePerHour: 60 },
          attributes: { class: { shares: { 'bed-first': 0.5, 'nurse-first': 0.5 } } },
        },
      ],
    })
    const source = new StreamSource(population)
    source.begin({ seed: 1, use: 'development', replication: 0 })
    const machine = new PathwayMachine(pathway)
    machine.begin(source)
    expect(() => machine.advance(1e6)).toThrow(
      'at step then-nurse for nurse, holding bed; at step then-bed for bed, holding nurse.',
    )
    // In a deadlock only arrivals happen, each of which makes the crowd larger that has to be looked through.
    expect(machine.inside).toBeLessThan(600)
  })
})

describe('patients who may not pass each other are stopped', () => {
  type Hall = NonNullable<TraceModel['queues']>[number]
  /** Those who are ill take a nurse and later need the bed; the others take both at once. All wait in one hall. */
  const hall = (more: Partial<Hall> = {}, model: Partial<TraceModel> = {}): TraceModel => ({
    ...ward,
    resources: bedsAndNurses(1, 1),
    queues: [{ name: 'hall', discipline: 'first-come', ...more }],
    steps: [
      { name: 'who', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'nurse-first' }, { step: 'both' }] },
      { name: 'nurse-first', do: 'seize', resources: { nurse: 1 } },
      { name: 'talk', do: 'delay', duration: 'time' },
      { name: 'then-bed', do: 'seize', resources: { bed: 1 }, queue: 'hall', next: 'stay' },
      { name: 'both', do: 'seize', resources: { bed: 1, nurse: 1 }, queue: 'hall' },
      { name: 'stay', do: 'delay', duration: 'time' },
      out,
    ],
    ...model,
  })
  const patients = [{ at: 0, ...ill }, { at: 3 }]

  it('in one queue, though what the one behind needs is free', () => {
    expect(() => trace(hall(), patients)).toThrow(
      'Patients wait for ever from minute 10 on: at step then-bed for bed, holding nurse; at step both for bed and nurse, where others may not pass them. Each holds what another needs, or stands before another; release it before waiting, seize everything at once, let the queue allow overtaking, or add units',
    )
    const byUrgency: Partial<Hall> = { discipline: 'priority', order: ['urgent', 'routine'] }
    const urgent = [
      { at: 0, ...ill, class: 'routine' },
      { at: 12, class: 'urgent' },
      { at: 3, class: 'routine' },
    ]
    expect(() => trace(hall(byUrgency, { classes: ['urgent', 'routine'] }), urgent)).toThrow('from minute 10 on')
  })

  it('but not where those before let others pass, leave, change their class, or nobody is held up', () => {
    expect(gone(hall({ overtaking: true }), patients)).toBe(2)
    expect(gone(hall({ discipline: 'last-come' }), patients)).toBe(2)
    expect(gone(hall(), [{ at: 0, ...ill }, { at: 30 }])).toBe(2)
    // Who runs out of patience after 25 minutes makes way.
    const leaving = hall({ patience: 'patience' }, { times: ['time', 'patience'] })
    const times = (patience: number) => ({ times: { patience } })
    expect(
      gone(leaving, [
        { at: 0, ...ill, ...times(1000) },
        { at: 3, ...times(25) },
      ]),
    ).toBe(2)
    // The ill become urgent after five minutes of waiting for the bed, and then come first.
    const changing = hall(
      { discipline: 'priority', order: ['urgent', 'routine'], classChange: { after: 'worse', to: 'urgent' } },
      { classes: ['routine', 'urgent'], times: ['time', 'worse'] },
    )
    const worse = (minutes: number) => ({ times: { worse: minutes } })
    expect(
      gone(changing, [
        { at: 0, ...ill, ...worse(5) },
        { at: 3, ...worse(1000) },
      ]),
    ).toBe(2)
  })

  it('but not where more units come on duty later, or a queue passes by waiting', () => {
    const resources = [
      { name: 'bed', units: 1 },
      { name: 'nurse', units: unitsFrom([0, 1], [60, 2]) },
    ]
    expect(gone(hall({}, { resources }), patients)).toBe(2)
    const fast = hall({ discipline: 'accumulating', slopes: { routine: 1, urgent: 10 } }, { classes: ['routine', 'urgent'] })
    // Ten times as fast: after 8 minutes of waiting the ill come before those who have waited 15.
    const visitors = [{ at: 0, ...ill, class: 'urgent' }, { at: 3 }, { at: 18 }, { at: 40 }]
    expect(gone(fast, visitors)).toBe(4)
  })

  it('across queues, where whoever has waited longer lacks units of the same resource', () => {
    const model = (discipline: Hall['discipline']): TraceModel => ({
      ...ward,
      queues: [{ name: 'hall', discipline }],
      steps: [
        { name: 'who', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'one' }, { step: 'two' }] },
        { name: 'one', do: 'seize', resources: { bed: 1 } },
        { name: 'talk', do: 'delay', duration: 'time' },
        { name: 'one-more', do: 'seize', resources: { bed: 1 }, next: 'stay' },
        { name: 'two', do: 'seize', resources: { bed: 2 }, queue: 'hall' },
        { name: 'stay', do: 'delay', duration: 'time' },
        out,
      ],
    })
    expect(() => trace(model('first-come'), patients)).toThrow(
      'Patients wait for ever from minute 10 on: at step one-more for bed, holding bed; at step two for bed, where others may not pass them.',
    )
    // The last to come stands before patient 1, but behind patient 0, who has waited longer.
    expect(gone(model('last-come'), [...patients, { at: 15 }])).toBe(3)
  })

  /** Beds, taken one by one or several at once; others take them in a hall. */
  const beds = (model: Pick<TraceModel, 'resources' | 'steps'>): TraceModel => ({
    labels: { does: ['one-by-one', 'all-at-once', 'other'] },
    queues: [{ name: 'hall', discipline: 'first-come' }],
    ...model,
    steps: [
      {
        name: 'who',
        do: 'branch',
        to: [{ when: { does: 'one-by-one' }, step: 'one' }, { when: { does: 'all-at-once' }, step: 'all' }, { step: 'other' }],
      },
      { name: 'one', do: 'seize', resources: { bed: 1 } },
      { name: 'talk', do: 'delay', duration: 'time' },
      { name: 'one-more', do: 'seize', resources: { bed: 1 } },
      { name: 'stay', do: 'delay', duration: 'time', next: 'out' },
      { name: 'all', do: 'seize', resources: { bed: 3 }, queue: 'hall', next: 'out' },
      ...model.steps,
      out,
    ],
  })
  const does = (what: string) => ({ labels: { does: what } })

  it('but not across queues where the one who has waited longer is held up in the own queue', () => {
    // From minute 30 on a bed is free. Patient 3 waits behind patient 2, who waits for the scanner until minute 50 and keeps the bed from those
    // of the hall alone.
    const model = beds({
      resources: [
        { name: 'bed', units: 3 },
        {
          name: 'scanner',
          units: unitsFrom([0, 0], [50, 1]),
        },
      ],
      steps: [
        { name: 'other', do: 'branch', to: [{ when: { class: 'two' }, step: 'two' }, { step: 'scan' }] },
        { name: 'two', do: 'serve', resources: { bed: 2 }, duration: 'time', next: 'out' },
        { name: 'scan', do: 'serve', resources: { bed: 1, scanner: 1 }, duration: 'time', queue: 'hall' },
      ],
    })
    const { words } = trace(
      { ...model, classes: ['scan', 'two'] },
      [
        { at: 0, ...does('one-by-one') },
        { at: 0, ...does('other'), class: 'two', times: { time: 30 } },
        { at: 1, ...does('other') },
        { at: 2, ...does('all-at-once') },
      ],
      { only: ['starts'] },
    )
    expect(words.slice(2)).toEqual(['30: 0 starts one-more after 20', '50: 2 starts scan after 49', '60: 3 starts all after 58'])
  })

  it('but not where care is broken off: who comes back stands before others, or minds nobody', () => {
    const nurse = (...changes: Parameters<typeof unitsFrom>) => ({
      name: 'nurse',
      units: unitsFrom(...changes),
      atShiftEnd: 'hand-over' as const,
    })
    // Patient 1 loses the nurse, goes back to the hall before patient 2, and with that gives patient 0 a chance.
    const model = beds({
      resources: [{ name: 'bed', units: 3 }, nurse([0, 1], [20, 0], [40, 1])],
      steps: [{ name: 'other', do: 'serve', resources: { bed: 1, nurse: 1 }, duration: 'time', queue: 'hall' }],
    })
    const patients = [
      { at: 0, ...does('one-by-one') },
      { at: 0, ...does('other'), times: { time: 35 } },
      { at: 2, ...does('all-at-once') },
    ]
    expect(trace(model, patients, { only: ['starts'] }).words.slice(2)).toEqual([
      '20: 0 starts one-more after 10',
      '40: 1 starts other after 20',
      '55: 2 starts all after 53',
    ])
    // Patient 0 keeps the bed, and gets the nurse back before patient 2, who is more urgent and stands before patient 1.
    const byUrgency: TraceModel = {
      classes: ['urgent', 'routine'],
      resources: [{ name: 'bed', units: 2 }, nurse([0, 1], [20, 0], [40, 1])],
      queues: [{ name: 'hall', discipline: 'priority', order: ['urgent', 'routine'] }],
      steps: [
        { name: 'who', do: 'branch', to: [{ when: { class: 'urgent' }, step: 'both' }, { step: 'bed' }] },
        { name: 'bed', do: 'seize', resources: { bed: 1 } },
        { name: 'care', do: 'serve', resources: { nurse: 1 }, duration: 'time', queue: 'hall', next: 'out' },
        { name: 'both', do: 'seize', resources: { bed: 1, nurse: 1 }, queue: 'hall' },
        out,
      ],
    }
    const urgentLater = [
      { at: 0, class: 'routine', times: { time: 30 } },
      { at: 21, class: 'routine' },
      { at: 25, class: 'urgent' },
    ]
    expect(trace(byUrgency, urgentLater, { only: ['starts'] }).words.slice(3)).toEqual([
      '40: 0 starts care after 20',
      '50: 2 starts both after 25',
      '50: 1 starts care after 29',
    ])
  })
})
