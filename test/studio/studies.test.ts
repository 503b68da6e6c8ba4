import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { JobResult } from '../../src/main/training/job.ts'
import type { Study } from '../../src/shared/evaluation.ts'
import { metricsOf, temporaryDirectory, trainingOptions, urban } from '../storage/fixtures/helpers.ts'
import { emptyResult } from './fixtures/evaluation-result.ts'
import { settle } from './fixtures/fake-clock.ts'
import { errorOf, openTestStudio, type TestStudio } from './fixtures/test-studio.ts'

const request = {
  evaluations: [
    { scenario: 'urban', policies: ['acuity', 'target'] },
    { scenario: 'rural', policies: ['acuity', 'acuity'] },
  ],
  replications: 100,
  seed: 5,
  recommend: true,
}

async function trained(studio: TestStudio, decisions = 1000, options = trainingOptions, scenario = 'urban'): Promise<string> {
  const [run] = await studio.client.runs.start({ scenarios: [scenario], options })
  const worker = studio.workers.of(run!.id)
  worker.post({ type: 'ready' })
  worker.post({ type: 'checkpoint', bytes: new TextEncoder().encode('an agent'), iteration: 1, decisions })
  worker.post({ type: 'result', result: { kind: 'training', iteration: 1, decisions } })
  await settle()
  return run!.id
}

/** A run that did best in the second of its three iterations. */
async function trainedBothWays(studio: TestStudio, options = trainingOptions): Promise<string> {
  const [run] = await studio.client.runs.start({ scenarios: ['urban'], options })
  const worker = studio.workers.of(run!.id)
  worker.post({ type: 'ready' })
  const measured = { waitMinutes: 20, equalNeedGapMinutes: 3, equalNeedWaitMinutes: [] }
  ;[50, 40, 45].forEach((needWeightedWait, index) => {
    const iteration = index + 1
    const development = {
      replications: 10,
      agent: { ...measured, needWeightedWait },
      reference: { ...measured, needWeightedWait: 60 },
    }
    worker.post({ type: 'metrics', metrics: [metricsOf(iteration, { development })] })
    const bytes = new TextEncoder().encode(`agent of iteration ${iteration}`)
    worker.post({ type: 'checkpoint', bytes, iteration, decisions: 100 * iteration })
  })
  worker.post({ type: 'result', result: { kind: 'training', iteration: 3, decisions: 300 } })
  await settle()
  return run!.id
}

async function finish(studio: TestStudio, study: Study): Promise<void> {
  for (const { id } of study.evaluations) {
    const worker = studio.workers.of(id)
    worker.post({ type: 'ready' })
    worker.post({ type: 'result', result: { kind: 'evaluation', result: emptyResult } })
  }
  await settle()
}

