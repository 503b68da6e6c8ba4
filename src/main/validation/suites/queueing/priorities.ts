import type { CheckPlan } from '../../check.ts'
import { meanWait } from '../../closed-forms/many-servers.ts'
import {
  conservedWork,
  timesInSystemPreempted,
  waitsByPriority,
  waitsByPriorityOneServer,
} from '../../closed-forms/priorities.ts'
import { className, type QueuePlan } from './queue-experiment.ts'
import {
  bookkeeping,
  conservationOfPatients,
  exponential,
  kleinrock,
  meanWaitOf,
  meanWaitOfAll,
  relaxationOf,
} from './shared-checks.ts'

const cobham = 'Cobham, Priority assignment in waiting line problems (1954)'
const resume = 'White and Christie, Queuing with preemptive priorities or with breakdown (1958)'

const order = (classes: number) => ({
  discipline: 'priority' as const,
  order: Array.from({ length: classes }, (_, index) => className(index)),
})

function sharedPriorities(name: string, servers: number, arrivalRates: number[], customers: number): QueuePlan {
  const title = `Three classes by urgency, ${servers === 1 ? 'one server' : `${servers} servers`}`
  const waits = waitsByPriority({ arrivalRates, serviceRate: 1, servers })
  const arrivalRate = arrivalRates.reduce((sum, rate) => sum + rate, 0)
  return {
    name,
    title,
    arrivalRates,
    servers,
    service: exponential(1),
    queue: order(3),
    relaxation: relaxationOf({ arrivalRate, serviceRate: 1, servers }),
    customers,
    checks: [
      ...waits.map(
        (value, index): CheckPlan => ({
          name: `${title}: mean wait of class ${index + 1}`,
          description: 'Mean wait by class where the more urgent go first and nobody is interrupted.',
          unit: 'hours',
          expected: { value },
          read: meanWaitOf(index),
          source: cobham,
        }),
      ),
      {
        name: `${title}: mean wait of all`,
        description: 'The order of service does not change the mean wait of all: the same as first come, first served.',
        unit: 'hours',
        expected: { value: meanWait({ arrivalRate, serviceRate: 1, servers }) },
        read: meanWaitOfAll,
        source: kleinrock,
      },
      ...bookkeeping(title, arrivalRate, servers),
    ],
  }
}

const mixedClasses = [
  { arrivalRate: 0.2, meanService: 1, secondMoment: 2 },
  { arrivalRate: 0.3, meanService: 1.5, secondMoment: 2.25 },
]
const mixedTitle = 'Two classes by urgency, services of two kinds'
const interruptedTitle = 'Three classes, the more urgent interrupt'

/** Classes by urgency, with and without interruption. */
export const priorities: QueuePlan[] = [
  sharedPriorities('priority-one-server', 1, [0.2, 0.3, 0.3], 5_000_000),
  sharedPriorities('priority-ten-servers', 10, [1, 3, 4], 6_500_000),
  {
    name: 'priority-two-services',
    title: mixedTitle,
    arrivalRates: [0.2, 0.3],
    servers: 1,
    service: [exponential(1), { distribution: 'constant', value: 1.5 }],
    queue: order(2),
    relaxation: relaxationOf({ arrivalRate: 0.65, serviceRate: 1, servers: 1 }),
    customers: 2_500_000,
    checks: [
      ...waitsByPriorityOneServer(mixedClasses).map(
        (value, index): CheckPlan => ({
          name: `${mixedTitle}: mean wait of class ${index + 1}`,
          description:
            'Mean wait by class: the first has exponential services of one hour, the second services of exactly one and a half.',
          unit: 'hours',
          expected: { value },
          read: meanWaitOf(index),
          source: cobham,
        }),
      ),
      {
        name: `${mixedTitle}: conserved work`,
        description: 'Waits weighted by the load of their class add up to the same in every order of service.',
        unit: 'hours',
        expected: { value: conservedWork(mixedClasses) },
        read: (totals) =>
          mixedClasses.reduce((sum, one, index) => sum + one.arrivalRate * one.meanService * meanWaitOf(index)(totals), 0),
        source: kleinrock,
      },
      ...bookkeeping(mixedTitle, 0.65, 1),
    ],
  },
  {
    name: 'preemptive-resume',
    title: interruptedTitle,
    arrivalRates: [0.2, 0.3, 0.3],
    servers: 1,
    service: exponential(1),
    queue: { ...order(3), preemption: 'resume' },
    relaxation: relaxationOf({ arrivalRate: 0.8, serviceRate: 1, servers: 1 }),
    customers: 5_000_000,
    checks: [
      ...timesInSystemPreempted([0.2, 0.3, 0.3].map((arrivalRate) => ({ arrivalRate, meanService: 1, secondMoment: 2 }))).map(
        (value, index): CheckPlan => ({
          name: `${interruptedTitle}: time in system of class ${index + 1}`,
          description: 'Mean time from arrival to departure by class; who is interrupted goes on where the service stopped.',
          unit: 'hours',
          expected: { value },
          read: (totals) => totals.ratio(`stay ${className(index)}`, `departed ${className(index)}`),
          source: resume,
        }),
      ),
      {
        name: `${interruptedTitle}: utilisation`,
        description: 'Share of time that the server is busy: interruptions add no work.',
        unit: 'share',
        expected: { value: 0.8 },
        read: (totals) => totals.ratio('busy server', 'time'),
        source: 'Utilisation law',
      },
      conservationOfPatients(interruptedTitle),
    ],
  },
]
