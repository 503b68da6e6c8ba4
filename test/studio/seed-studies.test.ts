import { describe, expect, it } from 'vitest'
import type { Study } from '../../src/shared/evaluation.ts'
import { temporaryDirectory, trainingOptions } from '../storage/fixtures/helpers.ts'
import { emptyResult } from './fixtures/evaluation-result.ts'
import { settle } from './fixtures/fake-clock.ts'
import { errorOf, openTestStudio, type TestStudio } from './fixtures/test-studio.ts'

const request = {
  scenario: 'urban',
  plan: { seeds: [1, 2], fairnessWeights: [0, 0.8], decisions: 5000, groupBlind: false },
  replications: 50,
  seed: 9,
}

const runsOf = (study: Study) => study.training?.runs ?? []

/** Trains a run to its end, or as far as a checkpoint. */
async function train(studio: TestStudio, runId: string, toEnd = true): Promise<void> {
  const worker = studio.workers.of(runId)
  worker.post({ type: 'ready' })
  worker.post({ type: 'checkpoint', bytes: new TextEncoder().encode(`agent ${runId}`), iteration: 3, decisions: 3000 })
  if (toEnd) worker.post({ type: 'result', result: { kind: 'training', iteration: 5, decisions: 5000 } })
  await settle()
}

async function evaluate(studio: TestStudio, study: Study): Promise<void> {
  studio.workers.of(study.evaluations[0]!.id).post({ type: 'ready' })
  studio.workers.of(study.evaluations[0]!.id).post({ type: 'result', result: { kind: 'evaluation', result: emptyResult } })
  await settle()
}

