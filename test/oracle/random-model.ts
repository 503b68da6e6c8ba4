import fc from 'fast-check'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Resource } from '../../src/shared/model/resource.ts'
import type { Step } from '../../src/shared/model/step.ts'
import { requestOf } from './random-request.ts'

type Attributes = NonNullable<ModelDocument['attributes']>

const classes = ['red', 'amber', 'green']
const resourceNames = ['desk', 'nurse', 'bed']
const out: Step = { name: 'out', do: 'exit' }

/** Times are exponential, so that no two things fall on the same minute by chance. */
const time = (name: string, mean: number) => ({ name, duration: { distribution: 'exponential' as const, mean } })

const unitsArbitrary: fc.Arbitrary<Resource['units']> = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 24, maxLength: 24 })
    .map((byHour) => ({ byHour: [4, ...byHour.slice(1)] })),
  fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 168, maxLength: 168 })
    .map((list) => ({ byHourOfWeek: [4, ...list.slice(1)] })),
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })).map(([first, second]) => ({
    changes: [
      { at: 0, units: first },
      { at: 70, units: 4 },
      { at: 130, units: second },
    ],
    repeatEvery: 200,
  })),
)

interface QueueChoice {
  discipline: Exclude<Queue['discipline'], 'policy'>
  preemption: 'none' | 'resume' | 'restart'
  order: NonNullable<Queue['order']>
  patience: boolean
  crowding: number
  out: boolean
  classChange: boolean
  places: number | null
  balking: boolean
  overtaking: boolean
}

const queueArbitrary: fc.Arbitrary<QueueChoice> = fc.record({
  discipline: fc.constantFrom('first-come', 'last-come', 'priority', 'accumulating', 'wait-over-target'),
  preemption: fc.constantFrom('none', 'none', 'resume', 'restart'),
  order: fc.constantFrom<NonNullable<Queue['order']>[]>(['red', 'amber', 'green'], [['red', 'amber'], 'green'], ['green']),
  patience: fc.boolean(),
  crowding: fc.constantFrom(0, 0.05),
  out: fc.boolean(),
  classChange: fc.boolean(),
  places: fc.constantFrom(null, null, 0, 3, 8),
  balking: fc.boolean(),
  overtaking: fc.boolean(),
})

type Part =
  | { do: 'serve'; request: Record<string, number>; queue: number | null; time: string }
  | { do: 'held'; first: string; second: string; release: 'between' | 'after'; queue: number | null }
  | { do: 'delay'; time: string }
  | { do: 'skip'; when: Record<string, string | string[]> }
  | { do: 'become'; to: string }
  | { do: 'once-more' }

const request = requestOf(resourceNames)
const queueNumber = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null })
const timeName = fc.constantFrom('short', 'long', 'by-class')
const partArbitrary: fc.Arbitrary<Part> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('serve' as const), request, queue: queueNumber, time: timeName }) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        do: fc.constant('held' as const),
        pair: fc.constantFrom(['desk', 'nurse'], ['nurse', 'bed'], ['desk', 'bed']),
        release: fc.constantFrom('between' as const, 'after' as const),
        queue: queueNumber,
      })
      .map(({ pair, ...rest }) => ({ ...rest, first: pair[0]!, second: pair[1]! })),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delay' as const), time: timeName }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('skip' as const),
      when: fc.constantFrom<Record<string, string | string[]>[]>(
        { way: 'a' },
        { class: ['red', 'green'] },
        { way: 'b', class: 'amber' },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('become' as const), to: fc.constantFrom(...classes) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'once-more' as const }) },
)

/** Nobody who goes back once becomes red again, which would be for ever. */
function withAnEnd(parts: Part[]): Part[] {
  const goesBack = parts.some((part) => part.do === 'once-more')
  return parts.map((part) => (goesBack && part.do === 'become' && part.to === 'red' ? { ...part, to: 'amber' } : part))
}

