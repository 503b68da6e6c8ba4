import fc from 'fast-check'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Resource } from '../../src/shared/model/resource.ts'
import type { Step } from '../../src/shared/model/step.ts'
import { requestOf } from './random-request.ts'

const resourceNames = ['bed', 'nurse', 'scanner']
const routes = ['a', 'b', 'c'] as const
const out: Step = { name: 'out', do: 'exit' }

/** What patients of a route do one after the other; at the end they give back everything. */
type Stop =
  | { do: 'take'; resources: Record<string, number>; queue: number | null }
  | { do: 'serve'; resources: Record<string, number>; queue: number | null }
  | { do: 'stay' }

const request = requestOf(resourceNames)
const queue = fc.option(fc.integer({ min: 0, max: 1 }), { nil: null, freq: 4 })
const stopArbitrary: fc.Arbitrary<Stop> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), resources: request, queue }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('serve' as const), resources: request, queue }) },
  { weight: 2, arbitrary: fc.constant({ do: 'stay' as const }) },
)
const route = fc.array(stopArbitrary, { minLength: 1, maxLength: 4 })

const inOrderOfJoining = fc.boolean().map((overtaking) => ({ discipline: 'first-come' as const, overtaking }))
const disciplines = ['first-come', 'last-come', 'priority'] as const
const plainQueue: fc.Arbitrary<Omit<Queue, 'name'>> = fc
  .record({ discipline: fc.constantFrom(...disciplines), overtaking: fc.constantFrom(false, false, true) })
  .map((each) => (each.discipline === 'priority' ? { ...each, order: ['red', 'green'] } : each))
/** With all that may yet help those who wait. */
const changingQueue = fc.oneof<fc.Arbitrary<Omit<Queue, 'name'>>[]>(
  plainQueue,
  plainQueue.map((each) => ({ ...each, patience: 'tolerance' })),
  plainQueue.map((each) => ({ ...each, classChange: { after: 'worse', to: 'red' } })),
  fc.constant({ discipline: 'policy' as const, order: ['red', 'green'] }),
  fc.constant({ discipline: 'priority' as const, order: ['red', 'green'], preemption: 'resume' as const }),
)

const byWait = fc
  .record({ red: fc.integer({ min: 0, max: 3 }), green: fc.integer({ min: 0, max: 3 }) })
  .map((slopes) => ({ discipline: 'accumulating' as const, slopes }))
const queueOf = { 'first-come': inOrderOfJoining, orders: plainQueue, changing: changingQueue, 'by-wait': byWait }

const plainUnits = fc.integer({ min: 2, max: 4 })
const changingUnits = fc.oneof<fc.Arbitrary<Resource['units']>[]>(
  plainUnits,
  fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 5 })).map(([first, later]) => ({
    changes: [
      { at: 0, units: first },
      { at: 300, units: later },
    ],
    repeatEvery: 600,
  })),
)

/**
 * Models in which patients hold something while they wait, in all orders, so that many of them come to wait for each other. Thirty patients
 * come; a long time later whoever still waits waits for ever. `first-come`: nobody who comes later could help those who wait. `orders`: in
 * other orders too, in which some do. `changing`: with all else that may help. `by-wait`: in orders that time changes, which the reference looks
 * at more often than the machine.
 */
export const circleArbitrary = (kind: 'first-come' | 'orders' | 'changing' | 'by-wait'): fc.Arbitrary<ModelDocument> =>
  fc
    .record({
      units: fc.tuple(...resourceNames.map(() => (kind === 'changing' ? changingUnits : plainUnits))),
      handOver: kind === 'changing' ? fc.integer({ min: -1, max: 2 }) : fc.constant(-1),
      queues: fc.tuple(queueOf[kind], queueOf[kind]),
      routes: fc.tuple(route, route, route),
      ratePerHour: fc.integer({ min: 5, max: 30 }),
      seed: fc.nat({ max: 100_000 }),
    })
    .map((choice) => {
      const held = new Set(choice.routes.flat().flatMap((stop) => (stop.do === 'take' ? Object.keys(stop.resources) : [])))
      const taken = new Set(
        choice.routes.flat().flatMap((stop) => (stop.do === 'take' && stop.queue !== null ? [stop.queue] : [])),
      )
      const resources = resourceNames.map((name, index) => ({
        name,
        units: choice.units[index]!,
        // The reference interrupts services only.
        ...(choice.handOver === index && !held.has(name) ? { atShiftEnd: 'hand-over' as const } : {}),
      }))
      const handsOver = resources.some(({ atShiftEnd }) => atShiftEnd !== undefined)
      return {
        format: 'fairward-model',
        version: 1,
        name: 'circle',
        title: 'Patients who may wait for each other',
        timeUnit: 'minutes',
        classes: ['red', 'green'],
        arrivals: [
          {
            name: 'all',
            process: { process: 'poisson', ratePerHour: choice.ratePerHour },
            limit: 30,
            attributes: { class: { shares: { red: 0.3, green: 0.7 } } },
          },
        ],
        attributes: [
          { name: 'route', values: [...routes], choose: { shares: { a: 0.4, b: 0.3, c: 0.3 } } },
          { name: 'time', duration: { distribution: 'exponential', mean: 12 } },
          { name: 'tolerance', duration: { distribution: 'exponential', mean: 90 } },
          { name: 'worse', duration: { distribution: 'exponential', mean: 60 } },
        ],
        resources,
        queues: choice.queues.map((each, index) => ({
          name: `queue-${index}`,
          ...('preemption' in each && taken.has(index) ? { ...each, preemption: 'none' as const } : each),
          ...(each.discipline === 'policy' && handsOver ? { discipline: 'priority' as const } : {}),
        })),
        steps: [
          {
            name: 'which',
            do: 'branch',
            to: [{ when: { route: 'a' }, step: 'a-0' }, { when: { route: 'b' }, step: 'b-0' }, { step: 'c-0' }],
          },
          ...choice.routes.flatMap((stops, index) => stepsOf(routes[index]!, stops)),
          out,
        ],
        run: { kind: 'terminating', horizon: 20_000, warmUp: 0, replications: 1, seed: choice.seed },
      }
    })

function stepsOf(name: string, stops: readonly Stop[]): Step[] {
  return stops.map((stop, index) => {
    const where = { name: `${name}-${index}`, ...(index === stops.length - 1 ? { next: 'out' } : {}) }
    if (stop.do === 'stay') return { ...where, do: 'delay', duration: 'time' }
    const { resources } = stop
    const named = stop.queue === null ? {} : { queue: `queue-${stop.queue}` }
    return stop.do === 'take'
      ? { ...where, do: 'seize', resources, ...named }
      : { ...where, do: 'serve', resources, duration: 'time', ...named }
  })
}
