import { describe, expect, it } from 'vitest'
import type { PatientRows } from '../../src/main/simulation/population/patient-rows.ts'
import { CensusClock } from '../../src/main/validation/instruments/census-clock.ts'
import { CensusShares } from '../../src/main/validation/instruments/census-shares.ts'
import { CentreMeasures } from '../../src/main/validation/instruments/centre-measures.ts'
import { HourCounts } from '../../src/main/validation/instruments/hour-counts.ts'
import { Tally } from '../../src/main/validation/instruments/tally.ts'
import { percentileOf, WaitBins } from '../../src/main/validation/instruments/wait-bins.ts'
import { measureTotals, Totals } from '../../src/main/validation/totals.ts'

function patients(...list: { arrival: number; class: number; duration?: number }[]): PatientRows {
  const count = list.length
  return {
    capacity: count,
    arrivalMinutes: Float64Array.from(list, (one) => one.arrival),
    stream: new Uint8Array(count),
    number: Int32Array.from(list.keys()),
    sequence: Int32Array.from(list.keys()),
    classAtArrival: Uint8Array.from(list, (one) => one.class),
    entryStep: new Int32Array(count),
    durations: [Float64Array.from(list, (one) => one.duration ?? 0)],
    codes: [],
  }
}
const running = (rows: PatientRows) => ({ rows, classOf: Int32Array.from(rows.classAtArrival) })

function written(instrument: { columns: readonly string[]; write(row: Float64Array): void }): Record<string, number> {
  const row = new Float64Array(instrument.columns.length)
  instrument.write(row)
  return Object.fromEntries(instrument.columns.map((column, index) => [column, row[index]!]))
}

describe('instruments on a day told by hand', () => {
  it('tally: only what happens in the window, times in the unit of the model', () => {
    const tally = new Tally({
      classes: ['a', 'b'],
      requests: ['care'],
      resources: ['server'],
      fromMinutes: 60,
      untilMinutes: 180,
      minutesPerUnit: 60,
    })
    tally.begin(
      running(
        patients({ arrival: 0, class: 0 }, { arrival: 30, class: 1 }, { arrival: 90, class: 0 }, { arrival: 100, class: 1 }),
      ),
    )
    tally.arrived(0, 0)
    tally.joined(0, 0, 0)
    tally.started(0, 0, 0, 0)
    tally.seized(0, 0, 0, 1)
    tally.arrived(30, 1)
    tally.joined(30, 1, 0)
    tally.arrived(90, 2)
    tally.joined(90, 2, 0)
    tally.arrived(100, 3)
    tally.refused(100, 3, 0)
    tally.departed(100, 3)
    tally.released(120, 0, 0, 1)
    tally.departed(120, 0)
    tally.started(120, 1, 0, 30)
    tally.seized(120, 1, 0, 1)
    tally.left(150, 2, 0)
    tally.departed(150, 2)
    expect(written(tally)).toMatchObject({
      time: 2,
      unaccounted: 0,
      'started care': 1,
      'wait care': 1.5,
      'wait care b': 1.5,
      'waited care a': 0,
      'waited care b': 1,
      'left care': 1,
      'wait of leavers care': 1,
      'refused care': 1,
      // One waits from 60 to 120, another from 90 to 150.
      'waiting care': 2,
      'waiting at end care': 0,
      'busy server': 2,
      arrived: 2,
      departed: 3,
      'stay a': 3,
    })
  })

  it('tally: a patient who is nowhere is noticed', () => {
    const tally = new Tally({
      classes: ['a'],
      requests: ['care'],
      resources: ['server'],
      fromMinutes: 0,
      untilMinutes: 10,
      minutesPerUnit: 1,
    })
    tally.begin(running(patients({ arrival: 0, class: 0 })))
    tally.arrived(0, 0)
    expect(written(tally).unaccounted).toBe(1)
  })

  it('hours: counts by hour and day, first quarters, dispersion', () => {
    const rates = Array<number>(24).fill(0)
    rates[1] = 2
    const hours = new HourCounts(rates, 2)
    hours.begin()
    for (const minutes of [60, 74, 75, 1440 + 119, 2880]) hours.arrived(minutes)
    expect(written(hours)).toMatchObject({
      days: 2,
      arrivals: 4,
      'in rising hours': 4,
      'early in rising hours': 2,
      'hour 1': 4,
      'hour 0': 0,
      'day 0': 4,
      // Counts 3 and 1 of an hour in which 2 are expected: variance 2.
      'hourly dispersion': 1,
      'daily dispersion': 1,
    })
  })

  it('census at hours of the day: before what happens at that minute', () => {
    const census = new CensusClock([0, 6], 1, 2)
    census.begin()
    census.arrived(100)
    census.arrived(1440)
    census.departed(1500)
    expect(written(census)).toEqual({ days: 1, 'inside at 0': 1, 'inside at 6': 1 })
  })

  it('census shares: time by units in use, apart and together', () => {
    const census = new CensusShares(['x', 'y'], 'both', 10, 110)
    census.begin()
    census.seized(0, 0, 0, 1)
    census.seized(30, 1, 1, 2)
    census.released(90, 0, 0, 1)
    expect(written(census)).toMatchObject({
      'x 1': 80,
      'x 0': 20,
      'y 0': 20,
      'y 2': 80,
      'both 1': 20,
      'both 3': 60,
      'both 2': 20,
    })
  })

  it('treatment centre: those who began, those who left, services to their end', () => {
    const centre = new CentreMeasures([{ name: 'triage', durationColumn: 0, units: 2 }], ['x', 'y'], 100)
    centre.begin(running(patients({ arrival: 0, class: 0, duration: 30 }, { arrival: 10, class: 0, duration: 190 })))
    centre.arrived()
    centre.started(5, 0, 0, 0)
    centre.arrived()
    centre.departed(35, 0)
    centre.started(25, 1, 0, 10)
    expect(written(centre)).toMatchObject({
      arrivals: 2,
      throughput: 1,
      'wait triage': 10,
      'waited triage': 1,
      'utilisation triage': 1.1,
      'total x': 35,
      'left x': 1,
      'total y': 0,
      'left y': 0,
    })
  })
})

