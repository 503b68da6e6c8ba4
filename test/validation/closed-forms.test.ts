import { describe, expect, it } from 'vitest'
import { machineRepair, withPatience, withRoom } from '../../src/main/validation/closed-forms/birth-death.ts'
import { clippedNormalMoments } from '../../src/main/validation/closed-forms/clipped-normal.ts'
import { dailyCensus } from '../../src/main/validation/closed-forms/infinite-servers.ts'
import {
  erlangLoss,
  type ManyServers,
  meanWait,
  waitBeyond,
  waitingProbability,
  waitPercentile,
  waitVariance,
} from '../../src/main/validation/closed-forms/many-servers.ts'
import { pollaczekKhinchine } from '../../src/main/validation/closed-forms/one-server.ts'
import {
  conservedWork,
  timesInSystemPreempted,
  waitsByPriority,
  waitsByPriorityOneServer,
} from '../../src/main/validation/closed-forms/priorities.ts'

/** A printed value: equal to half its last digit. */
function expectPrinted(value: number, printed: string): void {
  const digits = printed.split('.')[1]?.length ?? 0
  expect(Math.abs(value - Number(printed)), `${value} against ${printed}`).toBeLessThanOrEqual(0.5000001 * 10 ** -digits)
}

const queue = (arrivalRate: number, serviceRate: number, servers: number): ManyServers => ({
  arrivalRate,
  serviceRate,
  servers,
})

