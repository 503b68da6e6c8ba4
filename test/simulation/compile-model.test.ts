import { describe, expect, it } from 'vitest'
import { compileModel, inspectModel } from '../../src/main/simulation/compile-model.ts'
import { ModelProblems } from '../../src/main/simulation/model-error.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { type TraceModel, trace, traceDocument } from './trace.ts'

/** The problems that a model of these steps has. */
function problemsOf(model: TraceModel, patients = [{ at: 0 }]): string[] {
  try {
    compileModel(traceDocument(model, patients))
  } catch (error) {
    if (error instanceof ModelProblems) return error.problems.map(({ path, message }) => `${path} ${message}`)
    throw error
  }
  return []
}

const ward: Pick<TraceModel, 'resources' | 'labels'> = {
  resources: [
    { name: 'bed', units: 2 },
    { name: 'nurse', units: 2 },
  ],
  labels: { ill: ['no', 'yes'] },
}
const out: TraceModel['steps'][number] = { name: 'out', do: 'exit' }

describe('a document that cannot be run is refused with a sentence', () => {
  it('for what its fields say', () => {
    expect(problemsOf({ ...ward, steps: [{ name: 'care', do: 'serve', resources: { cot: 1 }, duration: 'time' }, out] })).toEqual(
      ['steps[0].resources.cot names resource "cot"; the resources are bed, nurse'],
    )
  })

  it('when units are given back that are not held', () => {
    expect(
      problemsOf({
        ...ward,
        steps: [
          { name: 'in', do: 'seize', resources: { bed: 1 } },
          { name: 'free-nurse', do: 'release', resources: { nurse: 1 } },
          { name: 'free-beds', do: 'release', resources: { bed: 2 } },
          out,
        ],
      }),
    ).toEqual([
      'steps[1].resources.nurse is 1, but none is held when patients come here; seize it before, or release less',
      'steps[2].resources.bed is 2, but only 1 is held when patients come here; seize it before, or release less',
    ])
  })

  it('when a step is reached holding different units', () => {
    expect(
      problemsOf({
        ...ward,
        steps: [
          { name: 'who', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'in' }, { step: 'talk' }] },
          { name: 'in', do: 'seize', resources: { bed: 1, nurse: 2 } },
          { name: 'talk', do: 'delay', duration: 'time' },
          out,
        ],
      }),
    ).toEqual([
      'steps[2] is reached from step who holding nothing, and from step in holding 1 bed and 2 nurse; seize or release so that it is the same, or use two steps',
    ])
  })

  const aRound: TraceModel['steps'] = [
    { name: 'in', do: 'delay', duration: 'time' },
    { name: 'talk', do: 'delay', duration: 'time', next: 'round' },
    { name: 'lost', do: 'delay', duration: 'time' },
    { name: 'round', do: 'delay', duration: 'time', next: 'talk' },
    out,
  ]
  const cannotBeReached = [2, 4].map(
    (index) => `steps[${index}] can never be reached; lead to it from another step, or remove it`,
  )

  it('when a step cannot be reached', () => {
    expect(problemsOf({ ...ward, steps: aRound })).toEqual(cannotBeReached)
  })

  it('when patients who come without end can never leave', () => {
    const document = traceDocument({ ...ward, steps: aRound }, [{ at: 0 }])
    const arriving = (arrival: Partial<ModelDocument['arrivals'][number]>) => {
      const poisson = { process: 'poisson', ratePerHour: 1 } as const
      const walkIn = { name: 'walk-in', process: poisson, ...arrival }
      try {
        compileModel({ ...document, arrivals: [...document.arrivals, walkIn] })
        return []
      } catch (error) {
        return (error as ModelProblems).problems.map(({ path, message }) => `${path} ${message}`)
      }
    }
    const caught = (index: number, step: string) =>
      `steps[${index}] leads to no exit: nobody who comes to ${step} can leave the model, so that there would be ever more patients inside; lead on to a step that does "exit", or let only a fixed number arrive (a limit, times, or at-start)`
    expect(arriving({})).toEqual([...cannotBeReached, caught(0, 'in')])
    expect(arriving({ entry: 'round' })).toEqual([...cannotBeReached, caught(3, 'round')])
    // A run ends before what is to come later.
    const horizon = document.run.horizon
    expect(arriving({ until: horizon })).toEqual([...cannotBeReached, caught(0, 'in')])
    const finite: Partial<ModelDocument['arrivals'][number]>[] = [
      { limit: 10 },
      { until: horizon / 2 },
      { process: { process: 'at-start', patients: 3 } },
      { process: { process: 'spread', patients: 3, bounds: [0, 1], shares: [1] } },
    ]
    for (const arrival of finite) expect(arriving(arrival)).toEqual(cannotBeReached)
  })

  it('but not for a way with probability 0', () => {
    const steps: TraceModel['steps'] = [
      {
        name: 'who',
        do: 'branch',
        to: [
          { probability: 1, step: 'out' },
          { probability: 0, step: 'for-ever' },
        ],
      },
      { name: 'for-ever', do: 'delay', duration: 'time', next: 'for-ever' },
      out,
    ]
    expect(problemsOf({ ...ward, steps })).toEqual([])
  })

  it('when patients ask for more than there will ever be beside what they hold', () => {
    expect(
      problemsOf({
        ...ward,
        steps: [
          { name: 'in', do: 'seize', resources: { bed: 1 } },
          { name: 'two-more', do: 'seize', resources: { bed: 2 } },
          out,
        ],
      }),
    ).toEqual([
      'steps[1].resources.bed is 2 and patients who come here hold 1 already; there are never more than 2 on duty, so nobody would ever start',
    ])
  })

  it('when a policy would have to know more than the class', () => {
    const steps: TraceModel['steps'] = [
      { name: 'in', do: 'serve', resources: { bed: 1 }, duration: 'time', queue: 'hall' },
      { name: 'on', do: 'serve', resources: { nurse: 1 }, duration: 'time', queue: 'hall' },
      out,
    ]
    expect(problemsOf({ ...ward, queues: [{ name: 'hall', discipline: 'policy' }], steps })).toEqual([
      'queues[0].discipline is policy, so all steps that wait here must ask for the same units; give each its own queue',
    ])
    expect(
      problemsOf({
        resources: [{ name: 'nurse', units: { byHour: Array(24).fill(1) }, atShiftEnd: 'hand-over' }],
        queues: [{ name: 'hall', discipline: 'policy' }],
        steps: [{ name: 'in', do: 'serve', resources: { nurse: 1 }, duration: 'time', queue: 'hall' }, out],
      }),
    ).toEqual([
      'queues[0].discipline is policy, which cannot wait for nurse, whose patients are handed over at the end of a shift; let nurse finish, or choose another discipline',
    ])
  })
})

