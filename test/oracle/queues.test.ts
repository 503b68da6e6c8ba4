import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/main/simulation/population/normal-quantile.ts'
import { exponential, type QueueModel, runQueue, summarise } from './queue-model.ts'

const replications = 40

/** Closed-form values must lie within 3.29 standard errors (two-sided 99.9 %), and the estimate must be sharp enough to mean something. */
function expectExact(name: string, values: number[], exact: number, relativePrecision = 0.02): void {
  const { mean, standardError } = summarise(values)
  expect(Math.abs(mean - exact), `${name}: ${mean} +- ${standardError} against ${exact}`).toBeLessThan(3.29 * standardError)
  expect((1.96 * standardError) / exact, `${name}: half-width`).toBeLessThan(relativePrecision)
}

const runs = (model: QueueModel, customers: number) =>
  Array.from({ length: replications }, (_, replication) => runQueue(model, customers, replication))

describe('closed forms of queueing theory', () => {
  it.each<[string, QueueModel, number, number, number]>([
    ['M/M/1, 5 and 8 an hour', { arrivalRates: [5], servers: 1, service: exponential(8) }, 0.208333, 0.625, 15_000],
    ['M/M/3, 0.2 and 0.1', { arrivalRates: [0.2], servers: 3, service: exponential(0.1) }, 4.444444, 0.444444, 15_000],
    ['M/M/10, 8 and 1 (Erlang C)', { arrivalRates: [8], servers: 10, service: exponential(1) }, 0.20459, 0.40918, 60_000],
  ])('%s: mean wait, probability of waiting, utilisation, Little', (_, model, wait, waited, customers) => {
    const all = runs(model, customers)
    expectExact(
      'mean wait',
      all.map((run) => run.wait),
      wait,
      0.03,
    )
    expectExact(
      'probability of waiting',
      all.map((run) => run.waitedShare),
      waited,
    )
    const rate = model.arrivalRates[0]!
    const meanService = rate === 5 ? 1 / 8 : rate === 8 ? 1 : 10
    expectExact(
      'busy servers',
      all.map((run) => run.busy),
      rate * meanService,
    )
    // Little's law ties a time average to a mean over customers. It is exact up to who is inside at the ends of the window.
    for (const run of all) expect(run.waiting / (run.arrivalRate * run.wait)).toBeCloseTo(1, 1)
  })

  it('M/M/10 with three priority classes (Cobham): waits by class, and the same mean as first come, first served', () => {
    const all = runs({ arrivalRates: [1, 3, 4], servers: 10, service: exponential(1) }, 60_000)
    const exact = [0.0454645, 0.0757741, 0.3409835]
    exact.forEach((wait, classIndex) => {
      expectExact(
        `class ${classIndex}`,
        all.map((run) => run.waitByClass[classIndex]!),
        wait,
        0.04,
      )
    })
    expectExact(
      'mean',
      all.map((run) => run.wait),
      0.2045901,
      0.03,
    )
  })

  it('M/M/1 with priorities: 1, 2 and 8', () => {
    const all = runs({ arrivalRates: [0.2, 0.3, 0.3], servers: 1, service: exponential(1) }, 40_000)
    ;[1, 2, 8].forEach((wait, classIndex) => {
      expectExact(
        `class ${classIndex}`,
        all.map((run) => run.waitByClass[classIndex]!),
        wait,
        0.05,
      )
    })
  })

  it('M/G/1 with lognormal service (Pollaczek-Khinchine)', () => {
    const sigma = 0.5
    const service = (uniform: number) => Math.exp(sigma * normalQuantile(uniform) - sigma ** 2 / 2)
    const all = runs({ arrivalRates: [0.8], servers: 1, service }, 30_000)
    expectExact(
      'mean wait',
      all.map((run) => run.wait),
      2.568051,
      0.03,
    )
  })

  it('M/M/10+M (Erlang A): waiting, leaving and queue length', () => {
    const all = runs({ arrivalRates: [9.5], servers: 10, service: exponential(1), abandonRate: 0.5 }, 20_000)
    expectExact(
      'probability of waiting',
      all.map((run) => run.waitedShare),
      0.545722,
    )
    expectExact(
      'share that leaves',
      all.map((run) => run.leftShare),
      0.084452,
    )
    expectExact(
      'mean wait',
      all.map((run) => run.wait),
      0.168904,
    )
    expectExact(
      'queue length',
      all.map((run) => run.waiting),
      1.604588,
    )
  })
})
