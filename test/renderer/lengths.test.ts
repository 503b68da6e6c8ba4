import { describe, expect, it } from 'vitest'
import { latestFinished } from '../../src/renderer/pages/train/latest-finished.ts'
import { expectedSeconds } from '../../src/renderer/pages/train/lengths.ts'
import type { Run } from '../../src/shared/run.ts'
import { trainingLengths as lengths } from '../../src/shared/training-lengths.ts'

const run = (parts: Partial<Run>): Run => ({
  id: 'run',
  scenarioId: 'urban',
  scenarioVersion: 1,
  scenario: 'urban',
  scenarioTitle: 'City hospital',
  seed: 1,
  fairnessWeight: 0.5,
  groupBlind: false,
  status: 'finished',
  decisions: 20_000,
  decisionsPlanned: 20_000,
  iteration: 5,
  engine: 'reference',
  attempt: 1,
  error: null,
  stepsPerSecond: 1_000,
  createdAt: '2026-11-20T08:00:00.000Z',
  startedAt: '2026-11-20T08:00:00.000Z',
  finishedAt: '2026-11-20T08:01:00.000Z',
  checkpoint: null,
  ...parts,
})

describe('expectedSeconds', () => {
  it('judges by the run that ended last', () => {
    const runs = [
      run({ stepsPerSecond: 500, finishedAt: '2026-11-20T09:00:00.000Z' }),
      run({ stepsPerSecond: 2_000, finishedAt: '2026-11-20T10:00:00.000Z' }),
      run({ status: 'running', stepsPerSecond: 9_000, finishedAt: null }),
    ]
    expect(expectedSeconds(lengths.quick, runs)).toBe(60)
    expect(expectedSeconds(lengths.thorough, runs)).toBe(1200)
  })

  it('says nothing where nothing was measured', () => {
    expect(expectedSeconds(20_000, [])).toBeNull()
    expect(expectedSeconds(20_000, [run({ stepsPerSecond: null }), run({ stepsPerSecond: 0 })])).toBeNull()
    expect(expectedSeconds(20_000, [run({ status: 'failed' })])).toBeNull()
  })
})

describe('latestFinished', () => {
  it('takes one agent of each hospital, the newest', () => {
    const runs = [
      run({ id: 'c', status: 'running' }),
      run({ id: 'b' }),
      run({ id: 'a' }),
      run({ id: 'r', scenarioId: 'rural' }),
      run({ id: 's', scenarioId: 'surge', status: 'failed' }),
    ]
    expect(latestFinished(runs).map(({ id }) => id)).toEqual(['b', 'r'])
  })
})