describe('studies over the contract', () => {
  it('give each hospital a job, on the same seed, and keep the results', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.start(request)
    expect(study).toMatchObject({ seed: 5, replications: 100, evaluations: [{ status: 'starting' }, { status: 'starting' }] })
    expect(study.title).toContain(urban().title)
    expect(study.evaluations.map((evaluation) => evaluation.policies)).toEqual([['acuity', 'target'], ['acuity']])
    expect(studio.workers.of(study.evaluations[0]!.id).specification).toMatchObject({
      kind: 'evaluation',
      scenario: { name: 'urban' },
      policies: [
        { kind: 'rule', name: 'acuity', label: 'Strict acuity' },
        { kind: 'rule', name: 'target', label: 'Wait over target' },
      ],
      replications: 100,
      seed: 5,
      recommend: true,
    })
    const statuses: string[] = []
    const watching = (async () => {
      for await (const now of await studio.client.studies.watch({ id: study.id }))
        statuses.push(now.evaluations.map((evaluation) => evaluation.status).join(' '))
    })()
    await settle()
    await finish(studio, study)
    await watching
    expect(statuses).toEqual(['starting starting', 'finished finished'])
    expect((await studio.client.studies.get({ id: study.id })).evaluations[1]?.result).toEqual(emptyResult)
    expect((await studio.client.studies.list()).map((each) => each.id)).toEqual([study.id])
  })

  it('take a trained agent by the id of its run, with its checkpoint', async () => {
    const studio = await openTestStudio()
    const runId = await trained(studio)
    const study = await studio.client.studies.start({
      ...request,
      title: 'With agent',
      evaluations: [{ scenario: 'rural', policies: ['acuity', runId] }],
    })
    expect(study).toMatchObject({ title: 'With agent', evaluations: [{ policies: ['acuity', 'tuned-index', runId] }] })
    const { specification } = studio.workers.last
    const policy = specification?.kind === 'evaluation' ? specification.policies[2] : undefined
    expect(policy).toMatchObject({ kind: 'agent', name: runId, fairnessWeight: 0.5 })
    expect(policy?.label).toBe(`Agent of ${urban().title} (fairness weight 0.5, seed 7)`)
    expect(policy?.kind === 'agent' && new TextDecoder().decode(policy.checkpoint)).toBe('an agent')
  })

  it('take the best checkpoint of a run where that is asked for, beside its last, against the best one without a fairness weight', async () => {
    const studio = await openTestStudio()
    const plain = await trainedBothWays(studio, { ...trainingOptions, fairnessWeight: 0 })
    const fair = await trainedBothWays(studio)
    const policies = ['acuity', `${fair}@best`, fair]
    const study = await studio.client.studies.start({ ...request, evaluations: [{ scenario: 'urban', policies }] })
    expect(study.evaluations[0]?.policies).toEqual(['acuity', 'tuned-index', `${plain}@best`, plain, `${fair}@best`, fair])
    const { specification } = studio.workers.last
    const agents = (specification?.kind === 'evaluation' ? specification.policies : []).filter(({ kind }) => kind === 'agent')
    expect(agents.map((agent) => agent.kind === 'agent' && new TextDecoder().decode(agent.checkpoint))).toEqual([
      'agent of iteration 2',
      'agent of iteration 3',
      'agent of iteration 2',
      'agent of iteration 3',
    ])
    expect(agents.slice(2)).toMatchObject([
      { name: `${fair}@best`, label: 'Agent (fairness weight 0.5, seed 7, best checkpoint)', bestOfDecisions: 300 },
      { name: fair, label: 'Agent (fairness weight 0.5, seed 7)', bestOfDecisions: null, scenarioVersion: 1 },
    ])
  })

  it('say so where a run has no best checkpoint', async () => {
    const studio = await openTestStudio()
    const unmeasured = await trained(studio)
    const start = (policy: string) =>
      errorOf(studio.client.studies.start({ ...request, evaluations: [{ scenario: 'urban', policies: [policy] }] }))
    const missing = await start(`${unmeasured}@best`)
    expect(missing).toMatchObject({ code: 'CONFLICT', defined: true })
    expect(missing.message).toBe(
      `Run ${unmeasured} has no best checkpoint to use: none was measured on development patients, or it is missing or damaged; name the run without @best to use its last one.`,
    )
    const damaged = await trainedBothWays(studio)
    writeFileSync(join(studio.dataDirectory, 'checkpoints', damaged, '2.ckpt'), 'damaged')
    expect((await start(`${damaged}@best`)).message).toContain('missing or damaged')
    const [run] = await studio.client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    expect((await start(`${run!.id}@best`)).message).toContain('has no checkpoint yet')
    expect(await start('nobody@best')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await studio.client.studies.list()).toEqual([])
  })

  it('tell agents apart that were trained before and after their hospital was edited', async () => {
    const studio = await openTestStudio()
    const { id, version, scenario } = await studio.client.scenarios.copy({ id: 'urban' })
    const trainedNow = () => trained(studio, 1000, trainingOptions, id)
    const before = await trainedNow()
    await studio.client.scenarios.save({ id, document: { ...scenario, description: 'Edited.' } })
    const after = await trainedNow()
    await studio.client.studies.start({ ...request, evaluations: [{ scenario: id, policies: [before, after] }] })
    const { specification } = studio.workers.last
    expect(specification?.kind === 'evaluation' && specification.policies.slice(1)).toMatchObject([
      { scenarioId: id, scenarioVersion: version, label: expect.stringContaining(`, version ${version} of the hospital,`) },
      {
        scenarioId: id,
        scenarioVersion: version + 1,
        label: expect.stringContaining(`, version ${version + 1} of the hospital,`),
      },
    ])
  })

  it('tell agents apart that differ only in how long they learned', async () => {
    const studio = await openTestStudio()
    const policies = [await trained(studio, 1000), await trained(studio, 2500)]
    await studio.client.studies.start({ ...request, evaluations: [{ scenario: 'urban', policies }] })
    const { specification } = studio.workers.last
    const labels = specification?.kind === 'evaluation' ? specification.policies.slice(1).map(({ label }) => label) : []
    const agent = 'Agent (fairness weight 0.5, seed 7)'
    expect(labels).toEqual([`${agent}, 1,000 decisions`, `${agent}, 2,500 decisions`])
  })

  it('hold an agent against the tuned index that sees as much, and against the same training without a fairness weight', async () => {
    const studio = await openTestStudio()
    const plain = await trained(studio, 1000, { ...trainingOptions, fairnessWeight: 0 })
    await trained(studio, 1000, { ...trainingOptions, fairnessWeight: 0, seed: 8 })
    const fair = await trained(studio)
    const blind = await trained(studio, 1000, { ...trainingOptions, groupBlind: true })
    const policiesOf = async (policies: string[]) =>
      (await studio.client.studies.start({ ...request, evaluations: [{ scenario: 'urban', policies }] })).evaluations[0]!.policies
    expect(await policiesOf(['acuity', fair])).toEqual(['acuity', 'tuned-index', plain, fair])
    expect(await policiesOf([plain])).toEqual(['tuned-index', plain])
    expect(await policiesOf(['acuity', blind])).toEqual(['acuity', 'tuned-index-group-blind', blind])
    expect(await policiesOf(['acuity', 'target'])).toEqual(['acuity', 'target'])
    const { specification } = studio.workers.last
    expect(specification).toMatchObject({ kind: 'evaluation', policies: [{ kind: 'rule' }, { kind: 'rule' }] })
  })

  it('refuse what is not there, and store nothing', async () => {
    const studio = await openTestStudio()
    const [run] = await studio.client.runs.start({ scenarios: ['urban'], options: trainingOptions })
    const start = (policy: string) =>
      errorOf(studio.client.studies.start({ ...request, evaluations: [{ scenario: 'urban', policies: [policy] }] }))
    const unknown = await start('fastest')
    expect(unknown).toMatchObject({ code: 'NOT_FOUND', defined: true })
    expect(unknown.message).toMatch(
      /^There is no policy "fastest"; give the id of a training run \(ID@best: its best checkpoint\), or one of fcfs, acuity/,
    )
    const early = await start(run!.id)
    expect(early).toMatchObject({ code: 'CONFLICT', defined: true })
    expect(early.message).toContain('has no checkpoint yet')
    expect(await studio.client.studies.list()).toEqual([])
  })

  it('stop, and are stopped before they are deleted; both keep what had finished', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.start(request)
    const worker = studio.workers.of(study.evaluations[0]!.id)
    worker.post({ type: 'result', result: { kind: 'evaluation', result: emptyResult } })
    await settle()
    await studio.client.studies.delete({ id: study.id })
    expect(await studio.client.studies.list()).toEqual([])
    expect((await studio.client.studies.restore({ id: study.id })).evaluations).toMatchObject([
      { status: 'finished', result: emptyResult },
      { status: 'cancelled', result: null },
    ])
    const second = await studio.client.studies.start(request)
    expect((await studio.client.studies.stop({ id: second.id })).evaluations.map((each) => each.status)).toEqual([
      'cancelled',
      'cancelled',
    ])
  })

  it('are interrupted when their host is gone', async () => {
    const dataDirectory = temporaryDirectory()
    const first = await openTestStudio({ dataDirectory })
    const { id } = await first.client.studies.start(request)
    const second = await openTestStudio({ dataDirectory })
    const { evaluations } = await second.client.studies.get({ id })
    expect(evaluations.map((each) => each.status)).toEqual(['interrupted', 'interrupted'])
    expect(evaluations[0]?.error).toContain('Compare again')
  })
})

