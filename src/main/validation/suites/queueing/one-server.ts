import { pollaczekKhinchine } from '../../closed-forms/one-server.ts'
import type { QueuePlan } from './queue-experiment.ts'
import { bookkeeping, meanWaitOfAll } from './shared-checks.ts'

/** One server, services of several kinds with the same mean. */
export const oneServer: QueuePlan[] = (
  [
    ['mg1-1', 'queueing/m-g-1-constant', 1],
    ['mg1-2', 'queueing/m-g-1-erlang', 1.5],
    ['mg1-3', 'queueing/m-g-1-exponential', 2],
    ['mg1-4', 'queueing/m-g-1-lognormal', Math.exp(0.25)],
  ] as const
).map(([name, model, secondMoment]) => ({
  name,
  model,
  checks: (title) => [
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
}))
