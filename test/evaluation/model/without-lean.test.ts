import { describe, expect, it } from 'vitest'
import { simulateModel } from '../../../src/main/evaluation/model/simulate-model.ts'
import type { CompiledModel } from '../../../src/main/simulation/compile-model.ts'
import type { ModelResult } from '../../../src/shared/model/result.ts'
import { queueModel, repairModel } from './models.ts'
import { errors, expectNear } from './near.ts'

const stepOf = (result: ModelResult, step = 0) => result.steps[step]!.byClass[0]!

/** One server at one an hour; windows that are short against the time in which its queue forgets. */
const queue = { load: 0.9, warmUp: 2500, window: 500 }
const busyServer = queueModel({
  ratePerHour: queue.load,
  servers: 1,
  run: { warmUp: queue.warmUp, horizon: queue.warmUp + queue.window, replications: 200 },
})
/** Nobody waits, and stays are long against the window. */
const ward = { ratePerHour: 40, stay: 1.5, window: 6 }
const openWard = (replications: number) =>
  queueModel({
    ratePerHour: ward.ratePerHour,
    servers: 400,
    service: ward.stay,
    run: { warmUp: 20, horizon: 20 + ward.window, replications },
  })

describe('short windows of a steady state', () => {
  it('do not make waits shorter than they are: M/M/1 at a load of 0.9', () => {
    const exact = { mean: 9, p90: 10 * Math.log(9), p95: 10 * Math.log(18), sd: Math.sqrt(99), waited: 0.9 }
    for (const seed of [1, 2, 3, 4]) {
      const { wait } = stepOf(simulateModel(busyServer, { seed }))
      for (const [of, value] of Object.entries(exact)) expectNear(wait[of as keyof typeof exact], value, 0.15)
    }
  })

  it('do not lose the long stays, with infinitely many servers', () => {
    const { timeInSystem, inSystem, counts } = simulateModel(openWard(400)).classes[0]!
    expectNear(timeInSystem.mean, ward.stay)
    expectNear(timeInSystem.p50, ward.stay * Math.LN2)
    expectNear(timeInSystem.p95, ward.stay * Math.log(20))
    expectNear(timeInSystem.sd, ward.stay)
    expect(timeInSystem.mean!.standardError).toBeLessThan(0.01)
    expectNear(inSystem, ward.ratePerHour * ward.stay)
    expectNear(counts.in, ward.ratePerHour * ward.window)
  })

  it.each<[string, CompiledModel, number]>([
    ['one busy server', busyServer, queue.window],
    ['an open ward', openWard(400), ward.window],
  ])('agree with themselves by Little’s law: %s', (_name, model, hours) => {
    const result = simulateModel(model)
    const { inSystem, timeInSystem, counts } = result.classes[0]!
    const { waiting, wait, started } = stepOf(result)
    for (const [number, time, count] of [
      [inSystem, timeInSystem.mean, counts.out],
      [waiting, wait.mean, started],
    ] as const) {
      const perHour = count!.mean / hours
      const both = Math.hypot(number!.standardError, perHour * time!.standardError)
      expect(Math.abs(number!.mean - perHour * time!.mean)).toBeLessThanOrEqual(errors * both)
      expect(both).toBeLessThanOrEqual(0.11 * number!.mean)
    }
  })

  it('count waits of those who never leave: machines that are repaired', () => {
    const plant = { machines: 5, breakdownsPerHour: 0.25, repairHours: 1 }
    const result = simulateModel(repairModel(plant, { warmUp: 100, horizon: 400, replications: 200 }))
    // Birth and death: n machines are broken with probability p(n), and one repairer mends them.
    const weights = [1]
    for (let broken = 1; broken <= plant.machines; broken++)
      weights.push(weights.at(-1)! * (plant.machines - broken + 1) * plant.breakdownsPerHour * plant.repairHours)
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const mean = (of: (broken: number) => number) =>
      weights.reduce((total, weight, broken) => total + (of(broken) * weight) / sum, 0)
    const repairsPerHour = (1 - weights[0]! / sum) / plant.repairHours
    const waiting = mean((broken) => Math.max(0, broken - 1))
    const step = stepOf(result)
    expectNear(step.wait.mean, waiting / repairsPerHour)
    expectNear(step.waiting, waiting)
    expectNear(result.resources[0]!.utilisation, repairsPerHour * plant.repairHours)
    const { wait, timeInSystem, inSystem } = result.classes[0]!
    expect([wait.mean, timeInSystem.p95]).toEqual([null, null])
    expect(inSystem).toMatchObject({ mean: plant.machines, standardError: 0 })
  })
})

describe('intervals', () => {
  it('cover the truth about as often as they say', () => {
    const experiments = 200
    const exact = { mean: 1, sd: Math.sqrt(3), p90: 2 * Math.log(5), p95: 2 * Math.log(10), waited: 0.5 }
    const model = queueModel({ ratePerHour: 0.5, servers: 1, run: { warmUp: 40, horizon: 340, replications: 30 } })
    const covered = { mean: 0, sd: 0, p90: 0, p95: 0, waited: 0 }
    for (let seed = 0; seed < experiments; seed++) {
      const { wait } = stepOf(simulateModel(model, { seed }))
      for (const of of ['mean', 'sd', 'p90', 'p95', 'waited'] as const)
        if (Math.abs(wait[of]!.mean - exact[of]) <= wait[of]!.halfWidth) covered[of]++
    }
    // Binomial: 95 % of 200 is 190, its standard deviation 3.1; a few less are lost to skewness.
    for (const count of Object.values(covered)) expect(count / experiments).toBeGreaterThan(0.88)
  })
})