describe('reports over the contract', () => {
  const bytes = new TextEncoder().encode('{"study":1}')
  const made: JobResult = { kind: 'report', fileName: 'study.json', mediaType: 'application/json', bytes }

  it('are made by a worker, handed over and recorded', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.start(request)
    await finish(studio, study)
    const asked = studio.client.studies.report({ id: study.id, format: 'json', date: '2026-11-20' })
    await settle()
    const { specification } = studio.workers.last
    expect(specification).toMatchObject({ kind: 'report', format: 'json', date: '2026-11-20', version: '1.2.3' })
    expect(specification?.kind === 'report' && specification.study.id).toBe(study.id)
    studio.workers.last.post({ type: 'result', result: made })
    expect(await asked).toEqual({
      fileName: 'study.json',
      mediaType: 'application/json',
      base64: Buffer.from(bytes).toString('base64'),
    })
    await studio.close()
    const database = new Database(join(studio.dataDirectory, 'fairward.db'), { readonly: true })
    expect(database.prepare('SELECT study_id, format, date, bytes, sha256 FROM report').all()).toEqual([
      {
        study_id: study.id,
        format: 'json',
        date: '2026-11-20',
        bytes: 11,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ])
    database.close()
  })

  it('wait for the study to finish, and say why they could not be made', async () => {
    const studio = await openTestStudio()
    const study = await studio.client.studies.start(request)
    const early = await errorOf(studio.client.studies.report({ id: study.id, format: 'pdf' }))
    expect(early).toMatchObject({ code: 'CONFLICT' })
    expect(early.message).toContain('has not finished yet')
    await studio.client.studies.stop({ id: study.id })
    expect((await errorOf(studio.client.studies.report({ id: study.id, format: 'pdf' }))).message).toContain('no results')
    const second = await studio.client.studies.start(request)
    await finish(studio, second)
    const failing = errorOf(studio.client.studies.report({ id: second.id, format: 'pdf' }))
    await settle()
    studio.workers.last.post({ type: 'failed', message: 'the fonts are missing' })
    expect(await failing).toMatchObject({ code: 'CONFLICT', message: 'the fonts are missing' })
  })
})