describe('reading sums', () => {
  it('a percentile between bins of an exponential tail is exact', () => {
    const near = Math.log(20)
    const bins = new WaitBins(near)
    const total = 2_000_000
    const edges = Array.from({ length: 101 }, (_, edge) => near / 2 + (near / 100) * edge)
    const beyond = edges.map((edge) => total * Math.exp(-edge))
    bins.counts.set([total - beyond[0]!, ...beyond.slice(1).map((value, index) => beyond[index]! - value), beyond[100]!])
    const totals = new Totals(bins.columns)
    totals.values = bins.counts
    expect(percentileOf(totals, 0.95, near)).toBeCloseTo(near, 10)
    expect(percentileOf(totals, 0.93, near)).toBeCloseTo(-Math.log(0.07), 10)
    expect(percentileOf(totals, 0.1, near)).toBeNaN()
    expect(percentileOf(totals, 0.9999, near)).toBeNaN()
  })

  it('waits fall into the bins that they belong to', () => {
    const bins = new WaitBins(100)
    for (const wait of [0, 49.9, 50, 50.5, 51, 149.9, 150, 1000]) bins.add(wait)
    expect([bins.counts[0], bins.counts[1], bins.counts[2], bins.counts[100], bins.counts[101]]).toEqual([2, 2, 1, 1, 2])
  })

  it('a ratio of sums with its standard error; an unknown column is an error', () => {
    const rows = Float64Array.from([2, 1, 4, 2, 9, 3])
    const [ratio] = measureTotals(['above', 'below'], rows, [(totals) => totals.ratio('above', 'below')])
    expect(ratio!.value).toBe(2.5)
    expect(ratio!.replications).toBe(3)
    expect(ratio!.standardError).toBeGreaterThan(0)
    expect(() => measureTotals(['above'], rows, [(totals) => totals.of('below')])).toThrow('below')
  })
})