/** Models of a few hours of which the reference knows every step. */
export const modelArbitrary: fc.Arbitrary<ModelDocument> = fc
  .record({
    units: fc.tuple(unitsArbitrary, unitsArbitrary, unitsArbitrary),
    handOver: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    queues: fc.tuple(queueArbitrary, queueArbitrary, queueArbitrary),
    parts: fc.array(partArbitrary, { minLength: 1, maxLength: 5 }).map(withAnEnd),
    batches: fc.boolean(),
    ratePerHour: fc.integer({ min: 3, max: 15 }),
    startsAt: fc.constantFrom(undefined, { weekday: 'thursday' as const, hour: 13.25 }),
    timeUnit: fc.constantFrom('minutes' as const, 'hours' as const),
    seed: fc.nat({ max: 100_000 }),
  })
  .map((choice) => {
    const steps = [
      ...choice.parts.flatMap((part, index) => stepsOf(part, index, choice.parts.length)),
      { name: 'end', do: 'delay' as const, duration: 'short' },
      out,
    ]
    const interrupting = choice.queues.map(({ preemption }) => preemption !== 'none')
    const document: ModelDocument = {
      format: 'fairward-model',
      version: 1,
      name: 'random',
      title: 'A random model',
      timeUnit: 'minutes',
      classes,
      arrivals: [
        {
          name: 'walk-in',
          process: { process: 'poisson', ratePerHour: choice.ratePerHour },
          attributes: { class: { shares: { red: 0.2, amber: 0.3, green: 0.5 } } },
        },
        {
          name: 'shuttle',
          process: { process: 'renewal', between: { distribution: 'gamma', mean: 40, shape: 2 } },
          ...(choice.batches ? { batch: { distribution: 'discrete' as const, values: [2, 3], probabilities: [0.5, 0.5] } } : {}),
          attributes: { class: { is: 'amber' } },
        },
      ],
      attributes,
      resources: resourceNames.map((name, index) => ({
        name,
        units: atLeastTwo(choice.units[index]!),
        ...(choice.handOver[index] && !heldByTwoSteps(choice.parts, name) ? { atShiftEnd: 'hand-over' as const } : {}),
      })),
      queues: choice.queues.map((queue, index) =>
        queueOf(
          whoseOrderStays(queue, index, choice.parts),
          index,
          !choice.parts.some((part) => part.do === 'held' && part.queue === index && interrupting[index]),
        ),
      ),
      steps,
      run: {
        kind: 'terminating',
        horizon: 480,
        warmUp: 0,
        ...(choice.startsAt ? { startsAt: choice.startsAt } : {}),
        replications: 1,
        seed: choice.seed,
      },
    }
    return document
  })

const attributes: Attributes = [
  { name: 'way', values: ['a', 'b', 'c'], choose: { shares: { a: 0.3, b: 0.4, c: 0.3 } } },
  time('short', 5),
  time('long', 25),
  {
    name: 'by-class',
    duration: {
      cases: [
        { when: { class: 'red' }, use: { distribution: 'gamma', mean: 30, shape: 3 } },
        { use: { distribution: 'lognormal', mean: 12, sd: 9 } },
      ],
    },
  },
  time('tolerance', 60),
  time('worse', 50),
]

/** A resource must sometimes have what is asked for. */
function atLeastTwo(units: Resource['units']): Resource['units'] {
  return typeof units === 'number' ? Math.max(2, units) : units
}

/**
 * Who is first by wait changes while time passes, which is looked at when something else changes: exact only where there is nobody else to
 * compare with than those who ask for the same.
 */