describe('simulations over the contract', () => {
  const simulation = { document: urban('not-saved'), policy: 'target', replications: 3, seed: 9 }
  const result = {
    scenario: 'not-saved',
    policy: 'target',
    replications: 3,
    seed: 9,
    digest: 'abc',
    events: 10,
    result: emptyResult,
  }

  it('run a document that is not saved', async () => {
    const studio = await openTestStudio()
    const asked = studio.client.simulations.run(simulation)
    await settle()
    expect(studio.workers.last.specification).toMatchObject({
      kind: 'simulation',
      replications: 3,
      seed: 9,
      policy: { name: 'target' },
    })
    studio.workers.last.post({ type: 'result', result: { kind: 'simulation', result } })
    expect(await asked).toEqual(result)
    expect(await studio.client.scenarios.list()).toHaveLength(4)
  })

  it('end when their caller goes away', async () => {
    const studio = await openTestStudio()
    const going = new AbortController()
    const asked = errorOf(studio.client.simulations.run(simulation, { signal: going.signal }))
    await settle()
    going.abort()
    expect((await asked).message).toContain('stopped')
    expect(studio.workers.last.ended).toBe(true)
  })

  it('say so when their worker dies', async () => {
    const studio = await openTestStudio()
    const asked = errorOf(studio.client.simulations.run(simulation))
    await settle()
    studio.workers.last.exit({ signal: 'SIGKILL' })
    expect(await asked).toMatchObject({ code: 'CONFLICT', defined: true })
  })
})
