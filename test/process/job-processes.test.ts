import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/training/clock.ts'
import type { JobSpecification } from '../../src/main/training/job.ts'
import { Supervisor } from '../../src/main/training/supervisor.ts'
import type { Study } from '../../src/shared/evaluation.ts'
import { preset } from '../presets.ts'
import { MemoryStore } from '../training/fixtures/memory-store.ts'
import { resourcesDirectory } from '../training/fixtures/resources.ts'
import { evaluation, live, training } from '../training/fixtures/specifications.ts'
import { until, WatchedWorkerHost } from './fixtures/worker-watch.ts'

const scenario = preset('urban')
const workerHost = new WatchedWorkerHost()
const store = new MemoryStore()
const supervisor = new Supervisor({ workerHost, store, clock: systemClock, maximumParallel: () => 4, log: () => {} })
afterAll(() => supervisor.close())

async function resultOf<Kind extends JobSpecification['kind']>(specification: JobSpecification & { kind: Kind }) {
  supervisor.submit(specification)
  await until(
    () => ['finished', 'failed', 'cancelled'].includes(store.status(specification.id) ?? ''),
    `${specification.id} has ended`,
  )
  const result = store.results.get(specification.id)
  if (result === undefined || result.kind !== specification.kind) throw new Error(store.error(specification.id) ?? 'no result')
  return result
}

describe('jobs in worker processes', () => {
  it('simulate: equal digests for equal seeds, another for another', async () => {
    const simulation = (id: string, seed: number): JobSpecification => ({
      kind: 'simulation',
      id,
      attempt: 1,
      scenario,
      policy: { kind: 'rule', name: 'acuity', label: 'Strict acuity' },
      replications: 2,
      seed,
    })
    const results = await Promise.all([simulation('s1', 1), simulation('s2', 1), simulation('s3', 2)].map(resultOf))
    const digests = results.map((result) => (result.kind === 'simulation' ? result.result.digest : ''))
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(digests[1]).toBe(digests[0])
    expect(digests[2]).not.toBe(digests[0])
  })

  const agentOf = (name: string, checkpoint: Uint8Array) => ({
    ...{ kind: 'agent' as const, name, label: 'Agent', fairnessWeight: 0, groupBlind: false, checkpoint },
    ...{ hospital: null, scenarioId: 'urban', scenarioVersion: 1, bestOfDecisions: null },
  })

  it('train an agent, compare it with rules, and write the report', async () => {
    const options = { seed: 1, decisions: 2_000, fairnessWeight: 0 }
    await resultOf(training('agent', { scenario, options }))
    const checkpoint = store.latestCheckpoint('agent')
    if (checkpoint === null) throw new Error('no checkpoint')
    const compared = await resultOf({
      ...evaluation('comparison'),
      scenario,
      policies: [{ kind: 'rule', name: 'fcfs', label: 'First come, first served' }, agentOf('agent', checkpoint)],
    })
    if (compared.kind !== 'evaluation') throw new Error('not a comparison')
    expect(compared.result.policies.map(({ policy }) => policy).sort()).toEqual(['acuity', 'agent', 'fcfs'])
    const study: Study = {
      id: 'study-1',
      title: 'A study',
      seed: 1,
      replications: 10,
      createdAt: '2026-11-20T00:00:00.000Z',
      evaluations: [
        {
          id: 'comparison',
          scenarioId: 'urban',
          scenarioVersion: 1,
          scenarioTitle: 'City hospital',
          policies: ['fcfs', 'agent'],
          status: 'finished',
          error: null,
          result: compared.result,
        },
      ],
    }
    const report = (format: 'pdf' | 'json' | 'csv') =>
      resultOf({
        ...{ kind: 'report', id: `report-${format}`, attempt: 1, study, format },
        ...{ date: '2026-11-20', version: '0.1.0', resourcesDirectory },
      })
    const files = await Promise.all([report('pdf'), report('json'), report('csv')])
    const starts = files.map((file) => (file.kind === 'report' ? Buffer.from(file.bytes).toString('latin1', 0, 8) : ''))
    expect(starts).toEqual(['%PDF-1.7', '{\n  "for', 'scenario'])
  })

  it('show a hospital that obeys', async () => {
    supervisor.submit({ ...live('live-1'), scenario })
    await until(() => store.frames.length > 2, 'frames arrive')
    supervisor.command('live-1', { action: 'pause' })
    supervisor.command('live-1', { action: 'seek', minutes: 1_000 })
    await until(() => store.frames.at(-1)?.minutes === 1_000, 'it shows that minute')
    expect(store.frames.at(-1)?.playing).toBe(false)
    supervisor.stop('live-1')
    await until(() => store.status('live-1') === 'cancelled', 'it has ended')
  })

  it('fail with a sentence, once, where an agent cannot be read', async () => {
    const policy = agentOf('x', Buffer.from('broken'))
    await expect(resultOf({ ...evaluation('bad'), scenario, policies: [policy] })).rejects.toThrow(/checkpoint/i)
    expect(workerHost.pids.get('bad')).toHaveLength(1)
  })
})