function whoseOrderStays(choice: QueueChoice, index: number, parts: Part[]): QueueChoice {
  const asked = parts.flatMap((part) => {
    if (part.do === 'serve') return [{ queue: part.queue, names: Object.keys(part.request) }]
    return part.do === 'held'
      ? [
          { queue: part.queue, names: [part.first] },
          { queue: null, names: [part.second] },
        ]
      : []
  })
  const own = asked.filter(({ queue }) => queue === index)
  const names = new Set(own.flatMap((request) => request.names))
  const alone = own.length <= 1 && asked.every((other) => own.includes(other) || !other.names.some((name) => names.has(name)))
  const byWait = choice.discipline === 'accumulating' || choice.discipline === 'wait-over-target'
  return byWait && !alone ? { ...choice, discipline: 'priority' } : choice
}

/** Services only are interrupted here: what is held over several steps is not handed over. */
function heldByTwoSteps(parts: Part[], name: string): boolean {
  return parts.some((part) => part.do === 'held' && (part.first === name || part.second === name))
}

function queueOf(choice: QueueChoice, index: number, mayInterrupt: boolean): Queue {
  const { discipline } = choice
  return {
    name: `queue-${index}`,
    discipline,
    ...(discipline === 'priority' ? { order: choice.order } : {}),
    ...(discipline === 'priority' && mayInterrupt ? { preemption: choice.preemption } : {}),
    ...(discipline === 'accumulating' ? { slopes: { red: 3, amber: 2, green: 1 } } : {}),
    ...(discipline === 'wait-over-target' ? { targets: { red: 10, amber: 30, green: 100 } } : {}),
    ...(choice.patience
      ? { patience: 'tolerance', crowding: choice.crowding, ...(choice.out ? {} : { whenOutOfPatience: 'end' }) }
      : {}),
    ...(choice.classChange
      ? { classChange: { after: 'worse', to: { cases: [{ when: { way: 'a' }, use: 'red' }, { use: 'amber' }] } } }
      : {}),
    ...(choice.places === null ? {} : { places: choice.places, ...(choice.out ? {} : { whenFull: 'end' }) }),
    ...(choice.balking
      ? {
          balking: [
            { waiting: 2, probability: 0.2 },
            { waiting: 5, probability: 0.7 },
          ],
          ...(choice.out ? {} : { whenBalked: 'end' }),
        }
      : {}),
    overtaking: choice.overtaking,
  }
}

function stepsOf(part: Part, index: number, parts: number): Step[] {
  const name = (what: string) => `part-${index}-${what}`
  const behind = index + 1 < parts ? `part-${index + 1}-start` : 'end'
  const queue = 'queue' in part && part.queue !== null ? { queue: `queue-${part.queue}` } : {}
  const start = name('start')
  switch (part.do) {
    case 'serve':
      return [{ name: start, do: 'serve', resources: part.request, duration: part.time, ...queue }]
    case 'held':
      return [
        { name: start, do: 'seize', resources: { [part.first]: 1 }, ...queue },
        { name: name('first'), do: 'delay', duration: 'short' },
        // With something in hand, everybody waits without end: who leaves at a step further on would have to give it back.
        { name: name('second'), do: 'seize', resources: { [part.second]: 1 } },
        ...(part.release === 'between'
          ? [{ name: name('release'), do: 'release' as const, resources: { [part.first]: 1 } }]
          : []),
        { name: name('both'), do: 'delay', duration: 'by-class' },
        {
          name: name('free'),
          do: 'release',
          resources: part.release === 'between' ? { [part.second]: 1 } : { [part.first]: 1, [part.second]: 1 },
        },
      ]
    case 'delay':
      return [{ name: start, do: 'delay', duration: part.time }]
    case 'skip':
      return [
        { name: start, do: 'branch', to: [{ when: part.when, step: behind }, { step: name('not') }] },
        { name: name('not'), do: 'delay', duration: 'short' },
      ]
    case 'become':
      return [{ name: start, do: 'become', class: part.to }]
    case 'once-more':
      return [
        { name: start, do: 'branch', to: [{ when: { class: 'red' }, step: name('calm') }, { step: behind }] },
        { name: name('calm'), do: 'become', class: 'green', next: 'part-0-start' },
      ]
  }
}
