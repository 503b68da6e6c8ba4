import { type ManyServers, meanWait, waitingProbability, waitPercentile } from '../../closed-forms/many-servers.ts'
import { percentileOf } from '../../instruments/wait-bins.ts'
import type { QueuePlan } from './queue-experiment.ts'
import { bookkeeping, erlang, meanWaitOfAll } from './shared-checks.ts'

function manyServersPlan(name: string, model: string, queue: ManyServers, timeUnit: 'hours' | 'minutes' = 'hours'): QueuePlan {
  const near = waitPercentile(queue, 0.95)
  return {
    name,
    model,
    near,
    checks: (title) => [
      {
        name: `${title}: mean wait`,
        description: 'Mean wait of all patients, those who do not wait included.',
        unit: timeUnit,
        expected: { value: meanWait(queue) },
        read: meanWaitOfAll,
        source: erlang,
      },
      {
        name: `${title}: patients waiting`,
        description: 'Patients waiting, on average over time.',
        unit: 'patients',
        expected: { value: queue.arrivalRate * meanWait(queue) },
        read: (totals) => totals.ratio('waiting care', 'time'),
        source: erlang,
      },
      {
        name: `${title}: share who wait`,
        description: 'Share of patients who wait at all.',
        unit: 'share',
        expected: { value: waitingProbability(queue) },
        read: (totals) => totals.ratio('waited care', 'started care'),
        source: erlang,
      },
      {
        name: `${title}: 95th percentile of wait`,
        description: 'The wait that 95 of 100 patients do not exceed.',
        unit: timeUnit,
        expected: { value: near },
        read: (totals) => percentileOf(totals, 0.95, near),
        source: erlang,
      },
      ...bookkeeping(title, queue.arrivalRate / queue.serviceRate, queue.servers),
    ],
  }
}

/** Many servers alike, one line. */
export const manyServers: QueuePlan[] = [
  manyServersPlan('mm1-heavy', 'queueing/m-m-1-heavy', { arrivalRate: 0.9, serviceRate: 1, servers: 1 }),
  manyServersPlan('mm1', 'queueing/m-m-1', { arrivalRate: 5, serviceRate: 8, servers: 1 }),
  manyServersPlan('mm3', 'queueing/m-m-3', { arrivalRate: 0.2, serviceRate: 0.1, servers: 3 }),
  manyServersPlan('mm4', 'queueing/m-m-4', { arrivalRate: 0.2, serviceRate: 0.1, servers: 4 }),
  manyServersPlan('mm10', 'queueing/m-m-10', { arrivalRate: 8, serviceRate: 1, servers: 10 }),
  {
    ...manyServersPlan('mm10-heavy', 'queueing/m-m-10-heavy', { arrivalRate: 9.5, serviceRate: 1, servers: 10 }),
    longOnly: true,
  },
  manyServersPlan(
    'mm10-minutes',
    'queueing/m-m-10-minutes',
    { arrivalRate: 10 / 60, serviceRate: 1 / 45, servers: 10 },
    'minutes',
  ),
]