describe('compileModel', () => {
  it('tells what inspecting tells', () => {
    const bad: TraceModel = { ...ward, steps: [{ name: 'free', do: 'release', resources: { bed: 1 } }, out] }
    const { problems } = inspectModel(traceDocument(bad, [{ at: 0 }]))
    expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual(problemsOf(bad))
    expect(problems).toHaveLength(1)
    const odd = traceDocument({ ...ward, steps: [out] }, [{ at: 0 }])
    expect(inspectModel(odd)).toEqual({ problems: [], warnings: compileModel(odd).warnings })
  })

  it('warns of what is never used', () => {
    const model: TraceModel = { ...ward, queues: [{ name: 'hall', discipline: 'first-come' }], steps: [out] }
    expect(compileModel(traceDocument(model, [{ at: 0 }])).warnings).toEqual([
      'Nobody waits in queue hall: no step names it.',
      'Resource bed is never used: no step asks for it.',
      'Resource nurse is never used: no step asks for it.',
    ])
  })

  it('warns of a resource that never has anybody on duty, where somebody waits for it', () => {
    const warnings = (units: NonNullable<ModelDocument['resources']>[number]['units'], more: Partial<TraceModel> = {}) => {
      const model: TraceModel = {
        resources: [{ name: 'nurse', units }],
        steps: [{ name: 'care', do: 'serve', resources: { nurse: 1 }, duration: 'time' }, out],
        ...more,
      }
      const document = traceDocument(model, [{ at: 0 }])
      return compileModel({ ...document, run: { ...document.run, horizon: 600 } }).warnings
    }
    const never =
      'Resource nurse has 0 units from the beginning of the run to its end, so nobody who needs it ever starts: the steps that wait for it are care. Give it units, or let these steps do without it.'
    const onlyAt = (hour: number) => ({ byHour: Array.from({ length: 24 }, (_, at) => (at === hour ? 1 : 0)) })
    const from = (at: number) => ({
      changes: [
        { at: 0, units: 0 },
        { at, units: 1 },
      ],
    })
    expect([warnings(0), warnings({ byHour: Array(24).fill(0) }), warnings(from(600))]).toEqual([[never], [never], [never]])
    // Ten hours from midnight; from noon on, the run is over.
    expect([warnings(onlyAt(9)), warnings(onlyAt(12)), warnings(from(599))]).toEqual([[], [never], []])
    const steps: TraceModel['steps'] = [
      {
        name: 'who',
        do: 'branch',
        to: [
          { probability: 0, step: 'care' },
          { probability: 1, step: 'out' },
        ],
      },
      { name: 'care', do: 'serve', resources: { nurse: 1 }, duration: 'time' },
      out,
    ]
    expect(warnings(0, { steps })).toEqual([])
  })

  it('lets an exit give back whatever is held by those who come', () => {
    const model: TraceModel = {
      ...ward,
      steps: [
        { name: 'who', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'in' }, { step: 'out' }] },
        { name: 'in', do: 'seize', resources: { bed: 1 } },
        { name: 'stay', do: 'delay', duration: 'time' },
        out,
      ],
    }
    const { words, machine } = trace(model, [{ at: 0 }, { at: 1, labels: { ill: 'yes' } }], { only: ['gives', 'goes'] })
    expect(words).toEqual(['0: 0 goes (exit 0)', '11: 1 gives 1 bed', '11: 1 goes (exit 0)'])
    expect([...machine.busy]).toEqual([0, 0])
  })

  it('knows where a step begins in the program', () => {
    const { pathway, placeOfStep } = compileModel(
      traceDocument({ ...ward, steps: [{ name: 'in', do: 'serve', resources: { bed: 1 }, duration: 'time' }, out] }, [{ at: 0 }]),
    )
    expect(placeOfStep('in')).toBe(0)
    expect(pathway.stepNames.slice(0, 4)).toEqual(['in', 'in', 'in', 'out'])
    expect(placeOfStep('out')).toBe(3)
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

describe('branches', () => {
  const spots: TraceModel['steps'] = [
    { name: 'a', do: 'delay', duration: { distribution: 'constant', value: 1 }, next: 'out' },
    { name: 'b', do: 'delay', duration: { distribution: 'constant', value: 2 }, next: 'out' },
    { name: 'c', do: 'delay', duration: { distribution: 'constant', value: 3 }, next: 'out' },
    out,
  ]
  const gone = (branch: TraceModel['steps'][number], patients: Parameters<typeof trace>[1], more: Partial<TraceModel> = {}) =>
    trace({ steps: [branch, ...spots], ...more }, patients, { only: ['goes'] }).words

  it('go by the labels of one attribute, by class, or by rules over several', () => {
    const labels = { ill: ['no', 'a-little', 'very'] }
    const ill = (label: string) => ({ labels: { ill: label } })
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { ill: 'very' }, step: 'c' }, { when: { ill: ['a-little', 'very'] }, step: 'b' }, { step: 'a' }],
        },
        [
          { at: 0, ...ill('no') },
          { at: 10, ...ill('a-little') },
          { at: 20, ...ill('very') },
        ],
        { labels },
      ),
    ).toEqual(['1: 0 goes (exit 0)', '12: 1 goes (exit 0)', '23: 2 goes (exit 0)'])
    const classes = ['child', 'adult', 'senior']
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { class: 'adult' }, step: 'b' }, { when: { class: 'senior' }, step: 'c' }, { step: 'a' }],
        },
        [{ at: 0 }, { at: 10, class: 'adult' }],
        { classes },
      ),
    ).toEqual(['1: 0 goes (exit 0)', '12: 1 goes (exit 0)'])
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { class: 'adult', ill: 'very' }, step: 'c' }, { when: { ill: 'very' }, step: 'b' }, { step: 'a' }],
        },
        [
          { at: 0, ...ill('very') },
          { at: 10, ...ill('very'), class: 'adult' },
          { at: 20, class: 'adult' },
        ],
        { classes, labels },
      ),
    ).toEqual(['2: 0 goes (exit 0)', '13: 1 goes (exit 0)', '21: 2 goes (exit 0)'])
  })

  it('go by the class a patient has become', () => {
    const model: TraceModel = {
      classes: ['child', 'adult'],
      steps: [
        { name: 'grow', do: 'become', class: 'adult' },
        { name: 'who', do: 'branch', to: [{ when: { class: 'adult' }, step: 'b' }, { step: 'a' }] },
        ...spots.filter(({ name }) => name !== 'c'),
      ],
    }
    expect(trace(model, [{ at: 0 }], { only: ['turns', 'goes'] }).words).toEqual([
      '0: 0 turns from child to adult',
      '2: 0 goes (exit 0)',
    ])
  })
})

