import { describe, expect, it } from 'vitest'
import { simulateModel } from '../../../src/main/evaluation/model/simulate-model.ts'
import type { CompiledModel } from '../../../src/main/simulation/compile-model.ts'
import { mean, variance } from '../../../src/main/statistics/moments.ts'
import { quantileOfSorted } from '../../../src/main/statistics/quantile.ts'
import type { ModelDocument } from '../../../src/shared/model/document.ts'
import { dayModel, queueModel } from './models.ts'

interface Row {
  replication: number
  patient: number
  class: string
  record: string
  place: string
  from: number
  to: number
  outcome: string
}

function logOf(model: CompiledModel) {
  const pieces: string[] = []
  const result = simulateModel(model, { log: (text) => pieces.push(text) })
  const [header, ...lines] = pieces.join('').split('\n')
  expect(lines.pop()).toBe('')
  const rows = lines.map((line): Row => {
    const [replication, patient, className, record, place, from, to, outcome] = line.split(',')
    return {
      replication: Number(replication),
      patient: Number(patient),
      class: className!,
      record: record!,
      place: place!,
      from: Number(from),
      to: to === '' ? Number.NaN : Number(to),
      outcome: outcome!,
    }
  })
  return { result, header, rows, pieces }
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

describe('the patient log', () => {
  const replications = 12
  const warmUp = 120
  const { result, header, rows } = logOf(dayModel({ replications, warmUp }))
  /** The mean over replications of something that is worked out from the rows of each. */
  const overReplications = (of: (rows: Row[]) => number) =>
    mean(
      Array.from({ length: replications }, (_, index) => of(rows.filter(({ replication }) => replication === index + 1))).filter(
        (value) => !Number.isNaN(value),
      ),
    )
  const arrivalsOf = (some: Row[]) =>
    new Map(some.filter(({ record }) => record === 'arrival').map(({ patient, from }) => [patient, from]))
  const named = (one: Row) => `${one.replication} ${one.patient}`
  /** Rows that count: in a run that ends those of patients who came after warm-up, in a steady state all that ended after it. */
  const counted = (some: Row[], kind: ModelDocument['run']['kind']) => {
    const arrivals = new Map(some.filter(({ record }) => record === 'arrival').map((row) => [named(row), row.from]))
    return some.filter((row) => (kind === 'steady-state' ? row.to : arrivals.get(named(row))!) >= warmUp)
  }

  it('has a header, and one arrival for each patient, in order', () => {
    expect(header).toBe('replication,patient,class,record,place,fromMinutes,toMinutes,outcome')
    for (let replication = 1; replication <= replications; replication++) {
      const arrivals = rows.filter((row) => row.replication === replication && row.record === 'arrival')
      expect(arrivals.map(({ patient }) => patient)).toEqual(arrivals.map((_, index) => index + 1))
      expect(sorted(arrivals.map(({ from }) => from))).toEqual(arrivals.map(({ from }) => from))
    }
    expect(new Set(rows.filter(({ record }) => record === 'arrival').map((row) => `${row.place} ${row.class}`))).toEqual(
      new Set(['ambulance urgent', 'door other']),
    )
  })

  it.each(['terminating', 'steady-state'] as const)(
    'gives back the waits at each step, of all replications together: %s',
    (kind) => {
      const log = logOf(dayModel({ kind, replications, warmUp }))
      for (const { name, byClass } of log.result.steps)
        for (const { name: className, wait } of byClass) {
          const waits = counted(log.rows, kind)
            .filter((row) => row.place === name && row.outcome === 'started' && (className === 'all' || row.class === className))
            .map(({ from, to }) => to - from)
          expect(wait.mean!.mean).toBeCloseTo(mean(waits), 9)
          expect(wait.sd!.mean).toBeCloseTo(Math.sqrt(variance(waits)), 9)
          const exact = quantileOfSorted(sorted(waits), 0.9)
          expect(Math.abs(wait.p90!.mean - exact)).toBeLessThanOrEqual(exact / 512)
          expect(wait.waited!.mean).toBeCloseTo(mean(waits.map((one) => (one > 0 ? 1 : 0))), 12)
          expect(wait.over!.mean).toBeCloseTo(mean(waits.map((one) => (one > 30 ? 1 : 0))), 12)
        }
    },
  )

  it.each(['terminating', 'steady-state'] as const)('gives back times in the model and whole waits: %s', (kind) => {
    const log = logOf(dayModel({ kind, replications, warmUp }))
    const { timeInSystem, wait } = log.result.classes[0]!
    const ended = counted(log.rows, kind).filter(({ record, outcome }) => record === 'exit' && ['out', 'left'].includes(outcome))
    expect(timeInSystem.mean!.mean).toBeCloseTo(mean(ended.map(({ from, to }) => to - from)), 9)
    const waited = new Map<string, number>()
    for (const row of log.rows)
      if (row.record === 'visit') waited.set(named(row), (waited.get(named(row)) ?? 0) + row.to - row.from)
    expect(wait.mean!.mean).toBeCloseTo(mean(ended.map((row) => waited.get(named(row)) ?? 0)), 9)
  })

  it('gives back counts', () => {
    const { counts } = result.classes[0]!
    const exits = (some: Row[]) => some.filter(({ record, to }) => record === 'exit' && to >= warmUp)
    for (const outcome of ['out', 'left', 'lost', 'balked'] as const)
      expect(counts[outcome]!.mean).toBeCloseTo(
        overReplications((some) => exits(some).filter((row) => row.outcome === outcome).length),
        9,
      )
    const present = (some: Row[]) => arrivalsOf(some).size - some.filter(({ record }) => record === 'exit').length
    expect(counts.inside!.mean).toBeCloseTo(overReplications(present), 9)
  })

  it('gives back the mean number waiting, those who still wait and those who were interrupted included', () => {
    const horizon = 960
    for (const { name, byClass } of result.steps) {
      const area = (some: Row[]) =>
        some
          .filter(({ record, place }) => record === 'visit' && place === name)
          .reduce((sum, { from, to }) => sum + Math.max(0, (Number.isNaN(to) ? horizon : to) - Math.max(from, warmUp)), 0)
      expect(byClass[0]!.waiting!.mean).toBeCloseTo(
        overReplications((some) => area(some) / (horizon - warmUp)),
        9,
      )
    }
    expect(rows.some(({ outcome }) => outcome === 'resumed')).toBe(true)
  })

  it('is in the unit of the model, in pieces, to the last digit', () => {
    const {
      header: hours,
      rows: visits,
      pieces,
    } = logOf(queueModel({ ratePerHour: 9, servers: 10, run: { horizon: 300, warmUp: 0, replications: 2 } }))
    expect(hours).toContain('fromHours,toHours')
    expect(pieces.length).toBeGreaterThan(3)
    expect(Math.max(...visits.map(({ from }) => from))).toBeLessThan(300)
    expect(visits.filter(({ from }) => String(from).length > 14).length).toBeGreaterThan(visits.length / 2)
  })
})
