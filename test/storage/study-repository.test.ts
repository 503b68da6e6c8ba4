import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/main/storage/store.ts'
import type { EvaluationResult } from '../../src/shared/evaluation.ts'
import { openTestStore, urban } from './fixtures/helpers.ts'

function addStudy(store: Store) {
  const { id } = store.scenarios.add(urban())
  return store.studies.add({
    title: 'Night shift',
    seed: 5,
    replications: 100,
    evaluations: [
      { scenarioId: id, scenarioVersion: 1, policies: ['acuity', 'target'] },
      { scenarioId: id, scenarioVersion: 1, policies: ['fcfs'] },
    ],
  })
}

describe('studies in the store', () => {
  it('come back with their evaluations in order', () => {
    const store = openTestStore()
    const study = addStudy(store)
    expect(study.evaluations.map((evaluation) => evaluation.policies)).toEqual([['acuity', 'target'], ['fcfs']])
    expect(study.evaluations.every((evaluation) => evaluation.status === 'queued' && evaluation.result === null)).toBe(true)
    expect(store.studies.find(study.id)).toEqual(study)
    expect(store.studies.list()).toEqual([study])
  })

  it('keep results, and know which evaluations a host left behind', () => {
    const store = openTestStore()
    const study = addStudy(store)
    const [first, second] = study.evaluations
    const result = { scenario: 'urban', warnings: ['few runs'] } as unknown as EvaluationResult
    store.evaluations.saveResult(first!.id, result)
    store.evaluations.changeStatus(first!.id, 'finished', null)
    store.evaluations.changeStatus(second!.id, 'running', null)
    store.evaluations.interruptActive('the host ended', 'go on')
    expect(store.studies.find(study.id)?.evaluations).toMatchObject([
      { status: 'finished', error: null, result },
      { status: 'interrupted', error: 'the host ended', result: null },
    ])
    expect(store.evaluations.studyOf(second!.id)).toBe(study.id)
    expect(store.evaluations.studyOf('nobody')).toBeNull()
  })

  it('know which runs they train and how far these are, also when one is gone', () => {
    const store = openTestStore()
    const { id: scenarioId } = store.scenarios.add(urban())
    const options = { seed: 1, decisions: 5000, fairnessWeight: 0.8 }
    const runs = store.runs.add(
      [1, 2].map((seed) => ({ scenarioId, scenarioVersion: 1, options: { ...options, seed }, engine: 'simd' })),
    )
    const planned = runs.map(({ id, seed, fairnessWeight }) => ({ id, seed, fairnessWeight }))
    const study = store.studies.add({
      title: 'Two seeds',
      seed: 5,
      replications: 100,
      evaluations: [{ scenarioId, scenarioVersion: 1, policies: ['acuity', ...runs.map(({ id }) => id)] }],
      training: { groupBlind: false, decisionsPlanned: 5000, runs: planned },
    })
    store.runs.update(planned[0]!.id, { status: 'running', decisions: 2048 })
    store.runs.delete(planned[1]!.id)
    expect(store.studies.find(study.id)?.training).toEqual({
      groupBlind: false,
      decisionsPlanned: 5000,
      runs: [
        { ...planned[0]!, status: 'running', decisions: 2048 },
        { ...planned[1]!, status: null, decisions: 0 },
      ],
    })
    store.studies.changeTraining(study.id, { groupBlind: false, decisionsPlanned: 5000, runs: planned.slice(0, 1) })
    store.evaluations.changePolicies(study.evaluations[0]!.id, ['acuity'])
    store.evaluations.interruptActive('compare again', 'go on')
    expect(store.studies.find(study.id)).toMatchObject({
      training: { runs: [{ id: planned[0]!.id }] },
      evaluations: [{ policies: ['acuity'], status: 'interrupted', error: 'go on' }],
    })
  })

  it('know a tuned index that has been found for a version of a scenario', () => {
    const store = openTestStore()
    const study = addStudy(store)
    const { id, scenarioId } = study.evaluations[0]!
    const parameters = {
      groupBlind: false,
      levelWeights: [60, 30, 5, 1, 0.5],
      groupWeights: [0.9, 1, 2.1, 1.6],
      start: 0.42,
      growth: 1.35,
      shortWorkPower: 0.1,
    }
    expect(store.evaluations.tunedIndex(scenarioId, 1, 'tuned-index')).toBeNull()
    const policies = [{ policy: 'acuity' }, { policy: 'tuned-index', tunedIndex: { parameters, sentences: ['as found'] } }]
    store.evaluations.saveResult(id, { policies } as unknown as EvaluationResult)
    expect(store.evaluations.tunedIndex(scenarioId, 1, 'tuned-index')).toEqual(parameters)
    expect(store.evaluations.tunedIndex(scenarioId, 2, 'tuned-index')).toBeNull()
    expect(store.evaluations.tunedIndex(scenarioId, 1, 'tuned-index-group-blind')).toBeNull()
  })

  it('can be deleted and brought back', () => {
    const store = openTestStore()
    const { id } = addStudy(store)
    store.studies.delete(id)
    expect(store.studies.find(id)).toBeNull()
    expect(store.studies.list()).toEqual([])
    expect(store.studies.isDeleted(id)).toBe(true)
    store.studies.restore(id)
    expect(store.studies.find(id)?.title).toBe('Night shift')
  })
})

describe('reports in the store', () => {
  it('say what was handed out when', () => {
    const store = openTestStore({ now: () => new Date('2026-11-20T10:00:00Z') })
    const { id } = addStudy(store)
    const content = new TextEncoder().encode('{}')
    const report = store.reports.add({ studyId: id, format: 'json', fileName: 'study.json', date: '2026-11-20' }, content)
    expect(report).toMatchObject({ bytes: 2, sha256: createHash('sha256').update('{}').digest('hex') })
    expect(store.reports.listOf(id)).toEqual([report])
    expect(store.reports.listOf('other')).toEqual([])
  })
})
