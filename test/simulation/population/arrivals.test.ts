import { describe, expect, it } from 'vitest'
import { arrivals, day, drawPeople, isNear, mean, type People, variance } from './documents.ts'

const hour = 60

/** Counts of consecutive periods of this length. */
function countsOf(minutes: readonly number[], length: number, periods: number): number[] {
  const counts = Array<number>(periods).fill(0)
  for (const at of minutes) counts[Math.floor(at / length)]!++
  return counts
}

const gapsOf = (minutes: readonly number[]) => minutes.map((at, index) => at - (minutes[index - 1] ?? 0))

describe('arrivals', () => {
  it.each([
    ['a rate', { process: 'poisson', ratePerHour: 6 }],
    ['a mean time between', { process: 'poisson', meanBetween: 10 }],
    ['exponential times between', { process: 'renewal', between: { distribution: 'exponential', mean: 10 } }],
    ['one period', { process: 'poisson-by-period', periods: [{ at: 0, ratePerHour: 6 }] }],
    ['the same every hour', { process: 'poisson-by-hour', ratePerHour: Array<number>(24).fill(6) }],
  ] as const)('are a Poisson process by %s', (_name, process) => {
    const { minutes } = drawPeople(arrivals(process as never), 400 * day)
    const counts = countsOf(minutes, hour, 400 * 24)
    expect(isNear(counts, 6)).toBe(true)
    // Variance over mean of Poisson counts is 1, with standard error sqrt(2 / n).
    expect(Math.abs(variance(counts) / mean(counts) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / counts.length))
    const gaps = gapsOf(minutes)
    expect(isNear(gaps, 10)).toBe(true)
    expect(Math.sqrt(variance(gaps)) / 10).toBeCloseTo(1, 1)
  })

  it('thin at the time of the candidate: a rate that jumps between neighbouring hours is right in each of them', () => {
    const ratePerHour = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 20 : 1))
    const days = 300
    const { minutes } = drawPeople(arrivals({ process: 'poisson-by-hour', ratePerHour }), days * day)
    const counts = countsOf(minutes, hour, days * 24)
    for (let at = 0; at < 24; at++)
      expect(
        isNear(
          counts.filter((_, index) => index % 24 === at),
          ratePerHour[at]!,
        ),
      ).toBe(true)
    // Also inside the hour: as many in its first quarter as in its last.
    const quarters = countsOf(
      minutes.map((at) => at % hour),
      15,
      4,
    )
    for (const count of quarters)
      expect(Math.abs(count / minutes.length - 0.25)).toBeLessThan(4.5 * Math.sqrt(0.1875 / minutes.length))
  })

  it('know the weekday and the hour at which a run starts, and vary whole days', () => {
    const process = {
      process: 'poisson-by-hour',
      ratePerHour: Array.from({ length: 24 }, (_, at) => (at < 12 ? 0 : 100)),
      weekdayFactor: [1, 1, 1, 1, 1, 0, 2],
      dayVariation: 0.2,
    } as const
    const startsAt = { weekday: 'friday', hour: 6.5 } as const
    const run = { kind: 'terminating', horizon: 1, warmUp: 0, replications: 1, seed: 1, startsAt } as const
    const { minutes } = drawPeople({ ...arrivals(process as never), run }, 140 * day)
    // Noon of Friday, and of Sunday after a Saturday without anybody.
    expect(minutes[0]).toBeGreaterThan(5.5 * hour)
    const clock = minutes.map((at) => at + 6.5 * hour)
    expect(clock.every((at) => at % day >= 12 * hour)).toBe(true)
    const counts = countsOf(clock, day, 141)
    expect(counts.filter((_, at) => at % 7 === 1).every((count) => count === 0)).toBe(true)
    const fridays = counts.filter((_, at) => at % 7 === 0)
    const sundays = counts.filter((_, at) => at % 7 === 2)
    expect(mean(sundays) / mean(fridays)).toBeCloseTo(2, 0)
    const weekdays = counts.filter((_, at) => at > 0 && at < 140 && at % 7 >= 3)
    const spread = Math.sqrt(variance(weekdays) - mean(weekdays)) / mean(weekdays)
    expect(spread).toBeGreaterThan(0.14)
    expect(spread).toBeLessThan(0.25)
  })

  it('follow periods of any length, again and again where they repeat', () => {
    const periods = [
      { at: 0, ratePerHour: 0 },
      { at: 10, ratePerHour: 60 },
      { at: 20, ratePerHour: 0 },
      { at: 25.5, ratePerHour: 600 },
      { at: 30, ratePerHour: 6 },
    ]
    const process = { process: 'poisson-by-period', periods, repeatEvery: 100 } as const
    const { minutes } = drawPeople(arrivals(process as never), 100 * 5000)
    const within = minutes.map((at) => at % 100)
    const counts = (from: number, to: number) =>
      countsOf(
        minutes.filter((_, index) => within[index]! >= from && within[index]! < to),
        100,
        5000,
      )
    expect(counts(0, 10).every((count) => count === 0)).toBe(true)
    expect(isNear(counts(10, 20), 10)).toBe(true)
    expect(counts(20, 25.5).every((count) => count === 0)).toBe(true)
    expect(isNear(counts(25.5, 30), 45)).toBe(true)
    expect(isNear(counts(30, 100), 7)).toBe(true)
    const once = drawPeople(arrivals({ process: 'poisson-by-period', periods: periods.slice(0, 3) }), Number.POSITIVE_INFINITY)
    expect(once.count).toBeGreaterThan(0)
    expect(once.minutes.every((at) => at >= 10 && at < 20)).toBe(true)
    const late = drawPeople(arrivals(process as never, { from: 1026, limit: 3 }), Number.POSITIVE_INFINITY)
    expect(late.minutes.every((at) => at >= 1026 && at < 1030)).toBe(true)
  })

  it('have any times between', () => {
    const between = { distribution: 'erlang', mean: 4, stages: 4 } as const
    const gaps = gapsOf(drawPeople(arrivals({ process: 'renewal', between }), 100 * day).minutes)
    expect(isNear(gaps, 4)).toBe(true)
    expect(variance(gaps) / 4).toBeCloseTo(1, 1)
    const even = drawPeople(
      arrivals({ process: 'renewal', between: { distribution: 'constant', value: 10 } }, { from: 5, until: 45 }),
    )
    expect(even.minutes).toEqual([15, 25, 35])
  })

  it('come at given times, at the start, and up to a limit, in any unit of time', () => {
    expect(drawPeople(arrivals({ process: 'times', times: [1, 2, 2, 9] }, { from: 2, until: 9 })).minutes).toEqual([2, 2])
    expect(drawPeople({ ...arrivals({ process: 'times', times: [1, 2.5] }), timeUnit: 'hours' }).minutes).toEqual([60, 150])
    expect(drawPeople(arrivals({ process: 'at-start', patients: 3 })).minutes).toEqual([0, 0, 0])
    expect(drawPeople(arrivals({ process: 'at-start', patients: 3 }, { limit: 2 })).minutes).toEqual([0, 0])
    expect(drawPeople(arrivals({ process: 'poisson', ratePerHour: 60 }, { limit: 17 }), Number.POSITIVE_INFINITY).count).toBe(17)
    const hourly = drawPeople({ ...arrivals({ process: 'poisson', ratePerHour: 2 }), timeUnit: 'days' }, 1000 * hour)
    expect(Math.abs(hourly.count - 2000)).toBeLessThan(4.5 * Math.sqrt(2000))
  })

  it('come in batches of random size, and batches of nobody do not come', () => {
    const batch = { distribution: 'discrete' as const, values: [0, 1, 5], probabilities: [0.25, 0.25, 0.5] }
    const { minutes, columns, count } = drawPeople(arrivals({ process: 'poisson', ratePerHour: 6 }, { batch }), 200 * day)
    const sizeAt = new Map<number, number>()
    for (const at of minutes) sizeAt.set(at, (sizeAt.get(at) ?? 0) + 1)
    const sizes = [...sizeAt.values()]
    expect(sizes.every((size) => size === 1 || size === 5)).toBe(true)
    const batches = sizes.length
    expect(Math.abs(batches / (200 * 24 * 6 * 0.75) - 1)).toBeLessThan(0.03)
    expect(
      isNear(
        sizes.map((size) => (size === 5 ? 1 : 0)),
        2 / 3,
      ),
    ).toBe(true)
    // Everybody has a number of their own.
    expect(new Set(columns.number.subarray(0, count)).size).toBe(count)
    const limited = drawPeople(
      arrivals({ process: 'poisson', ratePerHour: 6 }, { batch: { distribution: 'constant', value: 3 }, limit: 4 }),
    )
    expect(limited.count).toBe(12)
  })

  it('spread a fixed number over periods', () => {
    const process = { process: 'spread', patients: 3000, bounds: [100, 160, 190, 340], shares: [0.5, 0.3, 0.2] } as const
    const { minutes, count } = drawPeople(arrivals({ ...process, bounds: [...process.bounds], shares: [...process.shares] }))
    expect(count).toBe(3000)
    const share = (from: number, to: number) => minutes.map((at): number => (at >= from && at < to ? 1 : 0))
    expect(isNear(share(100, 160), 0.5)).toBe(true)
    expect(isNear(share(160, 190), 0.3)).toBe(true)
    expect(isNear(share(190, 340), 0.2)).toBe(true)
    expect(isNear(share(100, 130), 0.25)).toBe(true)
  })

  it('of several streams come in order, at the same minute in the order of the streams', () => {
    const people = drawPeople({
      arrivals: [
        { name: 'a', process: { process: 'times', times: [3, 5] } },
        { name: 'b', process: { process: 'times', times: [1, 3, 5, 5] } },
        { name: 'c', process: { process: 'at-start', patients: 1 } },
      ],
    })
    expect(people.minutes).toEqual([0, 1, 3, 3, 5, 5, 5])
    expect(Array.from(people.columns.stream.subarray(0, people.count))).toEqual([2, 1, 0, 1, 0, 1, 1])
    expect(Array.from(people.columns.sequence.subarray(0, people.count))).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('of one stream do not change when another does', () => {
    const streams = (rate: number): People =>
      drawPeople({
        arrivals: [
          { name: 'a', process: { process: 'poisson', ratePerHour: rate } },
          { name: 'b', process: { process: 'poisson', ratePerHour: 10 } },
        ],
      })
    const ofB = ({ minutes, columns }: People) => minutes.filter((_, at) => columns.stream[at] === 1)
    expect(ofB(streams(50))).toEqual(ofB(streams(3)))
    expect(ofB(streams(10))).not.toEqual(streams(10).minutes.filter((_, at) => streams(10).columns.stream[at] === 0))
  })
})
