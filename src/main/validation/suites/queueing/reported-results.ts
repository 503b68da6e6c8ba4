import { countFields, resourceFields, stepFields, timeFields } from '../../../evaluation/model/measure-layout.ts'
import { layoutOf, replicationRows } from '../../../evaluation/model/replication-rows.ts'
import { compileModel } from '../../../simulation/compile-model.ts'
import type { CheckPlan } from '../../check.ts'
import { type ManyServers, meanWait, waitingProbability, waitPercentile } from '../../closed-forms/many-servers.ts'
import { type Experiment, seedOf } from '../../experiment.ts'
import { queueDocument } from './queue-experiment.ts'
import { erlang, exponential, relaxationOf } from './shared-checks.ts'

const queue: ManyServers = { arrivalRate: 8, serviceRate: 1, servers: 10 }
const minutesPerHour = 60
const title = 'Results as reported, M/M/10'
const name = 'reported-results'
const replications = 200

interface Reported {
  what: string
  description: string
  unit: string
  expected: number
  /** Position in a row of results, and what turns its unit into that of the check. */
  column: number
  factor: number
}

/**
 * The other queues are measured by an instrument of the validation. Here the same numbers are read where results of a model come from: means of
 * each replication, then their mean.
 */
export function reportedResults(quick: boolean): Experiment {
  const document = queueDocument(
    {
      name,
      title,
      arrivalRates: [queue.arrivalRate],
      servers: queue.servers,
      service: exponential(1 / queue.serviceRate),
      relaxation: relaxationOf(queue),
      customers: 8_000_000,
      checks: [],
    },
    quick,
  )
  const model = compileModel(document)
  const reported = reportedMeasures(layoutOf(model))
  return {
    name,
    replications,
    checks: reported.map(
      ({ what, description, unit, expected }): CheckPlan => ({
        name: `${title}: ${what}`,
        description,
        unit,
        expected: { value: expected },
        read: (totals) => totals.of(what) / replications,
        source: erlang,
      }),
    ),
    prepare(seed) {
      const design = { seed: seedOf(seed, name), use: 'development', batchMeans: false } as const
      return {
        columns: reported.map(({ what }) => what),
        replicate(replication, row) {
          const { values } = replicationRows(model, design, { first: replication, count: 1 })
          reported.forEach(({ column, factor }, index) => {
            row[index] = values[column]! * factor
          })
        },
      }
    },
  }
}

function reportedMeasures(layout: ReturnType<typeof layoutOf>): Reported[] {
  const wait = layout.stepAt(0, 0) + stepFields.length
  const stay = layout.classAt(0) + countFields.length + timeFields.length
  const time = (field: (typeof timeFields)[number]): number => timeFields.indexOf(field)
  const hours = 1 / minutesPerHour
  const exact = meanWait(queue)
  return [
    {
      what: 'mean wait',
      description: 'Mean wait of all patients, those who do not wait included.',
      unit: 'hours',
      expected: exact,
      column: wait + time('mean'),
      factor: hours,
    },
    {
      what: '90th percentile of wait',
      description: 'The wait that 90 of 100 patients do not exceed.',
      unit: 'hours',
      expected: waitPercentile(queue, 0.9),
      column: wait + time('p90'),
      factor: hours,
    },
    {
      what: '95th percentile of wait',
      description: 'The wait that 95 of 100 patients do not exceed.',
      unit: 'hours',
      expected: waitPercentile(queue, 0.95),
      column: wait + time('p95'),
      factor: hours,
    },
    {
      what: 'share who wait',
      description: 'Share of patients who wait at all.',
      unit: 'share',
      expected: waitingProbability(queue),
      column: wait + time('waited'),
      factor: 1,
    },
    {
      what: 'time in system',
      description: 'Mean time from arrival to departure.',
      unit: 'hours',
      expected: exact + 1 / queue.serviceRate,
      column: stay + time('mean'),
      factor: hours,
    },
    {
      what: 'patients waiting',
      description: 'Patients waiting, on average over time.',
      unit: 'patients',
      expected: queue.arrivalRate * exact,
      column: layout.stepAt(0, 0) + stepFields.indexOf('waiting'),
      factor: 1,
    },
    {
      what: 'patients inside',
      description: 'Patients waiting or in care, on average over time.',
      unit: 'patients',
      expected: queue.arrivalRate * (exact + 1 / queue.serviceRate),
      column: layout.classAt(0) + layout.inSystemOffset,
      factor: 1,
    },
    {
      what: 'utilisation',
      description: 'Share of time that a server is busy.',
      unit: 'share',
      expected: queue.arrivalRate / queue.serviceRate / queue.servers,
      column: layout.resourceAt(0) + resourceFields.indexOf('utilisation'),
      factor: 1,
    },
    {
      what: 'time with all servers busy',
      description: 'Share of time in which all ten servers are busy: the same as the share of patients who wait.',
      unit: 'share',
      expected: waitingProbability(queue),
      column: layout.resourceAt(0) + resourceFields.length + queue.servers,
      factor: 1,
    },
  ]
}
