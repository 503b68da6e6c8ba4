import { createRouterClient, implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { StudioClient } from '../../src/main/serve/studio-client.ts'
import { contract } from '../../src/shared/contract.ts'
import type { EvaluationResult, Study } from '../../src/shared/evaluation.ts'
import type { SeedPool } from '../../src/shared/seed-pool.ts'
import { seedPoolOf } from '../report/seed-pool-fixture.ts'
import { emptyResult } from '../studio/fixtures/evaluation-result.ts'
import { runCommand } from './support/fake-studio.ts'

const pool = seedPoolOf([3, 4])
const result: EvaluationResult = { ...emptyResult, seedPools: [pool] }

/** A studio whose study makes one step, then ends as it is told to. */
function createStudio(ending: 'finished' | 'interrupted' | 'hangs' = 'finished') {
  const api = implement(contract)
  const asked: { call: string; input: unknown }[] = []
  let study: Study = {
    id: 'study-1',
    title: 'City hospital: 2 seeds',
    seed: 1,
    replications: 300,
    createdAt: '2026-01-02T03:04:05.000Z',
    training: {
      groupBlind: false,
      decisionsPlanned: 2000,
      runs: [3, 4].map((seed) => ({ id: `run-${seed}`, seed, fairnessWeight: 0, status: 'running' as const, decisions: 500 })),
    },
    evaluations: [
      {
        id: 'evaluation-1',
        scenarioId: 'scenario-1',
        scenarioVersion: 1,
        scenarioTitle: 'City hospital',
        policies: [],
        status: 'queued',
        error: null,
        result: null,
      },
    ],
  }
  const note = (call: string, input: unknown) => {
    asked.push({ call, input })
    return study
  }
  const router = {
    system: {
      activity: api.system.activity.handler(async function* () {
        yield []
      }),
    },
    studies: {
      startSeeds: api.studies.startSeeds.handler(({ input }) => note('startSeeds', input)),
      resume: api.studies.resume.handler(({ input }) => note('resume', input)),
      stop: api.studies.stop.handler(({ input }) => note('stop', input)),
      get: api.studies.get.handler(() => study),
      watch: api.studies.watch.handler(async function* () {
        yield study
        if (ending === 'hangs') await new Promise(() => {})
        const [evaluation] = study.evaluations
        const ended =
          ending === 'finished'
            ? { status: 'finished' as const, result }
            : { status: 'interrupted' as const, error: 'It is dark.' }
        study = { ...study, evaluations: [{ ...evaluation!, ...ended }] }
        yield study
      }),
    },
  }
  return { client: createRouterClient(router) as unknown as StudioClient, asked }
}

const command = ['study', '--scenario', 'urban', '--seeds', '2', '--fairness-weights', '0,0.8']

describe('study', () => {
  it('asks for every seed with every weight, the standard length and 300 replications unless told otherwise', async () => {
    const studio = createStudio()
    expect((await runCommand(command, studio)).code).toBe(0)
    const more = ['--first-seed', '7', '--budget', 'quick', '--group-blind', '--replications', '20', '--seed', '4']
    await runCommand([...command, ...more, '--engine', 'reference'], studio)
    await runCommand(['study', '--scenario', 'urban', '--decisions', '5000'], studio)
    const usual = { seeds: [1, 2], fairnessWeights: [0, 0.8], decisions: 800_000, groupBlind: false }
    expect(studio.asked).toEqual([
      { call: 'startSeeds', input: { scenario: 'urban', plan: usual, replications: 300, seed: 1 } },
      {
        call: 'startSeeds',
        input: {
          scenario: 'urban',
          plan: { seeds: [7, 8], fairnessWeights: [0, 0.8], decisions: 120_000, groupBlind: true },
          engine: 'reference',
          replications: 20,
          seed: 4,
        },
      },
      {
        call: 'startSeeds',
        input: { scenario: 'urban', plan: { ...usual, seeds: [1, 2, 3, 4, 5], decisions: 5000 }, replications: 300, seed: 1 },
      },
    ])
  })

  it('gives the study and what its seeds show together as one object', async () => {
    const { code, stdout, stderr } = await runCommand([...command, '--json'], createStudio())
    expect(code).toBe(0)
    const printed = JSON.parse(stdout) as { study: Study; seedPools: SeedPool[] }
    expect(printed.seedPools).toEqual([pool])
    expect(printed.study.evaluations[0]).toMatchObject({ status: 'finished', result: { seedPools: [{ fairnessWeight: 0 }] } })
    expect(stderr).toContain('Study study-1 makes 4 trainings for City hospital.')
    expect(stderr).toContain(' 21 % 0 of 2 trainings finished')
  })

  it('says in words what it found: the sentences, each seed, and both means', async () => {
    const { stdout } = await runCommand(command, createStudio())
    expect(stdout).toContain('Agents with fairness weight 0: 2 seeds, each trained on 120,000 decisions')
    expect(stdout).toContain('Better than strict acuity: for sure.')
    expect(stdout).toMatch(/Seed 3 +−8\.5/)
    expect(stdout).toMatch(/Mean over trainings +−9\.0/)
    expect(stdout).toMatch(/Mean over trainings and patients +−9\.0/)
    expect(stdout).not.toContain('Interquartile')
    expect(stdout).toContain('not for live clinical use')
  })

  it('fails with the reason where the study did not finish', async () => {
    const { code, stdout, stderr } = await runCommand([...command, '--json'], createStudio('interrupted'))
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ study: { evaluations: [{ status: 'interrupted' }] }, seedPools: [] })
    expect(stderr).toContain('It is dark.')
  })

  it('is paused by Ctrl+C and says how to go on', async () => {
    const studio = createStudio('hangs')
    const interruption = new AbortController()
    const running = runCommand([...command, '--json'], studio, { interruption: interruption.signal })
    await expect.poll(() => studio.asked.length).toBe(1)
    interruption.abort()
    const { code, stdout, stderr } = await running
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } })
    expect(stderr).toContain('fairward studies resume study-1')
    expect(studio.asked.at(-1)).toEqual({ call: 'stop', input: { id: 'study-1' } })
  })

  it('goes on, and is waited for unless another Fairward does the work', async () => {
    const studio = createStudio()
    expect(JSON.parse((await runCommand(['studies', 'resume', 'study-1', '--json'], studio)).stdout)).toMatchObject({
      seedPools: [{}],
    })
    const guest = await runCommand(['studies', 'resume', 'study-1'], createStudio(), { kind: 'guest' })
    expect(guest.stdout).toBe('The study study-1 goes on.\n')
  })
})