describe('printed values of queueing theory', () => {
  it.each<[string, ManyServers, string, string, string, string]>([
    ['M/M/1 at 0.9', queue(0.9, 1, 1), '.9', '9.0', '8.1', '28.9037'],
    ['M/M/1, 5 and 8', queue(5, 8, 1), '.625', '.208333', '1.041667', '.84191'],
    ['M/M/3', queue(0.2, 0.1, 3), '.444444', '4.444444', '.888889', '21.848'],
    ['M/M/4', queue(0.2, 0.1, 4), '.173913', '.869565', '.173913', '6.2327'],
    ['M/M/10 at 0.8', queue(8, 1, 10), '.409180', '.204590', '1.636721', '1.0511'],
    ['M/M/10 at 0.95', queue(9.5, 1, 10), '.825586', '1.651171', '15.686126', '5.6081'],
    ['M/M/10, minutes', queue(10 / 60, 1 / 45, 10), '.306611', '5.519002', '.919834', '32.644'],
  ])('%s', (_, model, waited, wait, waiting, p95) => {
    expectPrinted(waitingProbability(model), waited)
    expectPrinted(meanWait(model), wait)
    expectPrinted(model.arrivalRate * meanWait(model), waiting)
    expectPrinted(waitPercentile(model, 0.95), p95)
    expect(waitBeyond(model, waitPercentile(model, 0.95))).toBeCloseTo(0.05, 12)
  })

  it('a percentile below the probability of not waiting is 0', () => {
    expect(waitPercentile(queue(0.2, 0.1, 4), 0.8)).toBe(0)
  })

  it('one repairer is Erlang loss seen from the other side, and with a repairer each nobody waits', () => {
    // The repairer is free as often as a group of as many servers turns calls away, with the load the other way round.
    const one = machineRepair({ machines: 4, breakdownRate: 0.1, repairers: 1, repairRate: 0.5 })
    const busy = (0.1 * one.working) / 0.5
    expect(busy).toBeCloseTo(1 - erlangLoss(5, 4), 12)
    // Cycle time law: working + waiting + repair, times the rate of breakdowns, is all machines.
    expect((one.wait + 1 / 0.5) * 0.1 * one.working + one.working).toBeCloseTo(4, 12)
    const enough = machineRepair({ machines: 3, breakdownRate: 1, repairers: 3, repairRate: 3 })
    expect(enough).toMatchObject({ waited: 0, wait: 0 })
    expect(enough.working).toBeCloseTo(3 * (3 / 4), 12)
  })

  it('a machine that breaks down finds the others as if it were not there', () => {
    const plant = { breakdownRate: 0.3, repairers: 2, repairRate: 1 }
    const { waited } = machineRepair({ machines: 3, ...plant })
    // Of two others, both are broken: binomial, as each has a repairer.
    expect(waited).toBeCloseTo((0.3 / 1.3) ** 2, 12)
  })

  it('the variance of the wait belongs to its distribution', () => {
    const model = queue(8, 1, 10)
    const step = 0.001
    let [first, second] = [0, 0]
    for (let time = step / 2; time < 30; time += step) {
      first += waitBeyond(model, time) * step
      second += 2 * time * waitBeyond(model, time) * step
    }
    expect(first).toBeCloseTo(meanWait(model), 6)
    expect(second - first ** 2).toBeCloseTo(waitVariance(model), 6)
  })

  it('one server, four distributions of service (Pollaczek-Khinchine)', () => {
    const wait = (secondMoment: number) => pollaczekKhinchine({ arrivalRate: 0.8, meanService: 1, secondMoment })
    expectPrinted(wait(1), '2.0')
    expectPrinted(wait(1.5), '3.0')
    expectPrinted(wait(2), '4.0')
    expectPrinted(wait(Math.exp(0.25)), '2.568051')
  })

  it('priorities without interruption (Cobham)', () => {
    const one = waitsByPriority({ arrivalRates: [0.2, 0.3, 0.3], serviceRate: 1, servers: 1 })
    ;['1.0', '2.0', '8.0'].forEach((printed, index) => {
      expectPrinted(one[index]!, printed)
    })
    const ten = waitsByPriority({ arrivalRates: [1, 3, 4], serviceRate: 1, servers: 10 })
    ;['.0454645', '.0757741', '.3409835'].forEach((printed, index) => {
      expectPrinted(ten[index]!, printed)
    })
    expectPrinted((ten[0]! + 3 * ten[1]! + 4 * ten[2]!) / 8, '.2045901')
    const mixed = [
      { arrivalRate: 0.2, meanService: 1, secondMoment: 2 },
      { arrivalRate: 0.3, meanService: 1.5, secondMoment: 2.25 },
    ]
    const waits = waitsByPriorityOneServer(mixed)
    expectPrinted(waits[0]!, '.671875')
    expectPrinted(waits[1]!, '1.919643')
    expect(0.2 * waits[0]! + 0.45 * waits[1]!).toBeCloseTo(conservedWork(mixed), 12)
  })

  it('the more urgent interrupt: time in system, M/M/1', () => {
    const exponential = (arrivalRate: number) => ({ arrivalRate, meanService: 1, secondMoment: 2 })
    const times = timesInSystemPreempted([exponential(0.2), exponential(0.3), exponential(0.3)])
    ;['1.25', '2.5', '10.0'].forEach((printed, index) => {
      expectPrinted(times[index]!, printed)
    })
  })

  it('patience (Erlang A)', () => {
    const ten = withPatience({ ...queue(9.5, 1, 10), leavingRate: 0.5 })
    expectPrinted(ten.waited, '.545722')
    expectPrinted(ten.left, '.084452')
    expectPrinted(ten.wait, '.168904')
    expectPrinted(ten.waiting, '1.604588')
    const hundred = withPatience({ ...queue(100, 1, 100), leavingRate: 1 })
    expectPrinted(hundred.waited, '.513299')
    expectPrinted(hundred.left, '.039861')
    expectPrinted(hundred.wait, '.039861')
  })

  it('finite room (M/M/c/K) and no waiting room (Erlang B)', () => {
    const small = withRoom({ ...queue(3, 4, 2), room: 3 })
    expectPrinted(small.lost, '.0493601')
    expectPrinted(small.inside, '.7623400')
    const ten = withRoom({ ...queue(8, 1, 10), room: 14 })
    expectPrinted(ten.lost, '.0387103')
    expectPrinted(ten.wait, '.0645722')
    expectPrinted(erlangLoss(8, 10), '.121661')
    expectPrinted(erlangLoss(20, 25), '.050222')
    expect(withRoom({ ...queue(8, 1, 10), room: 10 }).lost).toBeCloseTo(erlangLoss(8, 10), 14)
  })

  it('a census that follows the time of day (Mt/M/infinity)', () => {
    const printed = ['21.2564', '41.1328', '38.7436', '18.8672']
    ;[0, 6, 12, 18].forEach((hours, index) => {
      expectPrinted(dailyCensus({ mean: 10, swing: 6 }, 3, hours), printed[index]!)
    })
  })

  it('a normal factor, clipped: far out, and in the middle', () => {
    expect(clippedNormalMoments(1, 0.09, -100, 100).mean).toBeCloseTo(1, 12)
    expect(clippedNormalMoments(1, 0.09, -100, 100).variance).toBeCloseTo(0.0081, 12)
    const half = clippedNormalMoments(0, 1, 0, 100)
    expect(half.mean).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 9)
    expect(half.variance).toBeCloseTo(0.5 - 1 / (2 * Math.PI), 9)
  })

  it.each<[string, number, [number, string][]]>([
    [
      'acute',
      8.145493,
      [
        [9, '.1806'],
        [10, '.1283'],
        [11, '.0867'],
        [12, '.0556'],
        [13, '.0337'],
        [14, '.0192'],
      ],
    ],
    [
      'rehabilitation',
      9.718218,
      [
        [10, '.2015'],
        [12, '.1091'],
        [13, '.0754'],
        [14, '.0497'],
        [15, '.0312'],
        [16, '.0186'],
      ],
    ],
    ['both together', 8.145493 + 9.718218, [[22, '.0629']]],
  ])('beds of the stroke unit: %s', (_, load, table) => {
    for (const [beds, printed] of table) expectPrinted(erlangLoss(load, beds), printed)
  })
})
