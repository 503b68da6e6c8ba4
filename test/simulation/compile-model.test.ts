import { describe, expect, it } from 'vitest'
import { compileModel, inspectModel } from '../../src/main/simulation/compile-model.ts'
import { ModelProblems } from '../../src/main/simulation/model-error.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { out, type TraceModel, trace, traceDocument } from './trace.ts'

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