describe('studies over several seeds', () => {
  it('train every seed with every weight as runs, then compare all of them on the same patients', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds(request)
    expect(study.title).toBe('City hospital: 2 seeds, fairness weights 0, 0.8')
    expect(runsOf(study).map(({ seed, fairnessWeight }) => [seed, fairnessWeight])).toEqual([
      [1, 0],
      [1, 0.8],
      [2, 0],
      [2, 0.8],
    ])
    expect(study.evaluations).toMatchObject([{ status: 'queued', error: null }])
    expect((await studio.client.runs.list()).map(({ decisionsPlanned }) => decisionsPlanned)).toEqual([5000, 5000, 5000, 5000])
    const statuses: string[] = []
    const watching = (async () => {
      for await (const now of await studio.client.studies.watch({ id: study.id })) statuses.push(now.evaluations[0]!.status)
    })()
    for (const { id } of runsOf(study)) {
      expect(studio.workers.workers.some((worker) => worker.kind === 'evaluation')).toBe(false)
      await train(studio, id)
    }
    const { specification } = studio.workers.of(study.evaluations[0]!.id)
    expect(specification).toMatchObject({ kind: 'evaluation', replications: 50, seed: 9, recommend: false })
    const policies = specification?.kind === 'evaluation' ? specification.policies : []
    expect(policies.map(({ name }) => name)).toEqual(['acuity', 'tuned-index', ...runsOf(study).map(({ id }) => id)])
    expect(policies.at(-1)).toMatchObject({ label: 'Agent (fairness weight 0.8, seed 2)', fairnessWeight: 0.8 })
    await evaluate(studio, study)
    await watching
    expect(statuses.at(-1)).toBe('finished')
    expect((await studio.client.studies.get({ id: study.id })).evaluations[0]?.result).toEqual(emptyResult)
    const again = await errorOf(studio.client.studies.resume({ id: study.id }))
    expect(again).toMatchObject({
      code: 'CONFLICT',
      message: 'The study City hospital: 2 seeds, fairness weights 0, 0.8 has finished.',
    })
  })

  it('hold group-blind agents against the index that is blind as well', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds({
      ...request,
      plan: { ...request.plan, fairnessWeights: [0], groupBlind: true },
    })
    expect(study.evaluations[0]?.policies.slice(0, 2)).toEqual(['acuity', 'tuned-index-group-blind'])
    expect((await studio.client.runs.list()).every(({ groupBlind }) => groupBlind)).toBe(true)
  })

  it('are paused when they are stopped, and go on from the checkpoints', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds(request)
    const [first, second, third] = runsOf(study)
    await train(studio, first!.id)
    await train(studio, second!.id, false)
    const stopped = await studio.client.studies.stop({ id: study.id })
    expect(stopped.evaluations).toMatchObject([{ status: 'paused' }])
    expect(stopped.evaluations[0]?.error).toBe(
      '3 of 4 trainings have not finished: seed 1 with fairness weight 0.8 is paused. Resume the study to go on.',
    )
    expect(runsOf(stopped).map(({ status }) => status)).toEqual(['finished', 'paused', 'paused', 'paused'])
    const resumed = await studio.client.studies.resume({ id: study.id })
    expect(resumed.evaluations).toMatchObject([{ status: 'queued', error: null }])
    const { specification } = studio.workers.of(second!.id)
    expect(specification?.kind === 'training' && new TextDecoder().decode(specification.checkpoint!)).toBe(`agent ${second!.id}`)
    expect(studio.workers.of(third!.id).specification).toMatchObject({ kind: 'training', checkpoint: null })
    for (const { id } of runsOf(resumed).slice(1)) await train(studio, id)
    await evaluate(studio, study)
    expect((await studio.client.studies.get({ id: study.id })).evaluations[0]?.status).toBe('finished')
  })

  it('train anew what was stopped for good or deleted', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds(request)
    const [first, second, third, fourth] = runsOf(study)
    await train(studio, first!.id)
    await train(studio, second!.id)
    await studio.client.runs.stop({ id: third!.id })
    await train(studio, fourth!.id)
    await studio.client.runs.delete({ id: first!.id })
    const halted = await studio.client.studies.get({ id: study.id })
    expect(halted.evaluations[0]).toMatchObject({ status: 'interrupted' })
    expect(halted.evaluations[0]?.error).toContain('seed 2 with fairness weight 0 is cancelled')
    const resumed = await studio.client.studies.resume({ id: study.id })
    const now = runsOf(resumed)
    expect(now.map(({ seed, fairnessWeight }) => [seed, fairnessWeight])).toEqual([
      [1, 0],
      [1, 0.8],
      [2, 0],
      [2, 0.8],
    ])
    expect([now[1]!.id, now[3]!.id]).toEqual([second!.id, fourth!.id])
    expect([first!.id, third!.id]).not.toContain(now[0]!.id)
    expect(resumed.evaluations[0]?.policies.slice(2)).toEqual(now.map(({ id }) => id))
    await train(studio, now[0]!.id)
    await train(studio, now[2]!.id)
    await evaluate(studio, study)
    expect((await studio.client.studies.get({ id: study.id })).evaluations[0]?.status).toBe('finished')
  })

  it('say which training failed, with its reason', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds({ ...request, plan: { ...request.plan, fairnessWeights: [0] } })
    const [first, second] = runsOf(study)
    await train(studio, first!.id)
    studio.workers.of(second!.id).post({ type: 'failed', message: 'Training failed in iteration 2: a loss is no number.' })
    await settle()
    const [evaluation] = (await studio.client.studies.get({ id: study.id })).evaluations
    expect(evaluation).toMatchObject({
      status: 'interrupted',
      error:
        '1 of 2 trainings has not finished: seed 2 with fairness weight 0 has failed (Training failed in iteration 2: a loss is no number). Resume the study to go on.',
    })
  })

  it('are interrupted with their host, and go on in the next one', async () => {
    const dataDirectory = temporaryDirectory()
    const first = await openTestStudio({ dataDirectory })
    const { id, training } = await first.client.studies.startSeeds(request)
    await train(first, training!.runs[0]!.id)
    await train(first, training!.runs[1]!.id, false)
    const second = await openTestStudio({ dataDirectory })
    const found = await second.client.studies.get({ id })
    expect(found.evaluations[0]).toMatchObject({
      status: 'interrupted',
      error: 'Fairward ended while this was going on. Resume the study to go on.',
    })
    const resumed = await second.client.studies.resume({ id })
    for (const run of runsOf(resumed).slice(1)) await train(second, run.id)
    await evaluate(second, resumed)
    expect((await second.client.studies.get({ id })).evaluations[0]?.status).toBe('finished')
  })

  it('compare again where only the comparison was stopped', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds(request)
    for (const { id } of runsOf(study)) await train(studio, id)
    expect((await studio.client.studies.stop({ id: study.id })).evaluations).toMatchObject([{ status: 'cancelled' }])
    const workers = studio.workers.workers.length
    await studio.client.studies.resume({ id: study.id })
    expect(studio.workers.workers.slice(workers).map(({ kind }) => kind)).toEqual(['evaluation'])
    await evaluate(studio, study)
    expect((await studio.client.studies.get({ id: study.id })).evaluations[0]?.status).toBe('finished')
  })

  it('are paused before they are deleted, and their agents stay', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.startSeeds(request)
    await studio.client.studies.delete({ id: study.id })
    expect(await studio.client.studies.list()).toEqual([])
    expect((await studio.client.runs.list()).map(({ status }) => status)).toEqual(['paused', 'paused', 'paused', 'paused'])
  })

  it('refuse plans that make no study, with a sentence, and start nothing', async () => {
    const studio = await openTestStudio()
    const refused = async (plan: Partial<typeof request.plan>) =>
      (await errorOf(studio.client.studies.startSeeds({ ...request, plan: { ...request.plan, ...plan } }))).message
    expect(await refused({ seeds: [1] })).toContain('a study takes 2 to 32 seeds')
    expect(await refused({ seeds: [1, 1] })).toContain('each seed may be given once')
    expect(await refused({ fairnessWeights: [0.5, 0.5] })).toContain('each fairness weight may be given once')
    expect(await refused({ fairnessWeights: [2] })).toContain('a fairness weight must be from 0 to 1')
    const many = Array.from({ length: 32 }, (_, seed) => seed)
    expect(await refused({ seeds: many, fairnessWeights: [0, 0.1, 0.2] })).toContain('64 trainings at most')
    expect(await errorOf(studio.client.studies.startSeeds({ ...request, scenario: 'moon' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await studio.client.runs.list()).toEqual([])
    const [run] = await studio.client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    await train(studio, run!.id)
    const plain = await studio.client.studies.start({
      evaluations: [{ scenario: 'urban', policies: ['acuity'] }],
      replications: 10,
      seed: 1,
      recommend: false,
    })
    expect((await errorOf(studio.client.studies.resume({ id: plain.id }))).message).toContain('compare again')
  })
})
