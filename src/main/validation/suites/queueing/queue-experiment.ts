import type { ModelDistribution } from '../../../../shared/model/distribution.ts'
import type { ModelDocument } from '../../../../shared/model/document.ts'
import type { Queue } from '../../../../shared/model/queue.ts'
import type { CheckPlan } from '../../check.ts'
import type { Experiment } from '../../experiment.ts'
import { modelExperiment } from '../../model-experiment.ts'

/** A queue of theory: Poisson arrivals by class (the most urgent first), one pool of servers, all times in hours. */
export interface QueuePlan {
  name: string
  title: string
  arrivalRates: readonly number[]
  servers: number
  /** One service for all, or one by class. */
  service: ModelDistribution | readonly ModelDistribution[]
  queue?: Partial<Queue>
  timeUnit?: 'hours' | 'minutes'
  /** Time in which the queue forgets where it began; eight times as long is not counted. */
  relaxation: number
  /** Arrivals that count, over all replications. */
  customers: number
  /** So close to saturation that a quick run shows too little; left out there. */
  longOnly?: boolean
  /** Expected percentile around which waits are counted. */
  near?: number
  checks: readonly CheckPlan[]
}

const replications = 200
const quickShare = 1 / 8
const warmUpRelaxations = 8

export const className = (index: number): string => `class-${index + 1}`

export function queueExperiment(plan: QueuePlan, quick: boolean): Experiment {
  return modelExperiment({
    name: plan.name,
    replications,
    document: queueDocument(plan, quick),
    checks: plan.checks,
    ...(plan.near === undefined ? {} : { percentile: { request: 'care', near: plan.near } }),
  })
}

export function queueDocument(plan: QueuePlan, quick: boolean): ModelDocument {
  const classes = plan.arrivalRates.map((_, index) => className(index))
  const timeUnit = plan.timeUnit ?? 'hours'
  const ratePerUnit = plan.arrivalRates.reduce((sum, rate) => sum + rate, 0)
  const ratePerHour = ratePerUnit * (timeUnit === 'minutes' ? 60 : 1)
  const warmUp = warmUpRelaxations * plan.relaxation
  const { service } = plan
  return {
    format: 'fairward-model',
    version: 1,
    name: plan.name,
    title: plan.title,
    timeUnit,
    classes,
    arrivals: [
      {
        name: 'arrivals',
        process: { process: 'poisson', ratePerHour },
        attributes: {
          class: { shares: Object.fromEntries(classes.map((one, index) => [one, plan.arrivalRates[index]! / ratePerUnit])) },
        },
      },
    ],
    resources: [{ name: 'server', units: plan.servers }],
    ...(plan.queue ? { queues: [{ name: 'line', discipline: 'first-come', ...plan.queue }] } : {}),
    steps: [
      {
        name: 'care',
        do: 'serve',
        resources: { server: 1 },
        duration:
          'distribution' in service
            ? service
            : { cases: service.map((use, index) => ({ when: { class: classes[index]! }, use })) },
        ...(plan.queue ? { queue: 'line' } : {}),
      },
      { name: 'home', do: 'exit' },
    ],
    run: {
      kind: 'steady-state',
      horizon: warmUp + (plan.customers * (quick ? quickShare : 1)) / replications / ratePerUnit,
      warmUp,
      replications,
      seed: 1,
    },
  }
}
