import type { CheckPlan } from '../../check.ts'
import { meanWait } from '../../closed-forms/many-servers.ts'
import {
  conservedWork,
  timesInSystemPreempted,
  waitsByPriority,
  waitsByPriorityOneServer,
} from '../../closed-forms/priorities.ts'
import type { QueuePlan } from './queue-experiment.ts'
import { bookkeeping, className, conservationOfPatients, kleinrock, meanWaitOf, meanWaitOfAll } from './shared-checks.ts'

const cobham = 'Cobham, Priority assignment in waiting line problems (1954)'
const resume = 'White and Christie, Queuing with preemptive priorities or with breakdown (1958)'

function sharedPriorities(name: string, model: string, servers: number, arrivalRates: number[]): QueuePlan {
  const waits = waitsByPriority({ arrivalRates, serviceRate: 1, servers })
  const arrivalRate = arrivalRates.reduce((sum, rate) => sum + rate, 0)
  return {
    name,
    model,
    checks: (title) => [
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

/** Classes by urgency, with and without interruption. */
export const priorities: QueuePlan[] = [
  sharedPriorities('priority-one-server', 'queueing/priority-m-m-1', 1, [0.2, 0.3, 0.3]),
  sharedPriorities('priority-ten-servers', 'queueing/priority-m-m-10', 10, [1, 3, 4]),
  {
    name: 'priority-two-services',
    model: 'queueing/priority-m-g-1',
    checks: (title) => [
      ...waitsByPriorityOneServer(mixedClasses).map(
        (value, index): CheckPlan => ({
          name: `${title}: mean wait of class ${index + 1}`,
          description:
            'Mean wait by class: the first has exponential services of one hour, the second services of exactly one and a half.',
          unit: 'hours',
          expected: { value },
          read: meanWaitOf(index),
          source: cobham,
        }),
      ),
      {
        name: `${title}: conserved work`,
        description: 'Waits weighted by the load of their class add up to the same in every order of service.',
        unit: 'hours',
        expected: { value: conservedWork(mixedClasses) },
        read: (totals) =>
          mixedClasses.reduce((sum, one, index) => sum + one.arrivalRate * one.meanService * meanWaitOf(index)(totals), 0),
        source: kleinrock,
      },
      ...bookkeeping(title, 0.65, 1),
    ],
  },
  {
    name: 'preemptive-resume',
    model: 'queueing/preemptive-m-m-1',
    checks: (title) => [
      ...timesInSystemPreempted([0.2, 0.3, 0.3].map((arrivalRate) => ({ arrivalRate, meanService: 1, secondMoment: 2 }))).map(
        (value, index): CheckPlan => ({
          name: `${title}: time in system of class ${index + 1}`,
          description: 'Mean time from arrival to departure by class; who is interrupted goes on where the service stopped.',
          unit: 'hours',
          expected: { value },
          read: (totals) => totals.ratio(`stay ${className(index)}`, `departed ${className(index)}`),
          source: resume,
        }),
      ),
      {
        name: `${title}: utilisation`,
        description: 'Share of time that the server is busy: interruptions add no work.',
        unit: 'share',
        expected: { value: 0.8 },
        read: (totals) => totals.ratio('busy server', 'time'),
        source: 'Utilisation law',
      },
      conservationOfPatients(title),
    ],
  },
]
