import { describe, expect, it } from 'vitest'
import { groupRuns } from '../../src/renderer/pages/train/run-groups.ts'
import type { Run } from '../../src/shared/run.ts'

const run = (id: string, changes: Partial<Run> = {}): Run => ({
  id,
  scenarioId: 'urban',
  scenarioVersion: 1,
  scenario: 'urban',
  scenarioTitle: 'City hospital',
  seed: 1,
  fairnessWeight: 0.8,
  groupBlind: false,
  status: 'finished',
  decisions: 20_000,
  decisionsPlanned: 20_000,
  iteration: 5,
  engine: 'simd',
  attempt: 1,
  error: null,
  stepsPerSecond: null,
  createdAt: '2026-11-20T08:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  checkpoint: null,
  ...changes,
})
const shapeOf = (runs: readonly Run[]) => groupRuns(runs).map((group) => group.runs.map(({ id }) => id))

describe('trainings on their page', () => {
  it('stand together where they differ in their seed only, by seed, where the first of them stands', () => {
    expect(shapeOf([run('c', { seed: 3 }), run('x', { fairnessWeight: 0 }), run('a'), run('b', { seed: 2 })])).toEqual([
      ['a', 'b', 'c'],
      ['x'],
    ])
  })

  it('stand alone where anything else differs', () => {
    const others: Partial<Run>[] = [
      { scenarioId: 'rural' },
      { scenarioVersion: 2 },
      { groupBlind: true },
      { decisionsPlanned: 30_000 },
      { fairnessWeight: 0.5 },
    ]
    const runs = [run('a'), ...others.map((changes, index) => run(`b${index}`, { seed: 2, ...changes }))]
    expect(groupRuns(runs).every((group) => group.runs.length === 1)).toBe(true)
  })

  it('never count a seed twice', () => {
    expect(shapeOf([run('new'), run('old'), run('other', { seed: 2 })])).toEqual([['new', 'other'], ['old']])
  })
})