/** Exits of many patients of one stream, as shares. */
function shares(document: ModelDocument): number[] {
  const compiled = compileModel(document)
  const source = new StreamSource(compiled.population)
  source.begin({ seed: 5, use: 'development', replication: 0 })
  const machine = new PathwayMachine(compiled.pathway)
  const counts: number[] = []
  machine.recorder = {
    ...silent,
    departed: (_minutes, _patient, exit) => {
      counts[exit] = (counts[exit] ?? 0) + 1
    },
  }
  machine.begin(source)
  machine.advance(1e9)
  return counts.map((count) => count / machine.arrivedCount)
}
const silent = {
  arrived() {},
  joined() {},
  started() {},
  left() {},
  refused() {},
  interrupted() {},
  seized() {},
  released() {},
  classChanged() {},
  capacityChanged() {},
}

describe('chance', () => {
  const base = (steps: ModelDocument['steps'], timeUnit: ModelDocument['timeUnit'] = 'hours'): ModelDocument => ({
    ...traceDocument({ steps }, [{ at: 0 }]),
    timeUnit,
    arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 60 }, limit: 40_000 }],
    attributes: [],
    run: { kind: 'terminating', horizon: 1e9, warmUp: 0, replications: 1, seed: 1 },
  })

  it('branches with the probabilities given, the last taking what is left, in any time unit', () => {
    for (const unit of ['minutes', 'hours', 'days'] as const) {
      const [first, second, third] = shares(
        base(
          [
            {
              name: 'which',
              do: 'branch',
              to: [{ probability: 0.2, step: 'a' }, { probability: 0.3, step: 'b' }, { step: 'c' }],
            },
            { name: 'a', do: 'exit' },
            { name: 'b', do: 'exit' },
            { name: 'c', do: 'exit' },
          ],
          unit,
        ),
      )
      // Standard errors are below 0.0025.
      expect(Math.abs(first! - 0.2)).toBeLessThan(0.0075)
      expect(Math.abs(second! - 0.3)).toBeLessThan(0.0075)
      expect(Math.abs(third! - 0.5)).toBeLessThan(0.0075)
    }
  })

  it('is drawn anew on every way back: rounds are geometric, and so is their time', () => {
    const document = base([
      { name: 'visit', do: 'delay', duration: { distribution: 'exponential', mean: 1 } },
      { name: 'again', do: 'branch', to: [{ probability: 0.5, step: 'visit' }, { step: 'out' }] },
      out,
    ])
    const compiled = compileModel(document)
    const source = new StreamSource(compiled.population)
    source.begin({ seed: 5, use: 'development', replication: 0 })
    const machine = new PathwayMachine(compiled.pathway)
    const stays: number[] = []
    machine.recorder = {
      ...silent,
      departed: (minutes, patient) => stays.push(minutes - source.rows.arrivalMinutes[patient]!),
    }
    machine.begin(source)
    machine.advance(1e9)
    // A geometric number of exponential times of mean 60 minutes is exponential with mean 120.
    const mean = stays.reduce((sum, stay) => sum + stay, 0) / stays.length
    const over = stays.filter((stay) => stay > 240).length / stays.length
    expect(stays).toHaveLength(40_000)
    expect(Math.abs(mean - 120)).toBeLessThan(3 * (120 / 200))
    expect(Math.abs(over - Math.exp(-2))).toBeLessThan(3 * 0.0018)
  })

  it('turns away with the probability given', () => {
    const counts = shares({
      ...base([
        { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: { distribution: 'constant', value: 0 }, queue: 'line' },
        out,
      ]),
      resources: [{ name: 'doctor', units: 1 }],
      queues: [{ name: 'line', discipline: 'first-come', balking: [{ waiting: 0, probability: 0.25 }] }],
    })
    expect(Math.abs(counts[0]! - 0.75)).toBeLessThan(0.0066)
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

describe('schedules', () => {
  const on = (units: NonNullable<ModelDocument['resources']>[number]['units'], startsAt?: ModelDocument['run']['startsAt']) =>
    trace(
      {
        resources: [{ name: 'nurse', units }],
        steps: [{ name: 'care', do: 'serve', resources: { nurse: 1 }, duration: 'time' }, out],
        startsAt,
      },
      [{ at: 1 }],
      { only: ['duty'], until: 60 * 24 * 8 },
    ).words

  it('follow the hour of the day from when the run starts', () => {
    const byHour = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 2 : 1))
    expect(on({ byHour }).slice(0, 3)).toEqual(['480: 2 nurse on duty', '1200: 1 nurse on duty', '1920: 2 nurse on duty'])
    expect(on({ byHour }, { weekday: 'monday', hour: 7.5 }).slice(0, 3)).toEqual([
      '30: 2 nurse on duty',
      '750: 1 nurse on duty',
      '1470: 2 nurse on duty',
    ])
    expect(on({ byHour }, { weekday: 'sunday', hour: 20.25 }).slice(0, 2)).toEqual([
      '705: 2 nurse on duty',
      '1425: 1 nurse on duty',
    ])
  })

  it('follow the hour of the week', () => {
    const byHourOfWeek = Array.from({ length: 168 }, (_, hour) => (hour >= 24 * 5 ? 1 : 3))
    expect(on({ byHourOfWeek })).toEqual(['7200: 1 nurse on duty', '10080: 3 nurse on duty'])
    expect(on({ byHourOfWeek }, { weekday: 'friday', hour: 12 })).toEqual([
      '720: 1 nurse on duty',
      '3600: 3 nurse on duty',
      '10800: 1 nurse on duty',
    ])
  })

  it('repeat changes, or end with the last', () => {
    const changes = [
      { at: 0, units: 1 },
      { at: 60, units: 2 },
    ]
    expect(on({ changes })).toEqual(['60: 2 nurse on duty'])
    expect(on({ changes, repeatEvery: 100 }).slice(0, 3)).toEqual([
      '60: 2 nurse on duty',
      '100: 1 nurse on duty',
      '160: 2 nurse on duty',
    ])
  })
})
