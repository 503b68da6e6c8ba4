import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/main/storage/store.ts'
import { metricsOf, openTestStore, trainingOptions, urban } from './fixtures/helpers.ts'

function addRuns(store: Store, count: number): string[] {
  const { id } = store.scenarios.add(urban())
  const run = { scenarioId: id, scenarioVersion: 1, options: trainingOptions, engine: 'reference' }
  return store.runs.add(Array.from({ length: count }, () => run)).map((added) => added.id)
}

describe('runs in the store', () => {
  it('start out queued, with all that was asked for', () => {
    const store = openTestStore()
    const [id] = addRuns(store, 1)
    expect(store.runs.find(id!)).toMatchObject({
      status: 'queued',
      scenario: 'urban',
      scenarioTitle: urban().title,
      seed: 7,
      fairnessWeight: 0.5,
      groupBlind: false,
      decisionsPlanned: 20_000,
      decisions: 0,
      iteration: 0,
      attempt: 0,
      engine: 'reference',
      error: null,
      startedAt: null,
      finishedAt: null,
      checkpoint: null,
    })
  })

  it('remember that their agent does not see groups', () => {
    const store = openTestStore()
    const { id } = store.scenarios.add(urban())
    const options = { ...trainingOptions, groupBlind: true }
    const [run] = store.runs.add([{ scenarioId: id, scenarioVersion: 1, options, engine: 'reference' }])
    expect(store.runs.find(run!.id)?.groupBlind).toBe(true)
  })

  it('are added all or none', () => {
    const store = openTestStore()
    const { id } = store.scenarios.add(urban())
    const good = { scenarioId: id, scenarioVersion: 1, options: trainingOptions, engine: 'reference' }
    expect(() => store.runs.add([good, { ...good, scenarioVersion: 9 }])).toThrow(/FOREIGN KEY/)
    expect(store.runs.list()).toEqual([])
  })

  it('become interrupted when a host left them behind; those that had ended or paused stay', () => {
    const store = openTestStore()
    const statuses = ['queued', 'starting', 'running', 'paused', 'finished', 'failed', 'cancelled'] as const
    const ids = addRuns(store, statuses.length)
    statuses.forEach((status, index) => {
      store.runs.update(ids[index]!, { status })
    })
    expect(store.runs.interruptActive('the host ended')).toBe(3)
    expect(ids.map((id) => store.runs.find(id)?.status)).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
      'paused',
      'finished',
      'failed',
      'cancelled',
    ])
    expect(store.runs.find(ids[0]!)?.error).toBe('the host ended')
  })

  it('can be deleted and brought back', () => {
    const store = openTestStore()
    const [id] = addRuns(store, 1)
    store.runs.delete(id!)
    expect(store.runs.find(id!)).toBeNull()
    expect(store.runs.list()).toEqual([])
    expect(store.runs.findDeleted(id!)?.id).toBe(id)
    expect(store.runs.restore(id!).id).toBe(id)
    expect(store.runs.list()).toHaveLength(1)
  })
})

describe('metrics in the store', () => {
  it('come back in order of iteration, nulls and all', () => {
    const store = openTestStore()
    const [first, second] = addRuns(store, 2)
    store.metrics.add(first!, [metricsOf(2), metricsOf(1)])
    store.metrics.add(second!, [metricsOf(5)])
    expect(store.metrics.list(first!)).toEqual([metricsOf(1), metricsOf(2)])
    expect(store.metrics.latest(first!)).toEqual(metricsOf(2))
    expect(store.metrics.list(second!)).toEqual([metricsOf(5)])
  })

  it('are the same however often an iteration arrives', () => {
    const store = openTestStore()
    const [id] = addRuns(store, 1)
    store.metrics.add(id!, [metricsOf(1), metricsOf(2), metricsOf(3)])
    store.metrics.removeAfter(id!, 1)
    expect(store.metrics.list(id!)).toEqual([metricsOf(1)])
    store.metrics.add(id!, [metricsOf(1, { stepsPerSecond: 1 }), metricsOf(2)])
    store.metrics.add(id!, [metricsOf(2), metricsOf(3)])
    expect(store.metrics.list(id!)).toEqual([metricsOf(1, { stepsPerSecond: 1 }), metricsOf(2), metricsOf(3)])
  })
})
