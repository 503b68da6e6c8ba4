import { pollaczekKhinchine } from '../../closed-forms/one-server.ts'
import type { QueuePlan } from './queue-experiment.ts'
import { bookkeeping, exponential, meanWaitOfAll, relaxationOf } from './shared-checks.ts'

/** One server, services of several kinds with the same mean. */
export const oneServer: QueuePlan[] = (
  [
    ['always the same', { distribution: 'constant', value: 1 }, 1],
    ['Erlang with two stages', { distribution: 'erlang', mean: 1, stages: 2 }, 1.5],
    ['exponential', exponential(1), 2],
    ['lognormal, sigma 0.5', { distribution: 'lognormal', median: Math.exp(-0.125), sigma: 0.5 }, Math.exp(0.25)],
  ] as const
).map(([words, service, secondMoment], index) => {
  const title = `One server, service ${words}`
  return {
    name: `mg1-${index + 1}`,
    title,
    arrivalRates: [0.8],
    servers: 1,
    service,
    relaxation: relaxationOf({ arrivalRate: 0.8, serviceRate: 1, servers: 1 }),
    customers: 2_500_000,
    checks: [
      {
        name: `${title}: mean wait`,
        description:
          'Mean wait at 0.8 arrivals an hour and services of one hour on average; it grows with how much services differ.',
        unit: 'hours',
        expected: { value: pollaczekKhinchine({ arrivalRate: 0.8, meanService: 1, secondMoment }) },
        read: meanWaitOfAll,
        source: 'Pollaczek (1930), Khinchine (1932)',
      },
      ...bookkeeping(title, 0.8, 1),
    ],
  }
})
