import { describe, expect, it } from 'vitest'
import { StreamSource } from '../../../src/main/simulation/population/stream-source.ts'
import { TableDrawer, TableSource } from '../../../src/main/simulation/population/table-source.ts'
import { day, key, planOf } from './documents.ts'

const plan = planOf({
  classes: ['x', 'y'],
  arrivals: [
    { name: 'steady', process: { process: 'poisson', ratePerHour: 40 }, attributes: { class: { shares: { x: 0.5, y: 0.5 } } } },
    {
      name: 'groups',
      process: { process: 'renewal', between: { distribution: 'uniform', minimum: 10, maximum: 50 } },
      batch: { distribution: 'uniform', minimum: 1, maximum: 4 },
    },
  ],
  attributes: [{ name: 'stay', duration: { distribution: 'lognormal', median: 30, sigma: 0.5 } }],
})

describe('StreamSource', () => {
  it('hands out the patients of the table, in the same order', () => {
    const table = new TableDrawer(plan)
    const count = table.draw(key(3), 3 * day)
    const source = new StreamSource(plan)
    source.begin(key(3), 3 * day)
    for (let patient = 0; patient < count; patient++) {
      expect(source.nextMinutes).toBe(table.columns.arrivalMinutes[patient])
      const slot = source.take()
      const { rows } = source
      expect(
        [rows.arrivalMinutes, rows.stream, rows.number, rows.sequence, rows.classAtArrival, rows.durations[0]].map(
          (column) => column![slot],
        ),
      ).toEqual(
        [
          table.columns.arrivalMinutes,
          table.columns.stream,
          table.columns.number,
          table.columns.sequence,
          table.columns.classAtArrival,
          table.columns.durations[0],
        ].map((column) => column![patient]),
      )
      if (patient % 3 > 0) source.giveBack(slot)
    }
    expect(source.nextMinutes).toBe(Number.POSITIVE_INFINITY)
  })

  it('uses slots again: memory does not grow with the number of patients', () => {
    const source = new StreamSource(plan)
    source.begin(key())
    const inside: number[] = []
    for (let patient = 0; patient < 200_000; patient++) {
      const slot = source.take()
      expect(inside.includes(slot)).toBe(false)
      inside.push(slot)
      if (inside.length > 100) source.giveBack(inside.shift()!)
    }
    expect(source.rows.capacity).toBeLessThanOrEqual(256)
    for (let patient = 0; patient < 5000; patient++) inside.push(source.take())
    expect(new Set(inside).size).toBe(inside.length)
    expect(source.rows.capacity).toBe(8192)
  })

  it('comes at other times where these are given', () => {
    const source = new StreamSource(plan)
    source.begin(key(), day, [Float64Array.of(1, 2, 2.5), new Float64Array(0)])
    const minutes: number[] = []
    while (source.nextMinutes < Number.POSITIVE_INFINITY) minutes.push(source.rows.arrivalMinutes[source.take()]!)
    expect(minutes).toEqual([1, 2, 2.5])
    source.begin(key(), day)
    expect(source.nextMinutes).not.toBe(1)
  })
})

describe('TableSource', () => {
  it('goes through a table that several may share', () => {
    const drawer = new TableDrawer(plan)
    const table = Object.assign(Object.create(drawer.columns), { count: drawer.draw(key(), 60) })
    const sources = [new TableSource(), new TableSource()]
    for (const source of sources) source.begin(table)
    expect(sources.map((source) => source.take())).toEqual([0, 0])
    expect(sources[0]!.take()).toBe(1)
    expect(sources[1]!.nextMinutes).toBe(drawer.columns.arrivalMinutes[1])
    expect(() => sources[0]!.redraw()).toThrow('a table of patients is only read')
  })
})
