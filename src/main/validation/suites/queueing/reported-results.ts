import type { ModelDocument } from '../../../../shared/model/document.ts'
import { minutesPerHour } from '../../../../shared/time.ts'
import { type MeasureLayout, positionsOf, resourceFields, stepFields } from '../../../evaluation/model/measure-layout.ts'
import { layoutOf, type ReplicationRows } from '../../../evaluation/model/replication-rows.ts'
import { ReplicationRunner } from '../../../evaluation/model/replication-runner.ts'
import { compileModel } from '../../../simulation/compile-model.ts'
import { BinAccumulator } from '../../../statistics/bin-accumulator.ts'
import { countsAt, skipSums } from '../../../statistics/bin-sums.ts'
import { pooledQuantile } from '../../../statistics/pooled-quantile.ts'
import { sampleFields } from '../../../statistics/pooled-times.ts'
import { binOf } from '../../../statistics/time-bins.ts'
import type { CheckPlan } from '../../check.ts'
import { type ManyServers, meanWait, waitingProbability, waitPercentile } from '../../closed-forms/many-servers.ts'
import { type Experiment, seedOf } from '../../experiment.ts'
import type { Totals } from '../../totals.ts'
import { withCountedTime } from './queue-experiment.ts'
import { erlang } from './shared-checks.ts'

const queue: ManyServers = { arrivalRate: 8, serviceRate: 1, servers: 10 }
const title = 'Results as reported, M/M/10'
const name = 'reported-results'
/** Of the run that the model gives: percentiles ask for more than means. */
const countedTime = { full: 4 / 3, quick: 1 / 6 }
const { count, mean, positive } = positionsOf(sampleFields)

/** Bins of waits around the percentiles that are read; the first and the last also count what lies beyond. */
const firstBin = binOf(minutesPerHour * 0.5 * waitPercentile(queue, 0.9))
const lastBin = binOf(minutesPerHour * 1.5 * waitPercentile(queue, 0.95))
const binColumns = Array.from({ length: lastBin - firstBin + 1 }, (_, index) => `waits in bin ${firstBin + index}`)
const columns = [
  'replications',
  'waits',
  'sum of waits',
  'waited',
  'stays',
  'sum of stays',
  'waiting',
  'inside',
  'busy',
  'staffed',
  'all busy',
  ...binColumns,
]

/**
 * The other queues are measured by an instrument of the validation. Here the same numbers are read where results of a model come from: the sums
 * and the distribution of waits that replications hand over, put together over all of them.
 */
export function reportedResults(document: ModelDocument, quick: boolean): Experiment {
  const model = compileModel(withCountedTime(document, quick ? countedTime.quick : countedTime.full))
  const layout = layoutOf(model)
  return {
    name,
    replications: document.run.replications,
    checks: reported.map(
      ({ what, description, unit, expected, read }): CheckPlan => ({
        name: `${title}: ${what}`,
        description,
        unit,
        expected: { value: expected },
        read,
        source: erlang,
      }),
    ),
    prepare(seed) {
      const design = { seed: seedOf(seed, name), use: 'development', batchMeans: false, apart: false } as const
      const runner = new ReplicationRunner(model, design)
      return {
        columns,
        replicate(replication, row) {
          writeSums(runner.run({ first: replication, count: 1 }), layout, row)
        },
      }
    },
  }
}

/** Sums of one replication in the order of `columns`, times in hours. */
function writeSums(rows: ReplicationRows, layout: MeasureLayout, row: Float64Array): void {
  const { values } = rows
  const step = layout.stepAt(0, 0)
  const wait = step + layout.stepWaitOffset
  const stay = layout.classAt(0) + layout.timeOffset
  const resource = layout.resourceAt(0)
  const resourceAt = positionsOf(resourceFields)
  row.set([
    1,
    values[wait + count]!,
    (values[wait + count]! * values[wait + mean]!) / minutesPerHour,
    values[wait + positive]!,
    values[stay + count]!,
    (values[stay + count]! * values[stay + mean]!) / minutesPerHour,
    values[step + positionsOf(stepFields).waiting]!,
    values[layout.classAt(0) + layout.inSystemOffset]!,
    values[resource + resourceAt.busy]!,
    values[resource + resourceAt.staffed]!,
    values[resource + resourceFields.length + queue.servers]!,
  ])
  const firstColumn = columns.length - binColumns.length
  row.fill(0, firstColumn)
  const place = { bins: 0, sums: 0 }
  for (let sample = layout.sampleStarts.indexOf(wait); sample > 0; sample--) skipSums(rows, place)
  for (const { bin, count: times } of countsAt(rows, place))
    row[firstColumn + Math.min(lastBin, Math.max(firstBin, bin)) - firstBin]! += times
}

/** A percentile of all waits in hours, as results have it. */
function percentile(totals: Totals, share: number): number {
  const counts = binColumns.flatMap((column, index) => [firstBin + index, totals.of(column)])
  const waits = new BinAccumulator()
  waits.add(Uint32Array.from([binColumns.length, ...counts]), 0)
  return pooledQuantile(waits.distribution(), share, 0, Number.POSITIVE_INFINITY).value / minutesPerHour
}

interface Reported {
  what: string
  description: string
  unit: string
  expected: number
  read: (totals: Totals) => number
}

const exact = meanWait(queue)
const reported: readonly Reported[] = [
  {
    what: 'mean wait',
    description: 'Mean wait of all patients, those who do not wait included.',
    unit: 'hours',
    expected: exact,
    read: (totals) => totals.ratio('sum of waits', 'waits'),
  },
  {
    what: '90th percentile of wait',
    description: 'The wait that 90 of 100 patients do not exceed.',
    unit: 'hours',
    expected: waitPercentile(queue, 0.9),
    read: (totals) => percentile(totals, 0.9),
  },
  {
    what: '95th percentile of wait',
    description: 'The wait that 95 of 100 patients do not exceed.',
    unit: 'hours',
    expected: waitPercentile(queue, 0.95),
    read: (totals) => percentile(totals, 0.95),
  },
  {
    what: 'share who wait',
    description: 'Share of patients who wait at all.',
    unit: 'share',
    expected: waitingProbability(queue),
    read: (totals) => totals.ratio('waited', 'waits'),
  },
  {
    what: 'time in system',
    description: 'Mean time from arrival to departure.',
    unit: 'hours',
    expected: exact + 1 / queue.serviceRate,
    read: (totals) => totals.ratio('sum of stays', 'stays'),
  },
  {
    what: 'patients waiting',
    description: 'Patients waiting, on average over time.',
    unit: 'patients',
    expected: queue.arrivalRate * exact,
    read: (totals) => totals.ratio('waiting', 'replications'),
  },
  {
    what: 'patients inside',
    description: 'Patients waiting or in care, on average over time.',
    unit: 'patients',
    expected: queue.arrivalRate * (exact + 1 / queue.serviceRate),
    read: (totals) => totals.ratio('inside', 'replications'),
  },
  {
    what: 'utilisation',
    description: 'Share of time that a server is busy.',
    unit: 'share',
    expected: queue.arrivalRate / queue.serviceRate / queue.servers,
    read: (totals) => totals.ratio('busy', 'staffed'),
  },
  {
    what: 'time with all servers busy',
    description: 'Share of time in which all ten servers are busy: the same as the share of patients who wait.',
    unit: 'share',
    expected: waitingProbability(queue),
    read: (totals) => totals.ratio('all busy', 'replications'),
  },
]
